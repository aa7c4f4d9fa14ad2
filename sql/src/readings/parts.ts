import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { Invalid } from '../errors.ts'
import type { Formula, Term } from '../indicators/formula.ts'
import { narrowTerm } from '../indicators/narrow.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import { isSplit, splitTrouble, stuckBy } from '../indicators/split.ts'
import type { Comparison, Where } from '../pack/pack.ts'
import { hiddenParts } from '../small-counts/guard.ts'
import { dayOf } from '../time/hanoi.ts'
import type { UnitRegistry } from '../units/registry.ts'
import type { Moment } from './asked/moment.ts'
import type { Span } from './asked/period.ts'
import { momentOfSpan } from './at-its-end.ts'
import type { Judged } from './judge.ts'
import { type Reading, readIndicator } from './read.ts'
import { isTooSmall } from './state.ts'
import { combinations, counts, sumsOf } from './totals/add-up-all.ts'
import { type DistinctTerm, isDistinct, splitDistinct } from './totals/distinct.ts'
import { combine, type Evaluated } from './totals/evaluate.ts'
import { readTerms } from './totals/read-terms.ts'
import { added, bucketsCounted, countedCells, standing, type TermQuery, type TermValue, toldBefore } from './totals/term.ts'
import { askedOf } from './totals/year-before.ts'

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
  /** What is said of any other value of the dimension: nothing was counted by it. */
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
  const { parts, others } = await splitFormula(db, units, { ...compiled, terms }, dim, query)
  const told = [...parts].map(([key, { newest, ...found }]) => ({
    ...whole.judgePart(found),
    key,
    whole: found.values.at(-1) ?? 0,
    newest,
  }))
  return { told, silence: whole.judgePart(others) }
}

/** A part of a reading, beside its value of the year before where that was asked for and can be told. */
export type ComparedPart = Told & { key: string; before: number | null }

/**
 * An indicator by the values of a dimension, each beside its value over the days that its whole is set beside where a comparison is
 * asked for; a part that only last year had is told as silence is. Of neither year is anything told whose whole is not. Throws Invalid
 * with the dimensions there are where its formula can't be split by this one (see splitDims).
 */
export async function readParts(
  db: Db,
  units: UnitRegistry,
  indicator: DefinedIndicator,
  unitId: number,
  moment: Moment,
  dim: string,
  asked?: Span,
  compare?: Comparison,
): Promise<{ whole: Reading; parts: ComparedPart[]; silence: Told }> {
  const whole = await readIndicator(db, units, indicator, unitId, moment, asked, compare)
  const trouble = splitTrouble(whole.definition.compiled, dim)
  if (trouble) throw new Invalid(trouble)
  const { told, silence } = await partsOf(db, units, whole, dim, unitId, moment)
  const then = compare && whole.value !== null ? await partsBefore(db, units, indicator, whole, dim, unitId, moment) : null
  const known = new Set(told.map(({ key }) => key))
  const gone = (then?.keys ?? []).filter((key) => !known.has(key)).map((key) => ({ ...silence, key }))
  return { whole, silence, parts: [...told, ...gone].map((part) => ({ ...part, before: then?.of(part.key) ?? null })) }
}

/** What each value of a dimension came to the year before; null where that may not be told, and nothing at all of a whole that may not. */
async function partsBefore(
  db: Db,
  units: UnitRegistry,
  indicator: DefinedIndicator,
  { before, beforeSpan }: Reading,
  dim: string,
  unitId: number,
  moment: Moment,
): Promise<{ keys: string[]; of(key: string): number | null } | null> {
  if (before === null || beforeSpan === null) return null
  const { compiled } = indicator.definitionOn(dayOf(beforeSpan.from))
  if (splitTrouble(compiled, dim)) return null
  const { parts, others } = await splitFormula(db, units, compiled, dim, {
    ...momentOfSpan(indicator, beforeSpan, moment),
    roots: [unitId],
    span: beforeSpan,
  })
  const silence = others ?? combine(compiled, [])
  return {
    keys: [...parts.keys()],
    of(key) {
      const { small, value } = parts.get(key) ?? silence
      return small || isTooSmall(indicator, value) ? null : value
    },
  }
}

function assertSplit(terms: Term[], dim: string): void {
  const stuck = stuckBy(terms, dim)
  if (stuck) throw new Invalid(`${stuck.measure.id} does not add up over time, so it has no split over a period.`)
  if (!terms.some((term) => isSplit(term, dim)))
    throw new Invalid(`${terms.map(({ measure }) => measure.id).join(', ')} has no dimension «${dim}».`)
}

type Said = Omit<Evaluated, 'root' | 'slot'>

