import { loadDomains } from './load.ts'
import type { Localised } from './pack.ts'

/** A dimension in the words of the domains that count by it. */
export interface Dimension {
  dim: string
  title: Localised
  /** Its values are steps of a scale, and are shown in their order rather than by size. */
  isScale: boolean
  /** What people call a value; one without a word of its own is called by itself. */
  titleOf(value: string): Localised
  /** Puts values in the order of the scale where it is one; else leaves them. */
  inOrder<T extends { key: string }>(values: T[]): T[]
}

/** Where a record had no value. */
const BLANK: Localised = { vi: 'không ghi', en: 'not stated' }

/** A dimension of measures of some domains; one without words is called by its name. */
export async function dimensionOf(domains: string[], dim: string): Promise<Dimension> {
  const packs = (await loadDomains()).map(({ pack }) => pack).filter(({ id }) => domains.includes(id))
  // Never what every object has, such as `constructor`.
  const known = packs.flatMap(({ dims }) => (Object.hasOwn(dims, dim) ? (dims[dim] ?? []) : []))[0]
  const titles = new Map(Object.entries(known?.values ?? {}))
  const place = new Map([...titles.keys()].map((key, place) => [key, place]))
  const isScale = known?.isScale ?? false
  return {
    dim,
    title: known?.title ?? { vi: dim, en: dim },
    isScale,
    titleOf: (value) => titles.get(value) ?? (value === '' ? BLANK : { vi: value, en: value }),
    inOrder: (values) =>
      isScale ? values.toSorted((a, b) => (place.get(a.key) ?? titles.size) - (place.get(b.key) ?? titles.size)) : values,
  }
}
