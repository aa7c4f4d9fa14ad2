import { sayDay } from '../../../text/day.ts'
import type { Say } from '../../../text/say.ts'

/** A year, a quarter, a month or a day as people read it; anything else as it is written. */
export function sayPeriod(period: string, { t }: Pick<Say, 't'>): string {
  const [, year = '', rest = ''] = /^(\d{4})(?:-(.+))?$/.exec(period) ?? []
  if (year && !rest) return t('period.year', { year })
  if (/^Q[1-4]$/.test(rest)) return t('period.quarter', { quarter: rest.slice(1), year })
  if (/^\d{2}$/.test(rest)) return t('period.ofMonth', { month: rest, year })
  return /^\d{2}-\d{2}$/.test(rest) ? sayDay(period) : period
}
