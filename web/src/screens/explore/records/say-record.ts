import type { RecordsAnswer } from '@ioc/server/contract'
import type { Say } from '../../../text/say.ts'

// What stands in the cells of a record, on the screen and in what is taken away.

// Open dossiers without a due time stand in a bucket at the end of time.
const END_OF_TIME = '9999'
export const hasNoTime = (bucket: string) => bucket.startsWith(END_OF_TIME)

export function sayWhen(bucket: string, { day, minute }: Say): string {
  if (hasNoTime(bucket)) return '—'
  const time = minute(bucket)
  return time === '00:00' ? day(bucket) : `${time} ${day(bucket)}`
}

export function sayField(value: string | number | boolean | null, field: RecordsAnswer['fields'][number], say: Say): string {
  if (value === null) return '—'
  const named = field.values[String(value)]
  if (named) return say.title(named)
  if (field.type === 'instant') return sayWhen(String(value), say)
  if (field.type === 'day') return String(value).split('-').toReversed().join('/')
  if (typeof value === 'boolean') return say.t(value ? 'explore.yes' : 'explore.no')
  return typeof value === 'number' ? say.number(value, Number.isInteger(value) ? 0 : 2) : value
}

/** Dimensions that tell the terms of the formula apart, such as how a dossier ended. */
export const apartOf = ({ terms }: Pick<RecordsAnswer, 'terms'>): string[] => [...new Set(terms.flatMap(({ dim }) => dim ?? []))]

export function sayDim(
  { dims }: Pick<RecordsAnswer['rows'][number], 'dims'>,
  dim: string,
  dimensions: RecordsAnswer['dimensions'],
  { title }: Pick<Say, 'title'>,
): string {
  const value = String(dims[dim] ?? '')
  const named = dimensions[dim]?.values[value]
  return named ? title(named) : value
}
