import type { Alert } from '@ioc/server/contract'
import { useText } from '../text/use-text.ts'

/** What an alert measured, in the unit of its subject; of a source how many times its promise. */
export function useMeasured(): (alert: Pick<Alert, 'subject' | 'measured'>) => string {
  const { t, number, whole } = useText()
  return ({ subject, measured }) => {
    if (measured === null) return '–'
    if (subject.kind === 'feed') return t('alerts.times', { count: number(measured, 1) })
    return subject.unit ? whole(measured, subject.unit, subject.decimals) : number(measured, subject.decimals)
  }
}
