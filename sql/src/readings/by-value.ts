import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { Invalid } from '../errors.ts'
import type { Term } from '../indicators/formula.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import type { Where } from '../pack/pack.ts'
import { dayOf } from '../time/hanoi.ts'
import type { UnitRegistry } from '../units/registry.ts'
import { fillSums } from './evaluate.ts'
import type { Moment } from './moment.ts'
import type { Span } from './period.ts'
import { readTerms } from './read-terms.ts'
import { isTooSmall } from './state.ts'
import { countedCells, type TermQuery } from './term.ts'
import { askedOf } from './year-before.ts'

export interface ValueOfDim {
  /** The dimension's value; blank where a fact had none. */
  key: string
  value: number
  /** What the last term of the formula comes to: of a share or a ratio, what it is taken from. */
  whole: number
}

/**
 * An indicator for each value of a dimension. What counts by the dimension counts value by value, what does not counts
 * whole each time: late dossiers of a procedure in all dossiers. `where` counts only what has these values of other dimensions,
 * which the measures split must have.
 */
export async function readByValue(
  db: Db,
  units: UnitRegistry,
  indicator: DefinedIndicator,
  dim: string,
  unitId: number,
  span: Span,
  { at, geo, asOf }: Moment,
  where: Where = {},
): Promise<ValueOfDim[]> {
  const { compiled } = indicator.definitionOn(dayOf(span.from))
  const query: TermQuery = { roots: [unitId], geo, span, at, asOf }
  const split = await Promise.all(compiled.terms.map((term) => splitTerm(db, units, term, dim, where, query)))
  const keys = new Set(split.flatMap((values) => (values instanceof Map ? [...values.keys()] : [])))
  return [...keys].flatMap((key) => {
    const values = fillSums(
      compiled,
      split.map((each) => (each instanceof Map ? (each.get(key) ?? null) : each)),
    )
    const value = compiled.evaluate(values)
    const isHidden = compiled.terms.some(({ measure }, place) => isTooSmall(measure, values[place] ?? null))
    return value === null || isHidden ? [] : [{ key, value, whole: values.at(-1) ?? 0 }]
  })
}

/**
 * What an indicator says of a value of a dimension of which nothing was counted, where others were: 0 of a count, null of a share,
 * and null where silence might be a count too small to be shown.
 */
export function valueOfSilence(indicator: DefinedIndicator, span: Span): number | null {
  const { compiled } = indicator.definitionOn(dayOf(span.from))
  if (compiled.terms.some(({ measure }) => measure.smallest)) return null
  return compiled.evaluate(
    fillSums(
      compiled,
      compiled.terms.map(() => null),
    ),
  )
}

/** A term by the dimension's values where its measure has the dimension, in one number where it has not. */
async function splitTerm(db: Db, units: UnitRegistry, term: Term, dim: string, where: Where, query: TermQuery) {
  if (!term.measure.dims.includes(dim)) return (await readTerms(db, units, [term], query))[0]?.[0]?.value ?? null
  if (term.measure.time !== 'sum')
    throw new Invalid(`${term.measure.id} does not add up over time, so it has no split over a period.`)
  const counts = Object.entries(where).map(([of, values]) => sql`dims->>${of} = any(${values}::text[])`)
  const { rows } = await sql<{ key: string; value: number }>`
    select coalesce(dims->>${dim}, '') as key, sum(value * weight)::float8 as value
    from (${countedCells(units, term, askedOf(term, query))}) s
    where ${counts.length > 0 ? sql.join(counts, sql` and `) : sql`true`} group by 1`.execute(db)
  return new Map(rows.map(({ key, value }) => [key, value]))
}
