import { readToken, type SealedField } from '@ioc/sql'
import { foldName } from '../values/text.ts'
import { treatmentOf } from './redaction.ts'

/** A record as it may be shown, without its tokens, and the fields they stood in. A token in a field that is not sealed was written by its source. */
export function withoutTokens(
  record: Record<string, unknown>,
  fields: readonly string[],
): { value: Record<string, unknown>; sealed: SealedField[] } {
  const rules = fields.map((seal) => ({ seal }))
  const sealed: SealedField[] = []
  const shown = (value: unknown, way: string[], isWithin: boolean): unknown => {
    if (Array.isArray(value)) return value.map((each) => shown(each, way, isWithin))
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(
        Object.entries(value).map(([name, inner]) => {
          const here = [...way, name]
          return [name, shown(inner, here, isWithin || treatmentOf(rules, here, foldName) === 'seal')]
        }),
      )
    const token = isWithin ? readToken(value) : undefined
    if (!token) return value
    sealed.push({ field: way.join('.'), token })
    return null
  }
  const value = rules.length === 0 ? record : (shown(record, [], false) as Record<string, unknown>)
  return { value, sealed }
}
