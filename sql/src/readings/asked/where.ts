import { sql } from 'kysely'
import type { Db } from '../../db.ts'
import { Invalid } from '../../errors.ts'
import { loadDomains } from '../../pack/load.ts'
import type { Localised, Where } from '../../pack/pack.ts'

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

/** The other way around, of what a question turned out to be narrowed to. */
export const writeNarrowed = (where: { dim: string; values: { key: string }[] }[]): string[] =>
  writeWhere(Object.fromEntries(where.map(({ dim, values }) => [dim, values.map(({ key }) => key)])))

/** The other way around. */
export const writeWhere = (where: Where): string[] =>
  Object.entries(where).flatMap(([dim, values]) => values.map((value) => `${dim}:${value}`))

/**
 * A narrowing in the words of the domains it is asked of; what has none is called by itself. Throws Invalid for a value that has no word
 * and that nothing was ever counted by: misspelt, it would answer as if there were none of it.
 */
export async function sayWhere(db: Db, domains: string[], where: Where): Promise<Narrowed[]> {
  const packs = (await loadDomains()).map(({ pack }) => pack).filter(({ id }) => domains.includes(id))
  return Promise.all(
    Object.entries(where).map(async ([dim, values]) => {
      const known = packs.flatMap(({ dims }) => own(dims, dim) ?? [])[0]
      const wordOf = (key: string) => known && own(known.values, key)
      const unnamed = values.filter((key) => key !== '' && !wordOf(key))
      await assertMet(db, dim, unnamed, Object.keys(known?.values ?? {}))
      const say = (key: string) => wordOf(key) ?? (key === '' ? UNSAID : { vi: key, en: key })
      return { dim, title: known?.title ?? { vi: dim, en: dim }, values: values.map((key) => ({ key, title: say(key) })) }
    }),
  )
}

/** The value of a record that has none. */
const UNSAID: Localised = { vi: 'không ghi', en: 'not said' }

const VALUES_NAMED = 12

async function assertMet(db: Db, dim: string, values: string[], named: string[]): Promise<void> {
  if (values.length === 0) return
  const { rows } = await sql<{ value: string }>`
    select distinct dims->>${dim} as value from dims where dims->>${dim} = any(${values}::text[])`.execute(db)
  const missing = values.find((key) => !rows.some(({ value }) => value === key))
  if (missing === undefined) return
  const others = named.length > 0 ? ` It may be ${named.slice(0, VALUES_NAMED).join(', ')}.` : ''
  throw new Invalid(`Nothing was ever counted whose «${dim}» is «${missing}».${others}`)
}

/** What a record holds by a name that anybody may have written: never what every object has, such as `constructor`. */
const own = <T>(record: Record<string, T>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined
