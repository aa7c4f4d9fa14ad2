import type { Db } from '../db.ts'
import type { Formula } from '../indicators/formula.ts'
import type { UnitTree } from '../units/tree.ts'
import { readTerm, type TermQuery } from './term.ts'

export interface Evaluated {
  root: number
  slot: Date | null
  value: number | null
  provisional: boolean
  bucket: Date | null
}

/** A formula over units and slots. Answers only where at least one term has a number. */
export async function evaluate(db: Db, tree: UnitTree, formula: Formula, query: TermQuery): Promise<Evaluated[]> {
  const places = new Map<
    string,
    { root: number; slot: Date | null; values: (number | null)[]; provisional: boolean; bucket: Date | null }
  >()
  for (const [index, term] of formula.terms.entries()) {
    for (const { root, slot, value, provisional, bucket } of await readTerm(db, tree, term, query)) {
      const key = `${root}/${slot?.getTime() ?? ''}`
      const place = places.get(key) ?? { root, slot, values: formula.terms.map(() => null), provisional: false, bucket: null }
      place.values[index] = value
      place.provisional ||= provisional
      if (bucket && (!place.bucket || bucket > place.bucket)) place.bucket = bucket
      places.set(key, place)
    }
  }
  return [...places.values()].map(({ values, ...place }) => ({ ...place, value: formula.evaluate(fillSums(formula, values)) }))
}

/** Beside a term that has a number, a counted term without rows is a true 0: nothing was completed late, say. */
function fillSums({ terms }: Formula, values: (number | null)[]): (number | null)[] {
  return values.map((value, index) => value ?? (terms[index]?.measure.time === 'sum' ? 0 : null))
}
