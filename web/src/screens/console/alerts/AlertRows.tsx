import type { Alert } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { Measured } from './Measured.tsx'

/** Alerts below each other; `isOfMany`: each also says what it is of. */
export function AlertRows({ alerts, now, isOfMany = false }: { alerts: Alert[]; now: string; isOfMany?: boolean }) {
  const { t, title } = useText()
  return (
    <table className="desk-table alert-rows">
      <tbody>
        {alerts.map((alert) => (
          <tr key={alert.id}>
            <td>
              <Mark tone={alert.level}>{t(`alerts.level.${alert.level}`)}</Mark>
            </td>
            <td>
              <Link to={pathTo.alert(alert.id)}>{isOfMany || !alert.unit ? title(alert.subject.title) : alert.unit.name}</Link>
              {isOfMany && alert.unit && <small>{alert.unit.name}</small>}
            </td>
            <td className="desk-number">
              <Measured alert={alert} />
            </td>
            <td>
              <AlertState alert={alert} now={now} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How an alert stands, in words: since when, who sees to it, and why it is quiet where it is. */
export function AlertState({ alert, now }: { alert: Alert; now: string }) {
  const { t, age, minute, day } = useText()
  const since = alert.firedAt ?? alert.since
  const ago = (at: string) => age((Date.parse(now) - Date.parse(at)) / 1000)
  const more = [
    alert.acknowledgedBy &&
      alert.acknowledgedAt &&
      t('alerts.byWhom', { by: alert.acknowledgedBy, age: ago(alert.acknowledgedAt) }),
    alert.silencedBy !== null && t('alerts.silenced'),
    alert.flapping && t('alerts.flapping'),
    alert.returns > 0 && t('alerts.returns', { count: alert.returns }),
    alert.blindSince && t('alerts.blind', { time: `${minute(alert.blindSince)} ${day(alert.blindSince)}` }),
    alert.clearSince && t('alerts.clearing', { time: minute(alert.clearSince) }),
  ].filter(Boolean)
  return (
    <>
      {t(`alerts.status.${alert.status}`)}
      <small title={`${minute(since)} ${day(since)}`}>{[ago(since), ...more].join(' · ')}</small>
    </>
  )
}
