import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { Invalid } from '../errors.ts'
import type { Term } from '../indicators/formula.ts'
import { assertDims } from '../indicators/narrow.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import { dayOf } from '../time/hanoi.ts'
import type { UnitRegistry } from '../units/registry.ts'
import { fillSums } from './evaluate.ts'
import type { Moment } from './moment.ts'
import type { Span } from './period.ts'
import { readTerms } from './read-terms.ts'
import { isTooSmall } from './state.ts'
import { countedCells, standing, type TermQuery } from './term.ts'
import { askedOf } from './year-before.ts'

export interface ValueOfDim {
  /** The dimension's value; blank where a fact had none. */
  key: string
  value: number
  /** What the last term of the formula comes to: of a share or a ratio, what it is taken from. */
  whole: number
  /** The newest bucket that counted in what stands first in the formula; null where that has not the dimension. */
  newest: Date | null
}

/**
 * An indicator for each value of a dimension, the largest first. What counts by the dimension counts value by value, what does
 * not counts whole each time: late dossiers of a procedure in all dossiers. Asked of a narrowed indicator, it splits what that
 * counts. Each is what the indicator narrowed to that value reads. Throws Invalid where no measure has the dimension.
 */
export async function readByValue(
  db: Db,
  units: UnitRegistry,
  indicator: DefinedIndicator,
  dim: string,
  unitId: number,
  span: Span,
  { at, geo, asOf }: Moment,
): Promise<ValueOfDim[]> {
  assertDims(indicator, [dim])
  const { compiled } = indicator.definitionOn(dayOf(span.from))
  const query: TermQuery = { roots: [unitId], geo, span, at, asOf }
  const split = await Promise.all(compiled.terms.map((term) => splitTerm(db, units, term, dim, query)))
  const keys = new Set(split.flatMap((values) => (values instanceof Map ? [...values.keys()] : [])))
  const found = [...keys].flatMap((key) => {
    const values = fillSums(
      compiled,
      split.map((each) => (each instanceof Map ? (each.get(key)?.value ?? null) : each)),
    )
    const value = compiled.evaluate(values)
    const isHidden = compiled.terms.some(({ measure }, place) => isTooSmall(measure, values[place] ?? null))
    const newest = split[0] instanceof Map ? (split[0].get(key)?.newest ?? null) : null
    return value === null || isHidden ? [] : [{ key, value, whole: values.at(-1) ?? 0, newest }]
  })
  return found.sort((a, b) => b.value - a.value || (a.key < b.key ? -1 : 1))
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
async function splitTerm(db: Db, units: UnitRegistry, term: Term, dim: string, query: TermQuery) {
  const { measure, whole } = term
  if (whole || !measure.dims.includes(dim)) return (await readTerms(db, units, [term], query))[0]?.[0]?.value ?? null
  if (measure.time === 'none') throw new Invalid(`${measure.id} does not add up over time, so it has no split over a period.`)
  const cells = countedCells(units, term, askedOf(term, query))
  const { rows } = await sql<{ key: string; value: number; newest: Date }>`
    select coalesce(dims->>${dim}, '') as key, sum(value * weight)::float8 as value, max(bucket) as newest
    from ${standing(term, {}, cells)} s group by 1`.execute(db)
  return new Map(rows.map(({ key, value, newest }) => [key, { value, newest }]))
}
