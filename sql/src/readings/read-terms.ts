import type { Db } from '../db.ts'
import type { Term } from '../indicators/formula.ts'
import type { UnitRegistry } from '../units/registry.ts'
import { addUpDistinct, isDistinct } from './distinct.ts'
import { addUpAll, addUpNewest, bucketsCounted, type Sums, type TermQuery, type TermValue } from './term.ts'
import { askedOf, besideThisYear, reachOf } from './year-before.ts'

/** Terms' values from the totals: the one query behind every reading, chart and map. */
export async function readTerms(db: Db, units: UnitRegistry, terms: Term[], query: TermQuery): Promise<TermValue[][]> {
  const values: TermValue[][] = terms.map(() => [])
  const [before, now] = [true, false].map((is) =>
    terms.map((_, index) => index).filter((i) => is === !!terms[i]?.yearBefore),
  ) as [number[], number[]]
  await read(now, query)
  if (before.length > 0) await Promise.all(reaching(query, reachOf(terms, values)).map((each) => read(before, each)))
  return values

  function sumsOf(group: [Term, ...Term[]], query: TermQuery) {
    const [first] = group
    if (isDistinct(first)) return addUpDistinct(units, first, query)
    return first.measure.time === 'last' ? addUpNewest(units, first, query) : addUpAll(units, group, query)
  }

  /** Terms of one measure are read at once. */
  async function read(indexes: number[], query: TermQuery): Promise<void> {
    const groups = new Map<string, number[]>()
    for (const index of indexes) {
      const term = terms[index] as Term
      const key = term.measure.time === 'last' || term.distinct ? String(index) : bucketsCounted(term)
      groups.set(key, [...(groups.get(key) ?? []), index])
    }
    await Promise.all(
      [...groups.values()].map(async (indexes) => {
        const group = indexes.map((index) => terms[index] as Term) as [Term, ...Term[]]
        const [first] = group
        const asked = askedOf(first, query)
        const { rows } = await sumsOf(group, asked).execute(db)
        for (const [n, index] of indexes.entries()) {
          const found = valuesIn(rows, n)
          values[index]?.push(...(first.yearBefore ? besideThisYear(found, query) : found))
        }
      }),
    )
  }
}

/** A query for the units whose newest figures end alike; those that have none are not asked about. */
function reaching(query: TermQuery, reach: Map<number, Date> | null): TermQuery[] {
  if (!reach) return [query]
  const ends = new Set([...reach.values()].map(Number))
  return [...ends].map((end) => {
    const isOf = (root: number) => reach.get(root)?.getTime() === end
    return { ...query, upTo: new Date(end), roots: query.roots.filter(isOf), alone: query.alone?.filter(isOf) ?? [] }
  })
}

function valuesIn(rows: Sums[], n: number): TermValue[] {
  return rows.flatMap(({ root, slot, provisional, awaited, bucket, [`value${n}`]: value, [`estimate${n}`]: estimate }) =>
    value === null ? [] : [{ root, slot, provisional, awaited, bucket, value: value as number, estimate: estimate as boolean }],
  )
}
