import type { Alert } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'

type Measured = Pick<Alert, 'subject' | 'measured'> & { bound?: number | null }

/** What was measured and the bound it lies past, in the unit of its subject; of a source how many times its promise. */
export function useMeasured(): (alert: Measured) => string {
  const { t, number, whole } = useText()
  return ({ subject, measured, bound = null }) => {
    if (measured === null) return '–'
    if (subject.kind === 'feed') return t('alerts.times', { count: number(measured, 1) })
    const say = (value: number) => (subject.unit ? whole(value, subject.unit, subject.decimals) : number(value, subject.decimals))
    return bound === null ? say(measured) : `${say(measured)} · ${t('alerts.bound', { bound: say(bound) })}`
  }
}
