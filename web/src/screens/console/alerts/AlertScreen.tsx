import type { AlertTold } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { withQuestion } from '../../../address/address.ts'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { useMeasured } from '../../../ui/use-measured.ts'
import { ChecklistsOf, StartChecklist } from '../checklists/ChecklistsOf.tsx'
import { DirectivesOf } from '../directives/DirectivesOf.tsx'
import { ExerciseMark } from '../exercises/ExerciseMark.tsx'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { Ascent } from '../told/Ascent.tsx'
import { Acknowledge } from './Acknowledge.tsx'
import { AlertState } from './AlertRows.tsx'
import { isUntold } from './Measured.tsx'
import { alertQuery } from './queries.ts'
import { Silence } from './Silences.tsx'
import { Why } from './Why.tsx'
import './alerts.css'

/** One alert: what it is, by which rule, all that happened to it, and how it ended before. */
export function AlertScreen({ id }: { id: number }) {
  const { t, title } = useText()
  const measured = useMeasured()
  const { data, error, dataUpdatedAt } = useQuery(alertQuery(id))
  if (error) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  const { alert, rule, answers } = data
  const now = new Date(dataUpdatedAt).toISOString()
  return (
    <section>
      <div className="console-head">
        <div>
          <h1>
            <ExerciseMark /> {title(alert.subject.title)}
          </h1>
          <small>{alert.unit?.name ?? t(`alerts.kind.${alert.subject.kind}`)}</small>
        </div>
        <Link to={pathTo.alerts()}>{t('alerts.back')}</Link>
      </div>
      <div className="alert-parts">
        <div>
          <dl className="alert-facts">
            <dt>{t('alerts.state')}</dt>
            <dd>
              <Mark tone={alert.status === 'resolved' ? 'good' : alert.level}>
                {alert.status === 'resolved' ? t('alerts.status.resolved') : t(`alerts.level.${alert.level}`)}
              </Mark>
              {alert.status !== 'resolved' && <AlertState alert={alert} now={now} />}
            </dd>
            <dt>{t('alerts.value')}</dt>
            <dd>
              <span>
                {isUntold(alert) ? t('alerts.untoldWhy') : measured(alert)}
                {alert.bound !== null && ` · ${t('alerts.bound', { bound: measured({ ...alert, measured: alert.bound }) })}`}
              </span>
              <Way alert={alert} />
            </dd>
            <dt>{t('alerts.answers')}</dt>
            <dd>
              {answers.unit.name}
              {answers.beside && <small>{t('alerts.beside', { unit: answers.beside.name })}</small>}
            </dd>
            <dt>{t('alerts.rule')}</dt>
            <dd>
              {rule ? <Link to={pathTo.alertRule(rule.id)}>{title(rule.title)}</Link> : t('alerts.ruleGone')}
              {rule && <small>{title(rule.says)}</small>}
            </dd>
          </dl>
          <ChecklistsOf alert={alert.id} />
          <DirectivesOf alert={alert.id} />
          <Ascent alert={alert.id} />
          <h2 className="alert-part">{t('alerts.history')}</h2>
          <Events {...data} />
          <Why alert={alert} />
        </div>
        {alert.status !== 'resolved' && (
          <aside className="alert-acts">
            {alert.status === 'firing' && <Acknowledge alerts={[alert.id]} withNote />}
            <a className="directive-new" href={`${pathTo.newDirective()}?alert=${alert.id}`}>
              {t('directives.new')}
            </a>
            <StartChecklist alert={alert} />
            <Silence alert={alert} />
          </aside>
        )}
      </div>
    </section>
  )
}

/** To what the alert speaks of. */
function Way({ alert: { subject, unit } }: Pick<AlertTold, 'alert'>) {
  const { t } = useText()
  if (subject.kind === 'feed') return <Link to={pathTo.runs(subject.id)}>{t('alerts.toFeed')}</Link>
  if (subject.kind !== 'indicator') return null
  const asked = withQuestion('', { indicator: subject.id, where: subject.where, unit: unit?.key })
  return <a href={`/wall${asked}`}>{t('alerts.proof')}</a>
}

function Events({ alert, events }: AlertTold) {
  const { t, minute, day } = useText()
  const measured = useMeasured()
  return (
    <ol className="alert-events">
      {events.map(({ at, kind, level, by, note, ...event }) => (
        <li key={`${at} ${kind}`}>
          <Mark tone={kind === 'resolved' || kind === 'retired' ? 'good' : level}>{t(`alerts.event.${kind}`)}</Mark>
          <span>
            {by && <b>{by}</b>}
            {note && ` «${note}» `}
            {event.measured !== null && !by && measured({ subject: alert.subject, measured: event.measured })}
          </span>
          <time dateTime={at}>
            {minute(at)} {day(at)}
          </time>
        </li>
      ))}
    </ol>
  )
}
