import { Invalid } from '../errors.ts'
import { loadDomains } from '../pack/load.ts'
import type { Localised, Where } from '../pack/pack.ts'

/** A dimension and the values of it that count, in words. */
export interface Narrowed {
  dim: string
  title: Localised
  values: { key: string; title: Localised }[]
}

/**
 * Narrowings as people write them, `procedure:2.001234` each; a dimension named twice counts either value. Letters are composed, as all
 * that is kept is.
 */
export function parseWhere(texts: string[]): Where {
  const where: Where = {}
  for (const text of texts) {
    const [, dim, value] = /^([a-z][a-z0-9_]*):(.*)$/su.exec(text.normalize('NFC')) ?? []
    if (dim === undefined || value === undefined)
      throw new Invalid(`where «${text}» names no value. Write dimension:value, as in channel:online.`)
    const values = own(where, dim) ?? []
    where[dim] = values.includes(value) ? values : [...values, value]
  }
  return where
}

/** The other way around. */
export const writeWhere = (where: Where): string[] =>
  Object.entries(where).flatMap(([dim, values]) => values.map((value) => `${dim}:${value}`))

/** A narrowing in the words of the domains it is asked of; what has none is called by itself. */
export async function sayWhere(domains: string[], where: Where): Promise<Narrowed[]> {
  const packs = (await loadDomains()).map(({ pack }) => pack).filter(({ id }) => domains.includes(id))
  return Object.entries(where).map(([dim, values]) => {
    const known = packs.flatMap(({ dims }) => own(dims, dim) ?? [])[0]
    const say = (key: string) => (known && own(known.values, key)) ?? { vi: key, en: key }
    return { dim, title: known?.title ?? { vi: dim, en: dim }, values: values.map((key) => ({ key, title: say(key) })) }
  })
}

/** What a record holds by a name that anybody may have written: never what every object has, such as `constructor`. */
const own = <T>(record: Record<string, T>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined
