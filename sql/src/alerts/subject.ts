import { narrow } from '../indicators/narrow.ts'
import type { DefinedIndicator, Registry } from '../indicators/registry.ts'
import type { Where } from '../pack/pack.ts'
import { parseWhere, writeWhere } from '../readings/asked/where.ts'

/** What an alert is of. */
export interface Subject {
  /** `rule`: a watch that can’t be asked. */
  kind: 'indicator' | 'feed' | 'clause' | 'rule'
  id: string
  /** Of a part of a number, which; empty of all else. */
  where: Where
}

/**
 * Reads what an alert is of: `press.negative_24h`, of one value of a dimension alone `press.negative_24h?topic:y_te`, `feed:<key>`,
 * `clause:<plan>/<clause>`, or `rule:<watch>` of a rule that can’t be asked.
 */
export function parseSubject(text: string): Subject {
  const [, kind, of] = /^(feed|clause|rule):(.*)$/su.exec(text) ?? []
  if (kind !== undefined && of !== undefined) return { kind: kind as Subject['kind'], id: of, where: {} }
  const mark = text.indexOf('?')
  return mark < 0
    ? { kind: 'indicator', id: text, where: {} }
    : { kind: 'indicator', id: text.slice(0, mark), where: parseWhere([text.slice(mark + 1)]) }
}

/** A number of one value of a dimension alone. */
export const partOf = (indicator: string, dim: string, value: string): string => `${indicator}?${dim}:${value}`

/** What an alert of an indicator, or of one value of a dimension of it alone, would be of. */
export const subjectOf = ({ id, where = {} }: Pick<DefinedIndicator, 'id' | 'where'>): string =>
  [id, ...writeWhere(where)].join('?')

/** The number an alert is of, narrowed as the alert is; undefined where it is of none, or there is no such number any more. */
export function numberOf({ indicators }: Pick<Registry, 'indicators'>, subject: string): DefinedIndicator | undefined {
  const parsed = parseSubject(subject)
  if (parsed.kind !== 'indicator') return undefined
  const indicator = indicators.find(({ id }) => id === parsed.id)
  return indicator && narrow(indicator, parsed.where)
}
