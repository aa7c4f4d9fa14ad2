import type { Db } from '../db.ts'
import { smallestOf, type Term } from '../indicators/formula.ts'
import { narrowTerm } from '../indicators/narrow.ts'
import { isSplit } from '../indicators/split.ts'
import type { Span } from '../readings/asked/period.ts'
import { readTerms } from '../readings/totals/read-terms.ts'
import type { TermQuery, TermValue } from '../readings/totals/term.ts'
import { askedOf } from '../readings/totals/year-before.ts'
import { dayOf, startOfDay } from '../time/hanoi.ts'
import { following, slotsOf } from '../time/slots.ts'
import type { UnitRegistry } from '../units/registry.ts'
import { guardBy, isStock } from './table.ts'

// What may not be told of a term whose measure names a smallest count: what is too small itself, and as much beside it as it takes for
// nobody to come to it by taking what is told from each other: units from what they are in, values of a dimension from all of them, and
// spans from longer ones (Statistics Netherlands, «Statistical Disclosure Control», 2012, ch. 4: secondary suppression).
//
// All of it is told in one way alone, for what is told in two is taken from each other too: of units that stand today, by one dimension at
// a time, and as known now; as known earlier, what is still the same. Who looks again tomorrow learns what came between.

type Place = Pick<TermValue, 'root' | 'slot'>

/** Where nothing may be told that terms are asked for, by placeOf. */
export async function hiddenPlaces(
  db: Db,
  units: UnitRegistry,
  terms: readonly Term[],
  query: TermQuery,
): Promise<Map<string, Place>> {
  const guards = await Promise.all(terms.map((term) => guardTerm(db, units, term, query)))
  if (guards.every((guard) => guard === null)) return new Map()
  const spans = query.step
    ? slotsOf(query.span, query.step).map((span) => ({ slot: span.from as Date | null, span }))
    : [{ slot: null, span: query.span }]
  return new Map(
    [...query.roots, ...(query.alone ?? [])].flatMap((root) =>
      spans.flatMap(({ slot, span }): [string, Place][] =>
        guards.some((guard) => guard?.({ root, slot }, span)) ? [[placeOf({ root, slot }), { root, slot }]] : [],
      ),
    ),
  )
}

/** Of values of a dimension that a unit's terms are split by over a span, those that may not be told. */
export async function hiddenParts(
  db: Db,
  units: UnitRegistry,
  terms: readonly Term[],
  dim: string,
  keys: readonly string[],
  query: TermQuery,
): Promise<Set<string>> {
  const [root] = query.roots as [number]
  const each = terms.map(async (term) => {
    if (smallestOf(term) === undefined || term.distinct || !isSplit(term, dim)) return []
    const parts = keys.map(async (key) => {
      const guard = await guardTerm(db, units, narrowTerm(term, { [dim]: [key] }), query)
      return guard?.({ root, slot: null }, query.span) ? [key] : []
    })
    return (await Promise.all(parts)).flat()
  })
  return new Set((await Promise.all(each)).flat())
}

/** Whether what a unit brought of a combination of dimensions in a bucket, or of all of them, may not be told. */
export type RowGuard = (unit: number, dims: Record<string, unknown>, bucket: Date | null) => boolean

/**
 * Of what stands behind one unit's reading, whether what some unit within it brought of a combination of dimensions may not be told: over
 * the days asked about or, of what adds up over time, over those of one bucket. Null where all of it may.
 */
export async function guardRows(db: Db, units: UnitRegistry, term: Term, query: TermQuery): Promise<RowGuard | null> {
  const smallest = smallestOf(term)
  const [root] = query.roots as [number]
  if (smallest === undefined || term.distinct) return null
  const isToldOf = toldUnits(units, term, query)
  if (query.asOf !== null || !isToldOf(root)) return () => true
  const today = settled(query)
  const below = units.children(root, today.geo).map(({ id }) => id)
  const own = below.length > 0 ? { ...today, roots: below, alone: [root] } : today
  const rowOf = new Map(
    below.flatMap((child) => units.members([child], today.geo, term.measure.basis).map(({ unit }) => [unit, child] as const)),
  )
  const guards = await Promise.all(
    [null, ...term.measure.dims].map(async (dim) => ({ dim, guard: await guardBy(db, units, { term, smallest, dim }, own) })),
  )
  return (unit, dims, bucket) => {
    const isOfBucket = bucket !== null && !isStock(term, query)
    const span = isOfBucket ? { from: bucket, to: following(bucket, term.measure.grain) } : query.span
    if (!isToldOf(unit) || (!isStock(term, query) && !isSinceBeginning(units, unit, span))) return true
    const row = rowOf.get(unit) ?? root
    return guards.some(({ dim, guard }) => guard(row, span, dim === null ? null : [String(dims[dim] ?? '')]))
  }
}

