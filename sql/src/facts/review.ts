import type { Kind } from '../pack/load-kind.ts'
import type { Localised, Pack } from '../pack/pack.ts'
import type { UnitRegistry } from '../units/registry.ts'

/** What a machine said of a fact and a person may say otherwise, with who did so last, when and why. */
export interface FactReview {
  by: string | null
  at: string | null
  why: string | null
  fields: {
    name: string
    title: Localised
    /** Null of the unit, which the text or its source names. */
    machine: string | null
    said: string | null
    /** What may be said; any unit of the unit. */
    values: { value: string; title: Localised }[]
  }[]
}

const UNIT = { vi: 'Đơn vị', en: 'Unit' }

/** Of the newest version of a fact; null where its kind is told, not judged. */
export function reviewOf(
  { normaliser }: Pick<Kind, 'normaliser'>,
  { dims }: Pick<Pack, 'dims'>,
  fact: Record<string, unknown>,
  units: UnitRegistry,
): FactReview | null {
  if (!normaliser.reviewed) return null
  const text = (column: string) => (typeof fact[column] === 'string' ? fact[column] : null)
  return {
    by: text('reviewed_by'),
    at: text('reviewed_at'),
    why: text('review_reason'),
    fields: Object.entries(normaliser.reviewed).map(([name, column]) => {
      if (name === 'unit') {
        const unit = fact[column]
        return { name, title: UNIT, machine: null, said: typeof unit === 'number' ? units.get(unit).key : null, values: [] }
      }
      const { title = { vi: name, en: name }, values = {} } = dims[name] ?? {}
      return {
        name,
        title,
        machine: text(`machine_${name}`),
        said: text(column),
        values: Object.entries(values).map(([value, words]) => ({ value, title: words })),
      }
    }),
  }
}
