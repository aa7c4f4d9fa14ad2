import type { AlertTold, AlertWhy } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { withFact, withQuestion } from '../../../address/address.ts'
import { useText } from '../../../text/use-text.ts'
import { Age } from '../../../ui/Age.tsx'
import { Mark } from '../../../ui/Mark.tsx'
import { useMeasured } from '../../../ui/use-measured.ts'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { whyQuery } from './queries.ts'

/** What lies behind an alert: the units that weigh on it, what changed in a week, and how the same ended before. */
export function Why({ alert }: Pick<AlertTold, 'alert'>) {
  const { t } = useText()
  const { data } = useQuery(whyQuery(alert.id))
  if (!data) return <p className="alert-none">{t('alerts.whyRed.looking')}</p>
  return (
    <>
      {data.units.length > 0 && <Units alert={alert} units={data.units} />}
      {data.numbers.length > 0 && <Numbers alert={alert} numbers={data.numbers} />}
      {data.issues.length > 0 && <Issues issues={data.issues} />}
      <h2 className="alert-part">{t('alerts.whyRed.past')}</h2>
      <Past past={data.past} />
    </>
  )
}

function Units({ alert: { subject }, units }: { alert: AlertTold['alert']; units: AlertWhy['units'] }) {
  const { t, percent, number } = useText()
  const measured = useMeasured()
  const changed = (value: number, before: number) => {
    const by = value - before
    return by === 0 ? t('alerts.whyRed.same') : `${by > 0 ? '+' : '−'}${number(Math.abs(by), subject.decimals)}`
  }
  return (
    <>
      <h2 className="alert-part">{t('alerts.whyRed.units')}</h2>
      <table className="desk-table alert-why">
        <thead>
          <tr>
            <th>{t('alerts.unit')}</th>
            <th className="desk-number">{t('alerts.value')}</th>
            <th className="desk-number">{t('alerts.whyRed.week')}</th>
            {units.some(({ share }) => share !== null) && <th className="desk-number">{t('alerts.whyRed.share')}</th>}
          </tr>
        </thead>
        <tbody>
          {units.map(({ unit, value, before, share }) => (
            <tr key={unit.key}>
              <td>
                <a href={`/wall${withQuestion('', { indicator: subject.id, where: subject.where, unit: unit.key })}`}>
                  {unit.name}
                </a>
              </td>
              <td className="desk-number">{measured({ subject, measured: value })}</td>
              <td className="desk-number">{before === null ? t('alerts.whyRed.untold') : changed(value, before)}</td>
              {share !== null && <td className="desk-number">{percent(share, 0)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

/** What else is counted of whoever answers, each with the way to its records. */
function Numbers({ alert, numbers }: { alert: AlertTold['alert']; numbers: AlertWhy['numbers'] }) {
  const { t, title } = useText()
  const measured = useMeasured()
  return (
    <>
      <h2 className="alert-part">{t('alerts.whyRed.numbers')}</h2>
      <ul className="alert-related">
        {numbers.map(({ subject, value }) => (
          <li key={subject.key}>
            <a href={`/wall${withQuestion('', { indicator: subject.id, where: subject.where, unit: alert.unit?.key })}`}>
              {title(subject.title)}
            </a>
            <b>{measured({ subject, measured: value })}</b>
          </li>
        ))}
      </ul>
    </>
  )
}

/** What is said of it. */
function Issues({ issues }: Pick<AlertWhy, 'issues'>) {
  const { t, title, number } = useText()
  return (
    <>
      <h2 className="alert-part">{t('alerts.whyRed.issues')}</h2>
      <ul className="alert-related">
        {issues.map(({ fact, title: said, domain, topic, place, copies, negative, lastAt }) => (
          <li key={`${fact.feed} ${fact.id}`}>
            <span>
              <a href={`/wall${withFact('', fact)}`}>{said}</a>
              <small>
                {[title(domain), title(topic), place].join(' · ')} · <Age at={lastAt} />
              </small>
            </span>
            <b>{t('alerts.whyRed.said', { copies: number(copies), negative: number(negative) })}</b>
          </li>
        ))}
      </ul>
    </>
  )
}

function Past({ past }: Pick<AlertWhy, 'past'>) {
  const { t, minute, day, span } = useText()
  if (past.length === 0) return <p className="alert-none">{t('alerts.noneBefore')}</p>
  const moment = (at: string) => `${minute(at)} ${day(at)}`
  return (
    <ul className="alert-events">
      {past.map(({ alert, unitName, peak, firedAt, resolvedAt, acknowledgedBy, directive, cause, remedy }) => (
        <li key={alert}>
          <Mark tone={peak}>{t(`alerts.level.${peak}`)}</Mark>
          <div>
            <Link to={pathTo.alert(alert)}>
              {[unitName, t('alerts.lasted', lasted(firedAt, resolvedAt))].filter(Boolean).join(': ')}
            </Link>
            <small>
              {[
                acknowledgedBy && t('alerts.whyRed.seenBy', { by: acknowledgedBy }),
                cause && t('directives.say.cause', { cause }),
                remedy && t('directives.say.remedy', { remedy }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </div>
          {directive !== null && <Link to={pathTo.directive(directive)}>CĐ-{directive}</Link>}
        </li>
      ))}
    </ul>
  )

  function lasted(from: string, to: string) {
    return { from: moment(from), to: moment(to), span: span((Date.parse(to) - Date.parse(from)) / 1000) }
  }
}