/** Whether what a term is asked for may not be told of a unit over a span; null where all of it may. */
async function guardTerm(db: Db, units: UnitRegistry, term: Term, query: TermQuery) {
  const smallest = smallestOf(term)
  if (smallest === undefined || term.distinct) return null
  // What is guarded has one dimension at most.
  const [[dim, values] = [null, null]] = Object.entries(narrowingsOf(term))
  const isToldOf = toldUnits(units, term, query)
  const [roots, alone] = [query.roots.filter(isToldOf), query.alone?.filter(isToldOf)]
  const own = { ...settled(query), roots, ...(alone && { alone }), span: askedOf(term, query).span }
  const [guard, changed] = await Promise.all([
    guardBy(db, units, { term, smallest, dim }, own),
    changedSince(db, units, term, query),
  ])
  return (place: Place, slot: Span) => {
    const { span } = askedOf(term, { ...query, span: slot })
    if (!isToldOf(place.root) || changed.has(placeOf(place)) || guard(place.root, span, values)) return true
    // Of two that share a unit's days before them in halves, one less the other is what neither shares.
    return !isStock(term, query) && !isSinceBeginning(units, place.root, span) && hasShares(units, term, place.root)
  }
}

/** Whether a span has no days of before a unit began, which others told of. */
const isSinceBeginning = (units: UnitRegistry, unit: number, { from }: Span): boolean =>
  startOfDay(units.get(unit).valid_from) <= from

const hasShares = (units: UnitRegistry, { measure }: Term, unit: number): boolean =>
  units.members([unit], dayOf(new Date()), measure.basis).some(({ weight }) => weight < 1)

/** What a term counts of a dimension, be it named in its formula, by who asks or by both. */
function narrowingsOf({ dim, values = [], where = {} }: Term): Record<string, string[]> {
  if (dim === undefined) return where
  return { ...where, [dim]: values.filter((value) => where[dim]?.includes(value) ?? true) }
}

/** The same on today's map and as known now. */
function settled({ within: _, ...query }: TermQuery): TermQuery {
  return { ...query, geo: dayOf(new Date()), asOf: null }
}

/** The units that stand today, each where it counts the same on the map asked about: another commune of one name is no part of this one. */
function toldUnits(units: UnitRegistry, { measure }: Term, { geo, within }: TermQuery): (unit: number) => boolean {
  const today = dayOf(new Date())
  const counted = (unit: number, day: string) => JSON.stringify(units.members([unit], day, measure.basis))
  return (unit) => {
    const { valid_from, valid_to } = units.get(unit)
    const isStanding = valid_from <= today && (valid_to === null || today < valid_to)
    return isStanding && within === undefined && (geo === today || counted(unit, geo) === counted(unit, today))
  }
}

/** Where a term came to something else, as known at a moment of the past, than it does by now. */
async function changedSince(db: Db, units: UnitRegistry, term: Term, query: TermQuery): Promise<Set<string>> {
  if (query.asOf === null) return new Set()
  const [then, now] = await Promise.all(
    [query, { ...query, asOf: null }].map(async (each) => {
      const [values = []] = await readTerms(db, units, [term], each)
      return new Map(values.map((value) => [placeOf(value), value.value]))
    }),
  )
  return new Set(
    [...(then?.keys() ?? []), ...(now?.keys() ?? [])].filter((key) => (then?.get(key) ?? 0) !== (now?.get(key) ?? 0)),
  )
}

/** The unit and slot a value is of. */
export const placeOf = ({ root, slot }: Place) => `${root}/${slot?.getTime() ?? ''}`
