import type { Checklist } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { DueClock } from './DueClock.tsx'
import { nextStep, settled } from './next-step.ts'
import { checklistsQuery } from './queries.ts'
import './checklists.css'

const VIEWS = ['running', 'over'] as const

/** The checklists that run, the latest before, each with its next step and how long there is for it; or those that are over. */
export function Checklists() {
  const { t } = useText()
  const [view, setView] = useState<(typeof VIEWS)[number]>('running')
  const { data, error } = useQuery(checklistsQuery({ running: view === 'running' }))
  return (
    <section>
      <div className="console-head">
        <div>
          <h1>{t('checklists.title')}</h1>
          <small>{t('checklists.help')}</small>
        </div>
      </div>
      <div className="console-tabs" role="tablist">
        {VIEWS.map((each) => (
          <button key={each} type="button" role="tab" aria-selected={view === each} onClick={() => setView(each)}>
            {t(`checklists.view.${each}`)}
          </button>
        ))}
      </div>
      {error && <Failed error={error} />}
      {!data && !error && <p className="console-empty">{t('console.loading')}</p>}
      {data?.checklists.length === 0 && <p className="console-empty">{t(`checklists.none.${view}`)}</p>}
      {data && data.checklists.length > 0 && <ChecklistRows checklists={data.checklists} />}
    </section>
  )
}

export function ChecklistRows({ checklists }: { checklists: Checklist[] }) {
  const { t, title } = useText()
  return (
    <ol className="checklist-rows">
      {checklists.map((checklist) => (
        <li key={checklist.id}>
          <div>
            <h2>
              <Link to={pathTo.checklist(checklist.id)}>{title(checklist.title)}</Link>
            </h2>
            <small>
              {checklist.unit.name} · {t('checklists.alerts', { count: checklist.alerts.length })}
            </small>
          </div>
          <Progress checklist={checklist} />
          <Next checklist={checklist} />
        </li>
      ))}
    </ol>
  )
}

function Progress({ checklist }: { checklist: Checklist }) {
  const { t } = useText()
  const said = { done: settled(checklist), of: checklist.steps.length }
  return (
    <div className="checklist-progress">
      <progress max={said.of} value={said.done} aria-label={t('checklists.progress', said)} />
      <small>{t('checklists.progress', said)}</small>
    </div>
  )
}

function Next({ checklist }: { checklist: Checklist }) {
  const { t, title, minute, day } = useText()
  if (checklist.status === 'closed') {
    const left = checklist.steps.length - settled(checklist)
    const at = checklist.closedAt ?? checklist.startedAt
    return (
      <>
        <div>
          <Mark tone={left > 0 ? 'watch' : 'good'}>
            {left > 0 ? t('checklists.leftUndone', { count: left }) : t('checklists.allDone')}
          </Mark>
        </div>
        <time dateTime={at}>
          {minute(at)} {day(at)}
        </time>
      </>
    )
  }
  const next = nextStep(checklist)
  if (!next) return <div>{t('checklists.waitsForEnd')}</div>
  return (
    <>
      <div>
        {title(next.title)}
        <small>
          {title(next.role)}, {next.unit}
        </small>
      </div>
      {next.dueAt && <DueClock at={next.dueAt} />}
    </>
  )
}
