import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../text/use-text.ts'
import { alertsQuery } from './queries.ts'

/** How many alerts nobody sees to. */
export function WaitingAlerts() {
  const { t, number } = useText()
  const { data } = useQuery(alertsQuery())
  if (!data || data.waiting === 0) return null
  return <b title={t('alerts.waiting', { count: data.waiting })}>{number(data.waiting)}</b>
}
