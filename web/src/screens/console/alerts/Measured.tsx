import type { Alert } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { useMeasured } from '../../../ui/use-measured.ts'

/** It was measured, and may not be told: before its release, or of so few that it would point at them. */
export const isUntold = ({ measured, bound }: Pick<Alert, 'measured' | 'bound'>): boolean => measured === null && bound !== null

/** What was measured, and below it the bound it lies past. */
export function Measured({ alert }: { alert: Pick<Alert, 'subject' | 'measured' | 'bound'> }) {
  const { t } = useText()
  const measured = useMeasured()
  return (
    <>
      {isUntold(alert) ? <span title={t('alerts.untoldWhy')}>{t('alerts.untold')}</span> : <b>{measured(alert)}</b>}
      {alert.bound !== null && <small>{t('alerts.bound', { bound: measured({ ...alert, measured: alert.bound }) })}</small>}
    </>
  )
}
