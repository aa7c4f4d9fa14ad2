import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { smallestOf, type Term } from '../indicators/formula.ts'
import { narrowTerm } from '../indicators/narrow.ts'
import type { Where } from '../pack/pack.ts'
import type { UnitRegistry } from '../units/registry.ts'
import { readTerms } from './read-terms.ts'
import { coveredAmong } from './state.ts'
import type { TermQuery, TermValue } from './term.ts'

/** The unit and slot a value is of. */
export const placeOf = ({ root, slot }: Pick<TermValue, 'root' | 'slot'>) => `${root}/${slot?.getTime() ?? ''}`

/**
 * Where terms are narrowed to values of a dimension so that, set beside the whole or another narrowing, they would tell a count too
 * small to be told: to some of those that cover each other and not to all of them. See coveredAmong.
 */
export async function coveredPlaces(db: Db, units: UnitRegistry, terms: Term[], query: TermQuery): Promise<Set<string>> {
  const asked = terms.flatMap((term) =>
    smallestOf(term) === undefined ? [] : Object.entries(whereOf(term)).map(([dim, values]) => ({ term, dim, values })),
  )
  const covered = await Promise.all(
    asked.map(async ({ term, dim, values }) => {
      const counts = await countsByPlace(db, units, term, dim, query)
      return [...counts].flatMap(([place, each]) => {
        const hidden = coveredAmong(each, smallestOf(term))
        const some = values.filter((value) => hidden.has(value))
        return some.length > 0 && some.length < hidden.size ? [place] : []
      })
    }),
  )
  return new Set(covered.flat())
}

const whereOf = ({ where, distinct }: Term): Where => ({ ...distinct?.among?.where, ...where })

/** What a term counts of each value of a dimension, by place. */
async function countsByPlace(db: Db, units: UnitRegistry, term: Term, dim: string, query: TermQuery) {
  const { rows } = await sql<{ value: string }>`select distinct coalesce(dims->>${dim}, '') as value from dims`.execute(db)
  const keys = rows.map(({ value }) => value)
  const each = keys.map((value) => narrowTerm(term, { [dim]: [value] }))
  const places = new Map<string, Map<string, number>>()
  for (const [index, found] of (await readTerms(db, units, each, query)).entries()) {
    for (const told of found) {
      const counts = places.get(placeOf(told)) ?? new Map<string, number>()
      places.set(placeOf(told), counts.set(keys[index] as string, told.value))
    }
  }
  return places
}
