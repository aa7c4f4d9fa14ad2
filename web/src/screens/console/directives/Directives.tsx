import type { Directive, UnitsAnsweringAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { inWorld } from '../../../api/world.ts'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { Calendar } from './Calendar.tsx'
import { DirectiveState } from './DirectiveState.tsx'
import { answeringQuery, directivesQuery } from './queries.ts'
import './directives.css'

const VIEWS = ['open', 'over', 'units', 'calendar'] as const

/** What was ordered: what is overdue first, who answers best, and what is due when. */
export function Directives() {
  const { t } = useText()
  const [view, setView] = useState<(typeof VIEWS)[number]>('open')
  return (
    <section>
      <div className="console-head">
        <h1>{t('directives.title')}</h1>
        <a className="directive-export" href={inWorld('/api/directives.csv')} download>
          {t('directives.export')}
        </a>
        <Link to={pathTo.newDirective()} className="desk-primary">
          {t('directives.new')}
        </Link>
      </div>
      <div className="console-tabs" role="tablist">
        {VIEWS.map((each) => (
          <button key={each} type="button" role="tab" aria-selected={view === each} onClick={() => setView(each)}>
            {t(`directives.view.${each}`)}
          </button>
        ))}
      </div>
      {view === 'units' ? <Units /> : <Listed view={view} />}
    </section>
  )
}

function Listed({ view }: { view: 'open' | 'over' | 'calendar' }) {
  const { t } = useText()
  const { data, error } = useQuery(directivesQuery({ open: view !== 'over' }))
  if (error) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  if (data.directives.length === 0)
    return <p className="console-empty">{t(`directives.none.${view === 'over' ? 'over' : 'open'}`)}</p>
  return view === 'calendar' ? <Calendar directives={data.directives} /> : <DirectiveRows directives={data.directives} />
}

export function DirectiveRows({ directives }: { directives: Directive[] }) {
  const { t, day } = useText()
  return (
    <table className="desk-table directive-rows">
      <thead>
        <tr>
          <th>{t('directives.what')}</th>
          <th>{t('directives.unit')}</th>
          <th>{t('directives.due')}</th>
          <th>{t('alerts.state')}</th>
        </tr>
      </thead>
      <tbody>
        {directives.map((directive) => (
          <tr key={directive.id} data-overdue={directive.isOverdue || undefined}>
            <td>
              <Link to={pathTo.directive(directive.id)}>{directive.title}</Link>
              <small>{[directive.number ?? `CĐ-${directive.id}`, directive.issuedBy].join(' · ')}</small>
            </td>
            <td>{directive.unit.name}</td>
            <td className="directive-due">{day(directive.dueAt)}</td>
            <td>
              <DirectiveState directive={directive} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Units() {
  const { t } = useText()
  const { data, error } = useQuery(answeringQuery())
  if (error) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  if (data.units.length === 0) return <p className="console-empty">{t('directives.none.open')}</p>
  return (
    <table className="desk-table directive-units">
      <thead>
        <tr>
          <th>{t('directives.unit')}</th>
          {(['overdue', 'open', 'closed', 'inTime', 'accept', 'explain', 'relapses'] as const).map((column) => (
            <th key={column} className="desk-number">
              {t(`directives.units.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {data.units.map((unit) => (
          <UnitRow key={unit.unit} {...unit} />
        ))}
      </tbody>
    </table>
  )
}

function UnitRow({
  name,
  open,
  overdue,
  closed,
  inTime,
  relapses,
  acceptHours,
  explainHours,
}: UnitsAnsweringAnswer['units'][number]) {
  const { number, percent, span } = useText()
  const lasted = (hours: number | null) => (hours === null ? '–' : span(hours * 3_600))
  return (
    <tr data-overdue={overdue > 0 || undefined}>
      <td>{name}</td>
      <td className="desk-number directive-late">{number(overdue)}</td>
      <td className="desk-number">{number(open)}</td>
      <td className="desk-number">{number(closed)}</td>
      <td className="desk-number">{closed === 0 ? '–' : percent(inTime / closed, 0)}</td>
      <td className="desk-number">{lasted(acceptHours)}</td>
      <td className="desk-number">{lasted(explainHours)}</td>
      <td className="desk-number">{number(relapses)}</td>
    </tr>
  )
}
