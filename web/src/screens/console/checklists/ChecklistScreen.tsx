import type { Checklist, ChecklistStep } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { inOrder } from '../../../ui/roving.ts'
import { useRoving } from '../../../ui/use-roving.ts'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { DueClock } from './DueClock.tsx'
import { End } from './End.tsx'
import { nextStep, settled } from './next-step.ts'
import { checklistQuery } from './queries.ts'
import { StepActs } from './StepActs.tsx'
import { Timeline } from './Timeline.tsx'
import './checklists.css'

/** One checklist during an incident: its steps by number, the next one open, each with its clock; what happened beside it. */
export function ChecklistScreen({ id }: { id: number }) {
  const { t, title, minute, day } = useText()
  const { data, error } = useQuery(checklistQuery(id))
  if (error) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  const { checklist, events } = data
  const next = nextStep(checklist)
  const isRunning = checklist.status === 'running'
  return (
    <section className="checklist">
      <div className="console-head">
        <div>
          <h1>{title(checklist.title)}</h1>
          <small>
            {[
              checklist.unit.name,
              t('checklists.begun', { time: `${minute(checklist.startedAt)} ${day(checklist.startedAt)}` }),
              checklist.returns > 0 && t('checklists.returns', { count: checklist.returns }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </small>
        </div>
        <div className="checklist-links">
          <Link to={pathTo.checklistReport(id)}>{t('checklists.report.title')}</Link>
          <Link to={pathTo.checklists()}>{t('checklists.back')}</Link>
        </div>
      </div>
      {isRunning ? (
        <p className="checklist-now" data-late={next?.isLate || undefined}>
          <span>
            {next ? t('checklists.next') : t('checklists.waitsForEnd')} <b>{next && title(next.title)}</b>
          </span>
          {next?.dueAt && <DueClock at={next.dueAt} />}
        </p>
      ) : (
        <Over checklist={checklist} />
      )}
      <div className="alert-parts">
        <Steps checklist={checklist} />
        <aside className="alert-acts">
          <div>
            <h2>{t('checklists.ofAlerts')}</h2>
            <ul className="checklist-alerts">
              {checklist.alerts.map(({ id: alert, subject, unit, status, level }) => (
                <li key={alert}>
                  <Link to={pathTo.alert(alert)}>{title(subject.title)}</Link>
                  <small>
                    {[unit, status === 'resolved' ? t('alerts.status.resolved') : t(`alerts.level.${level}`)]
                      .filter(Boolean)
                      .join(' · ')}
                  </small>
                </li>
              ))}
            </ul>
            {checklist.former !== null && <Link to={pathTo.checklist(checklist.former)}>{t('checklists.former')}</Link>}
          </div>
          {isRunning && <End id={id} />}
          <div>
            <h2>{t('directives.timeline')}</h2>
            <Timeline checklist={checklist} events={events} />
          </div>
        </aside>
      </div>
    </section>
  )
}

/** How it ended, and what was left. */
function Over({ checklist }: { checklist: Checklist }) {
  const { t, title, minute, day } = useText()
  const left = checklist.steps.filter(({ status }) => status === 'open')
  const at = checklist.closedAt ?? checklist.startedAt
  return (
    <div className="checklist-now">
      <span>
        {t('checklists.over', { time: `${minute(at)} ${day(at)}` })}{' '}
        {left.length === 0
          ? t('checklists.allDone')
          : `${t('checklists.leftUndone', { count: left.length })}: ${left.map((each) => title(each.title)).join('; ')}`}
      </span>
    </div>
  )
}

function Steps({ checklist }: { checklist: Checklist }) {
  const { t } = useText()
  const next = nextStep(checklist)?.id ?? null
  // Until somebody opens another, the step that is due next stands open.
  const [chosen, setChosen] = useState<{ step: string | null; beside: string | null } | null>(null)
  const open = chosen && chosen.beside === next ? chosen.step : next
  const { onKeyDown, linkOf } = useRoving(
    checklist.steps.map(({ id }) => id),
    inOrder,
  )
  return (
    <div>
      <p className="alert-none">{t('checklists.progress', { done: settled(checklist), of: checklist.steps.length })}</p>
      <ol className="checklist-steps" onKeyDown={onKeyDown}>
        {checklist.steps.map((step, index) => (
          <li key={step.id} data-status={step.status} data-late={step.isLate || undefined}>
            <Head
              step={step}
              number={index + 1}
              after={checklist.steps.findIndex(({ id }) => id === step.after) + 1}
              isOpen={open === step.id}
              roving={linkOf(step.id)}
              onOpen={() => setChosen({ step: open === step.id ? null : step.id, beside: next })}
            />
            {open === step.id && <StepActs key={step.status} checklist={checklist} step={step} onDone={() => setChosen(null)} />}
          </li>
        ))}
      </ol>
    </div>
  )
}

const TONE = { open: 'not_yet_due', done: 'good', skipped: 'withdrawn' } as const

interface HeadProps {
  step: ChecklistStep
  number: number
  after: number
  isOpen: boolean
  roving: ReturnType<ReturnType<typeof useRoving>['linkOf']>
  onOpen(): void
}

function Head({ step, number, after, isOpen, roving, onOpen }: HeadProps) {
  const { t, title, minute, day } = useText()
  return (
    <button type="button" className="checklist-step" aria-expanded={isOpen} onClick={onOpen} {...roving}>
      <span className="checklist-number">{number}</span>
      <span>
        <b>{title(step.title)}</b>
        <small>
          {title(step.role)}, {step.unit}
        </small>
      </span>
      <span className="checklist-state">
        <Mark tone={step.status === 'open' && step.isLate ? 'critical' : TONE[step.status]}>
          {t(step.status === 'open' && step.isLate ? 'checklists.late' : `checklists.status.${step.status}`)}
        </Mark>
        {step.status === 'open' ? (
          step.dueAt ? (
            <DueClock at={step.dueAt} />
          ) : (
            <small>{t('checklists.waitsFor', { step: after })}</small>
          )
        ) : (
          <small>
            {[step.by ?? t('checklists.byItself'), step.at && `${minute(step.at)} ${day(step.at)}`].filter(Boolean).join(' · ')}
          </small>
        )}
      </span>
    </button>
  )
}
