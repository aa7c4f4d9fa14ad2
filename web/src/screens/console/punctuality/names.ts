import type { PunctualityAnswer } from '@ioc/server/contract'

export function periodName({ expected, periods }: PunctualityAnswer, at: number): string {
  return nameOfPeriod(expected.every, periods[at] ?? { from: '', last: '' })
}

/** A period by its own name: 10/2026, 2026, or the days it is of. */
export function nameOfPeriod(
  every: PunctualityAnswer['expected']['every'],
  { from, last }: { from: string; last: string },
): string {
  const [year, month, day] = from.split('-')
  if (every === 'year') return `${year}`
  if (every === 'quarter') return `Q${Math.ceil(Number(month) / 3)}/${year}`
  if (every === 'month') return `${month}/${year}`
  if (every === 'day') return `${day}/${month}`
  const [, lastMonth, lastDay] = last.split('-')
  return month === lastMonth ? `${day}–${lastDay}/${month}` : `${day}/${month}–${lastDay}/${lastMonth}`
}
