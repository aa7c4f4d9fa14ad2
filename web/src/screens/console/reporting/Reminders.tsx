import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../text/use-text.ts'
import { Shape } from '../../../ui/Shape.tsx'
import { Failed } from '../Failed.tsx'
import { nameOfPeriod } from '../punctuality/names.ts'
import { remindersQuery } from './queries.ts'
import './reminders.css'

/** What one's unit was reminded of and still owes; gone as soon as it is told. */
export function Reminders({ unit }: { unit: string }) {
  const { t, title, minute, day } = useText()
  const { data: owed = [], error } = useQuery(remindersQuery(unit))
  if (error) return <Failed error={error} />
  if (owed.length === 0) return null
  return (
    <section className="reporting-reminders" aria-labelledby="reminders">
      <h2 id="reminders">{t('reporting.reminded')}</h2>
      <ul>
        {owed.map(({ feed, title: what, every, period, by, at, times }) => (
          <li key={`${feed} ${title(what)} ${period.from}`}>
            <Shape tone="warn" /> <b>{title(what)}</b>, {t('reporting.ofPeriod', { period: nameOfPeriod(every, period) })}
            <small>
              {t('reporting.remindedBy', { by, at: `${minute(at)} ${day(at)}` })}
              {times > 1 && ` ${t('reporting.remindedTimes', { times })}`}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
