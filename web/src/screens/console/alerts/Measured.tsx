import type { Alert } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { useMeasured } from '../../../ui/use-measured.ts'

/** What was measured, and below it the bound it lies past. */
export function Measured({ alert }: { alert: Pick<Alert, 'subject' | 'measured' | 'bound'> }) {
  const { t } = useText()
  const measured = useMeasured()
  return (
    <>
      <b>{measured(alert)}</b>
      {alert.bound !== null && <small>{t('alerts.bound', { bound: measured({ ...alert, measured: alert.bound }) })}</small>}
    </>
  )
}
