import type { Db } from '../../db.ts'
import { type Formula, smallestOf, type Term } from '../../indicators/formula.ts'
import type { DefinedIndicator, Definition } from '../../indicators/registry.ts'
import { hiddenPlaces, placeOf } from '../../small-counts/guard.ts'
import { dayOf, startOfDay } from '../../time/hanoi.ts'
import type { Step } from '../../time/slots.ts'
import { slotFrom } from '../../time/slots.ts'
import type { UnitRegistry } from '../../units/registry.ts'
import { isTooSmall } from '../state.ts'
import { readTerms } from './read-terms.ts'
import type { TermQuery, TermValue } from './term.ts'
import { upToWithdrawal } from './withdrawn.ts'

export interface Evaluated {
  root: number
  slot: Date | null
  value: number | null
  provisional: boolean
  estimate: boolean
  /** Someone who told of the stretch before has not told of this one. */
  awaited: boolean
  /** A count it is made of points at persons, whatever the formula makes of it, or tells one that does by what is left of the whole. */
  small: boolean
  bucket: Date | null
  /** What each term of the formula says. */
  values: (number | null)[]
}

/**
 * An indicator over units and slots, each slot by the definition in force when it begins; without slots, the definition in
 * force when the span begins. Answers only where at least one term has a number.
 */
export async function evaluate(db: Db, units: UnitRegistry, indicator: DefinedIndicator, query: TermQuery): Promise<Evaluated[]> {
  // Before an indicator is defined there is nothing to say.
  const { definedFrom } = indicator
  const from = definedFrom === null || !query.step ? query.span.from : laterOf(query.span.from, startOfDay(definedFrom))
  const { to } = upToWithdrawal(indicator, query.span)
  if (definedFrom !== null && dayOf(from) < definedFrom) return []
  if (!query.step || from.getTime() === to.getTime()) {
    return evaluateFormula(db, units, indicator.definitionOn(dayOf(from)).compiled, { ...query, span: { from, to } })
  }
  const pieces = definitionsWithin(indicator, { from, to }, query.step).map(({ definition, span }) =>
    evaluateFormula(db, units, definition.compiled, { ...query, span }),
  )
  return (await Promise.all(pieces)).flat()
}

function laterOf(a: Date, b: Date): Date {
  return a > b ? a : b
}

/** The definitions in force within a span, each with its slots: one under way when a definition changes keeps the one it began with. */
export function definitionsWithin(indicator: DefinedIndicator, { from, to }: TermQuery['span'], step: Step) {
  const seams = indicator.seams(dayOf(from), dayOf(to)).map((seam) => slotFrom(startOfDay(seam.from), step))
  const starts = [from, ...new Map(seams.map((at) => [at.getTime(), at])).values()].filter((at) => at < to)
  return starts.map((start, index): { definition: Definition; span: TermQuery['span'] } => ({
    definition: indicator.definitionOn(dayOf(start)),
    span: { from: start, to: starts[index + 1] ?? to },
  }))
}

async function evaluateFormula(db: Db, units: UnitRegistry, formula: Formula, query: TermQuery): Promise<Evaluated[]> {
  const places = new Map<string, { root: number; slot: Date | null; terms: TermValue[] }>()
  const [read, hidden] = await Promise.all([
    readTerms(db, units, formula.terms, query),
    query.isForDuty ? new Map<string, never>() : hiddenPlaces(db, units, formula.terms, query),
  ])
  for (const [index, rows] of read.entries()) {
    for (const row of rows) {
      const { root, slot } = row
      const key = placeOf(row)
      const place = places.get(key) ?? { root, slot, terms: [] }
      place.terms[index] = row
      places.set(key, place)
    }
  }
  // Where nothing happened, that it did not would tell as much.
  if (formula.terms.every(isSilenceZero))
    for (const [key, place] of hidden) if (!places.has(key)) places.set(key, { ...place, terms: [] })
  return [...places].map(([key, { root, slot, terms }]) => {
    const combined = combine(formula, terms)
    return { root, slot, ...combined, small: combined.small || hidden.has(key) }
  })
}

/** What a formula says where each of its terms says so much, or nothing. */
export function combine(formula: Formula, told: (TermValue | undefined)[]): Omit<Evaluated, 'root' | 'slot'> {
  const terms = formula.terms.map((term, index) => ({ ...term, told: told[index] }))
  const values = terms.map(({ told }) => told?.value ?? null)
  const newest = terms[0]?.measure.time === 'last'
  return {
    value: formula.evaluate(fillSums(formula, values)),
    values,
    provisional: terms.some(({ told }) => told?.provisional),
    estimate: terms.some(({ told }) => told?.estimate),
    awaited: terms.some(({ told }) => told?.awaited),
    small: terms.some((term) => isTooSmall({ smallest: smallestOf(term) }, term.told?.value ?? null)),
    // What stands first in a formula says of when it is.
    bucket: newest ? (terms.find(({ yearBefore, told }) => !yearBefore && told?.bucket)?.told?.bucket ?? null) : null,
  }
}

/** Beside a term that has a number, a counted term without rows is a true 0: nothing was completed late, say. What comes in reports is not. */
export function fillSums({ terms }: Formula, values: (number | null)[]): (number | null)[] {
  return values.map((value, index) => value ?? (isSilenceZero(terms[index]) ? 0 : null))
}

function isSilenceZero(term: Term | undefined): boolean {
  return term?.measure.time === 'sum' && !term.measure.reported
}
