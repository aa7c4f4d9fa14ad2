import type { AlertRehearsalAnswer } from '@ioc/server/contract'
import { useMutation } from '@tanstack/react-query'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { useMeasured } from '../../../ui/use-measured.ts'
import { Failed } from '../Failed.tsx'
import { type AlertRuleSpec, rehearse } from './queries.ts'

const DAYS = [7, 30, 90] as const

/** What a rule would have raised, by what was known at each moment. */
export function Rehearsal({ rule }: { rule: AlertRuleSpec }) {
  const { t } = useText()
  const said = JSON.stringify(rule)
  const trying = useMutation({ mutationFn: async (days: number) => ({ said, days, told: await rehearse(rule, days) }) })
  // Of a rule that was changed since, it says nothing.
  const done = trying.data?.said === said ? trying.data : null
  return (
    <div className="alert-rehearsal">
      <p>
        {DAYS.map((days) => (
          <button key={days} type="button" disabled={trying.isPending} onClick={() => trying.mutate(days)}>
            {t('alerts.rules.rehearse', { days })}
          </button>
        ))}
      </p>
      {trying.isPending && <p role="status">{t('alerts.rules.rehearsing')}</p>}
      {trying.error && <Failed error={trying.error} />}
      {done && <Rehearsed {...done} />}
    </div>
  )
}

function Rehearsed({ told, days }: { told: AlertRehearsalAnswer; days: number }) {
  const { t, title, number, span, percent, minute, day } = useText()
  const measured = useMeasured()
  const [from, to] = [Date.parse(told.from), Date.parse(told.to)]
  const part = (at: number) => `${(100 * (at - from)) / (to - from)}%`
  const moment = (at: string) => `${minute(at)} ${day(at)}`
  return (
    <div role="status">
      <p>
        <strong>
          {told.fired === 0
            ? t('alerts.rules.wouldNever', { days })
            : t('alerts.rules.wouldFire', { fired: number(told.fired), days, flaps: number(told.flaps) })}
        </strong>
        <small>
          {t('alerts.rules.step', { span: span(told.step) })}
          {told.blind > 0 && ` ${t('alerts.rules.blind', { share: percent(told.blind / told.looks, 0) })}`}
        </small>
      </p>
      {told.times.length > 0 && (
        <div className="alert-strip" aria-hidden="true">
          {told.times.map(({ subject, unit, peak, from: begun, to: ended }) => {
            const end = ended === null ? to : Date.parse(ended)
            const width = `max(3px, ${(100 * (end - Date.parse(begun))) / (to - from)}%)`
            return (
              <i key={`${subject.id} ${unit?.key} ${begun}`} data-level={peak} style={{ left: part(Date.parse(begun)), width }} />
            )
          })}
          <span>{day(told.from)}</span>
          <span>{day(told.to)}</span>
        </div>
      )}
      <ul className="alert-events">
        {told.times.toReversed().map(({ subject, unit, peak, from: begun, to: ended, measured: value }) => (
          <li key={`${subject.id} ${unit?.key} ${begun}`}>
            <Mark tone={peak}>{t(`alerts.level.${peak}`)}</Mark>
            <span>
              {[title(subject.title), unit?.name].filter(Boolean).join(' · ')}: {measured({ subject, measured: value })}
            </span>
            <time dateTime={begun}>
              {moment(begun)} → {ended === null ? t('alerts.rules.still') : moment(ended)}
            </time>
          </li>
        ))}
      </ul>
    </div>
  )
}
