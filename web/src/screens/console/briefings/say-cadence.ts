import type { Cadence } from '@ioc/server/contract'
import type { Say } from '../../../text/say.ts'

/** When a report is made, in a sentence. */
export function sayCadence(cadence: Cadence, { t }: Pick<Say, 't'>): string {
  if (cadence.every === 'working_day') return t('briefings.cadence.working_day', { at: cadence.at })
  if (cadence.every === 'week')
    return t('briefings.cadence.week', { at: cadence.at, weekday: t(`briefings.weekday.${cadence.on}`) })
  return t('briefings.cadence.month', { at: cadence.at, day: cadence.on })
}
