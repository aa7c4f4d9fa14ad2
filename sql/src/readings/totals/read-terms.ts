import type { Db } from '../../db.ts'
import type { Term } from '../../indicators/formula.ts'
import { following } from '../../time/slots.ts'
import type { UnitRegistry } from '../../units/registry.ts'
import { addUpAll } from './add-up-all.ts'
import { addUpDistinct, isDistinct } from './distinct.ts'
import { someAtOnce } from './some-at-once.ts'
import { addUpNewest, bucketsCounted, type Sums, type TermQuery, type TermValue } from './term.ts'
import { askedOf, besideThisYear, reachOf } from './year-before.ts'

/** Terms' values from the totals: the one query behind every reading, chart and map. */
export async function readTerms(db: Db, units: UnitRegistry, terms: Term[], query: TermQuery): Promise<TermValue[][]> {
  const values: TermValue[][] = terms.map(() => [])
  const [before, now] = [true, false].map((is) =>
    terms.map((_, index) => index).filter((i) => is === !!terms[i]?.yearBefore),
  ) as [number[], number[]]
  await read(now, query)
  if (before.length > 0) await someAtOnce(reaching(terms, values, query), ({ asked, of }) => read(before, asked, of))
  return values

  function sumsOf(group: [Term, ...Term[]], query: TermQuery) {
    const [first] = group
    if (isDistinct(first)) return addUpDistinct(units, first, query)
    return first.measure.time === 'last' ? addUpNewest(units, first, query) : addUpAll(units, group, query)
  }

  /** Terms of one measure are read at once. */
  async function read(indexes: number[], query: TermQuery, of: Reaching['of'] = (value) => value): Promise<void> {
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
          values[index]?.push(...(first.yearBefore ? besideThisYear(found, query) : found).flatMap((value) => of(value) ?? []))
        }
      }),
    )
  }
}

/** A question of the year before, and where an answer to it belongs; nowhere where it was asked of others. */
interface Reaching {
  asked: TermQuery
  of(value: TermValue): TermValue | null
}

/**
 * The year before as far as this one’s newest figures reach, of each unit and slot its own: one that reaches to the end of its slot is read
 * with all that do, the others slot by slot, those that end alike together. What has no newest figure is not asked about.
 */
function reaching(terms: Term[], values: TermValue[][], { step, ...query }: TermQuery): Reaching[] {
  const reach = reachOf(terms, values)
  if (!reach) return [{ asked: { ...query, ...(step && { step }) }, of: (value) => value }]
  const asking = (roots: ReadonlySet<number>): Pick<TermQuery, 'roots' | 'alone'> => ({
    roots: query.roots.filter((root) => roots.has(root)),
    alone: query.alone?.filter((root) => roots.has(root)) ?? [],
  })
  const whole = new Map<string, number>()
  const parts = new Map<string, { slot: Date | null; end: Date; roots: Set<number> }>()
  for (const { root, slot, end } of reach) {
    const to = slot && step ? new Date(Math.min(following(slot, step).getTime(), query.span.to.getTime())) : null
    if (to && end >= to) whole.set(`${root} ${slot?.getTime()}`, root)
    else {
      const key = `${slot?.getTime()} ${end.getTime()}`
      const part = parts.get(key) ?? { slot, end, roots: new Set() }
      part.roots.add(root)
      parts.set(key, part)
    }
  }
  const together: Reaching = {
    asked: { ...query, ...asking(new Set(whole.values())), ...(step && { step }) },
    of: (value) => (whole.has(`${value.root} ${value.slot?.getTime()}`) ? value : null),
  }
  const apart = [...parts.values()].map(({ slot, end, roots }): Reaching => {
    const span =
      slot && step ? { from: slot, to: new Date(Math.min(following(slot, step).getTime(), query.span.to.getTime())) } : query.span
    return { asked: { ...query, ...asking(roots), span, upTo: end }, of: (value) => ({ ...value, slot }) }
  })
  return [...(whole.size > 0 ? [together] : []), ...apart]
}

function valuesIn(rows: Sums[], n: number): TermValue[] {
  return rows.flatMap(({ root, slot, provisional, awaited, bucket, [`value${n}`]: value, [`estimate${n}`]: estimate }) =>
    value === null ? [] : [{ root, slot, provisional, awaited, bucket, value: value as number, estimate: estimate as boolean }],
  )
}
