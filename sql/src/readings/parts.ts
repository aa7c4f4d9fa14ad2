import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { Invalid } from '../errors.ts'
import type { Formula, Term } from '../indicators/formula.ts'
import { narrowTerm } from '../indicators/narrow.ts'
import type { Where } from '../pack/pack.ts'
import type { UnitRegistry } from '../units/registry.ts'
import { combine } from './evaluate.ts'
import type { Judged } from './judge.ts'
import type { Moment } from './moment.ts'
import type { Reading } from './read.ts'
import { readTerms } from './read-terms.ts'
import { coveredAmong } from './state.ts'
import { added, countedCells, standing, type TermQuery, type TermValue, toldBefore } from './term.ts'
import { askedOf } from './year-before.ts'

type Told = Pick<Judged, 'value' | 'state' | 'estimate' | 'provisional'>

/** What a reading says of one value of a dimension, and how far to trust it. */
export interface Part extends Told {
  /** The dimension's value; blank where a fact had none. */
  key: string
  /** What the last term of the formula comes to: of a share or a ratio, what it is taken from. */
  whole: number
  /** The newest bucket that counted. */
  newest: Date
}

export interface Parts {
  told: Part[]
  /** What is said of any other value of the dimension: nothing of it was counted. */
  silence: Told
}

/**
 * A reading by the values of a dimension. What counts by the dimension counts value by value, what does not counts whole each
 * time: late dossiers of a procedure in all dossiers. `where` counts only what has these values of other dimensions. Parts are told
 * where their whole is, and not of what is unknown, withdrawn, not due yet or too few to show; each is judged as its whole is, by what
 * was heard of the whole.
 */
export async function partsOf(
  db: Db,
  units: UnitRegistry,
  whole: Reading,
  dim: string,
  unitId: number,
  { at, geo, asOf }: Moment,
  where: Where = {},
): Promise<Parts> {
  const { compiled } = whole.definition
  const terms = compiled.terms.map((term) => narrowTerm(term, where))
  assertSplit(terms, dim)
  if (whole.value === null) return { told: [], silence: whole }
  const query: TermQuery = { roots: [unitId], geo, span: whole.asked, at, asOf }
  const split = await Promise.all(terms.map((term) => splitTerm(db, units, term, dim, query)))
  const covered = terms.map(({ measure }, index) => {
    const each = split[index]
    const counts = new Map(each instanceof Map ? [...each].map(([key, { value }]): [string, number] => [key, value]) : [])
    return coveredAmong(counts, measure.smallest)
  })
  const keys = new Set(split.flatMap((each) => (each instanceof Map ? [...each.keys()] : [])))
  const told = [...keys].map((key) => {
    const found = combine(
      compiled,
      split.map((each) => (each instanceof Map ? each.get(key) : each)),
    )
    const newest = Math.max(...split.map((each) => (each instanceof Map ? Number(each.get(key)?.newest ?? 0) : 0)))
    const small = found.small || covered.some((hidden) => hidden.has(key))
    return { ...whole.judgePart({ ...found, small }), key, whole: found.values.at(-1) ?? 0, newest: new Date(newest) }
  })
  return { told, silence: whole.judgePart(undefined) }
}

/** What a formula calls whole is not split. */
const isSplit = ({ measure, whole }: Term, dim: string) => !whole && measure.dims.includes(dim)

function assertSplit(terms: Formula['terms'], dim: string): void {
  const split = terms.filter((term) => isSplit(term, dim))
  if (split.length === 0) throw new Invalid(`${terms.map(({ measure }) => measure.id).join(', ')} has no dimension «${dim}».`)
  for (const { measure, yearBefore } of split)
    if (measure.time === 'none' || (measure.time === 'last' && yearBefore))
      throw new Invalid(`${measure.id} does not add up over time, so it has no split over a period.`)
}

type Split = TermValue & { newest: Date }

/** A term by the dimension's values where its measure has the dimension, in one number where it has not. */
async function splitTerm(db: Db, units: UnitRegistry, term: Term, dim: string, asked: TermQuery) {
  if (!isSplit(term, dim)) return (await readTerms(db, units, [term], asked))[0]?.[0]
  const query = askedOf(term, asked)
  const isNewest = term.measure.time === 'last'
  const { rows } = await sql<Split & { key: string }>`
    select key, root, null as slot, value, estimate, provisional, coalesce(not before <@ told, false) as awaited, newest,
           case when ${isNewest} then newest end as bucket
    from (
      select coalesce(dims->>${dim}, '') as key, root, ${added(sql`value * weight`)} as value, bool_or(whole < 1) as estimate,
             coalesce(bool_or(${isNewest} and dims->>'final' = 'false'), false) as provisional, max(bucket) as newest,
             array_agg(distinct standing) as told, ${isNewest ? toldBefore(units, term, query) : sql`null::int[]`} as before
      from ${standing(term, query, countedCells(units, term, query))} s
      group by root, 1
    ) summed`.execute(db)
  return new Map(rows.map(({ key, ...value }): [string, Split] => [key, value]))
}