/** What a formula says of each value of a dimension, and of one nothing was counted by; nothing where no term counts whole. */
async function splitFormula(
  db: Db,
  units: UnitRegistry,
  formula: Formula,
  dim: string,
  query: TermQuery,
): Promise<{ parts: Map<string, Said & { newest: Date }>; others: Said | undefined }> {
  const { terms } = formula
  const split = await splitTerms(db, units, terms, dim, query)
  const keys = [...new Set(split.flatMap((each) => (each instanceof Map ? [...each.keys()] : [])))]
  const hidden = await hiddenParts(db, units, terms, dim, keys, query)
  const parts = keys.map((key) => {
    const found = combine(
      formula,
      split.map((each) => (each instanceof Map ? each.get(key) : each)),
    )
    const newest = Math.max(...split.map((each) => (each instanceof Map ? Number(each.get(key)?.newest ?? 0) : 0)))
    return [key, { ...found, small: found.small || hidden.has(key), newest: new Date(newest) }] as const
  })
  // Of any other value what counts whole counts all the same.
  const others = split.map((each) => (each instanceof Map ? undefined : each))
  return { parts: new Map(parts), others: others.some(Boolean) ? combine(formula, others) : undefined }
}

type Split = TermValue & { newest: Date }

/** Each term by the dimension's values where its measure has the dimension, in one number where it has not. */
async function splitTerms(
  db: Db,
  units: UnitRegistry,
  terms: Term[],
  dim: string,
  query: TermQuery,
): Promise<(TermValue | Map<string, Split> | undefined)[]> {
  const whole = terms.filter((term) => !isSplit(term, dim))
  const parted = terms.filter((term) => isSplit(term, dim))
  const distinct = parted.filter(isDistinct)
  const alike = parted.filter((term) => term.measure.time === 'sum' && !isDistinct(term))
  const groups = new Map<string, Term[]>()
  for (const term of alike) groups.set(bucketsCounted(term), [...(groups.get(bucketsCounted(term)) ?? []), term])
  const [values, occurring, newest, sums] = await Promise.all([
    readTerms(db, units, whole, query),
    Promise.all(distinct.map(async (term) => [term, await splitOccurring(db, units, term, dim, query)] as const)),
    Promise.all(
      parted
        .filter((term) => term.measure.time !== 'sum')
        .map(async (term) => [term, await splitNewest(db, units, term, dim, query)] as const),
    ),
    Promise.all([...groups.values()].map((group) => splitSums(db, units, group as [Term, ...Term[]], dim, query))),
  ])
  const found = new Map([...occurring, ...newest, ...sums.flatMap((each) => [...each])])
  return terms.map((term) => found.get(term) ?? values[whole.indexOf(term)]?.[0])
}

/** Of what adds up, terms over the same totals are read at once. */
async function splitSums(db: Db, units: UnitRegistry, terms: [Term, ...Term[]], dim: string, asked: TermQuery) {
  const query = askedOf(terms[0], asked)
  const newest = terms.map((_, n) => sql`max(bucket) filter (where ${counts(n)}) as ${sql.id(`newest${n}`)}`)
  const { rows } = await sql<SplitRow>`
    ${combinations(units, terms, query, sql`coalesce(dims->>${dim}, '') as key`)}
    select key, root, ${sumsOf(terms)}, ${sql.join(newest)} from part join pick on pick.id = dims_id group by root, key`.execute(
    db,
  )
  return new Map(terms.map((term, n) => [term, splitsIn(rows, n)]))
}

type SplitRow = { key: string; root: number } & Record<string, unknown>

/** What rows say of one term by its number, of what adds up over time. */
function splitsIn(rows: SplitRow[], n: number): Map<string, Split> {
  const told = rows.filter(({ [`value${n}`]: value }) => value !== null)
  return new Map(
    told.map(({ key, root, ...row }): [string, Split] => [
      key,
      {
        root,
        slot: null,
        value: row[`value${n}`] as number,
        estimate: row[`estimate${n}`] as boolean,
        provisional: false,
        awaited: false,
        bucket: null,
        newest: row[`newest${n}`] as Date,
      },
    ]),
  )
}

/** Of how many values occur. */
async function splitOccurring(db: Db, units: UnitRegistry, term: DistinctTerm, dim: string, asked: TermQuery) {
  const { rows } = await sql<SplitRow>`${splitDistinct(units, term, dim, askedOf(term, asked))}`.execute(db)
  return splitsIn(rows, 0)
}

/** Of newest figures those that stand. */
async function splitNewest(db: Db, units: UnitRegistry, term: Term, dim: string, asked: TermQuery) {
  const query = askedOf(term, asked)
  const { rows } = await sql<Split & { key: string }>`
    select key, root, null as slot, value, estimate, provisional, coalesce(not before <@ told, false) as awaited, newest, newest as bucket
    from (
      select coalesce(dims->>${dim}, '') as key, root, ${added(sql`value * weight`)} as value, bool_or(whole < 1) as estimate,
             coalesce(bool_or(dims->>'final' = 'false'), false) as provisional, max(bucket) as newest,
             array_agg(distinct standing) as told, ${toldBefore(units, term, query)} as before
      from ${standing(term, query, countedCells(units, term, query))} s
      group by root, 1
    ) summed`.execute(db)
  return new Map(rows.map(({ key, ...value }): [string, Split] => [key, value]))
}
