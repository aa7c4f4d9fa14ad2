import { type Database, dayOf, type FactDraft, findKind, verify } from '@ioc/sql'
import { installRules } from '@ioc/sql/migrate'
import fc from 'fast-check'
import { expect } from 'vitest'
import { commit, openRun } from './dossiers.ts'

// Worlds of three feeds of one kind that tell of the same units, of their past or as it happens, by turns; in between a hand
// deletes rows of all of them, or a rule comes to count otherwise.

/** What a feed tells at once. */
export interface Told<Row> {
  feed: number
  ofItsPast: boolean
  rows: Row[]
}

/** What somebody does to all feeds' facts at once: rows go, or what does not pass for `isSpecial` counts no more, or again. */
export type Done = { deletes: string } | { countsOnlySpecial: boolean }

export interface World<Row> {
  domain: string
  kind: string
  draft(row: Row): FactDraft
  /** The contribution rule, and the same counting less. */
  onlySpecial(rule: string): string
  isSpecial(fact: FactDraft): boolean
}

const FEEDS = [0, 1, 2]

export function steps<Row>(row: fc.Arbitrary<Row>): fc.Arbitrary<(Told<Row> | Done)[]> {
  const told = fc.record({
    feed: fc.nat(FEEDS.length - 1),
    ofItsPast: fc.boolean(),
    rows: fc.array(row, { minLength: 1, maxLength: 5 }),
  })
  const done = fc.oneof(fc.record({ deletes: fc.nat(5).map((n) => `d${n}`) }), fc.record({ countsOnlySpecial: fc.boolean() }))
  const step = fc.oneof({ weight: 4, arbitrary: told }, { weight: 1, arbitrary: done })
  return fc.array(step, { minLength: 3, maxLength: 8 })
}

/** What happened to one feed's facts. */
export interface Heard {
  feed: number
  facts: FactDraft[]
  deletes?: string
  countsOnlySpecial?: boolean
  /** By its source's own clock, or as far as that had told; never where it was told as it happened. */
  knownAt: number
  recordedBy: Date
}

const knownOf = (heard: Heard[], feed: number) => heard.findLast((each) => each.feed === feed)?.knownAt ?? 0

/** Lives through a world, and asks of each moment worth asking about, null for now, with what had happened by then. */
export async function live<Row extends { id: string }>(
  database: Database,
  world: World<Row>,
  steps: (Told<Row> | Done)[],
  past: Date[],
  ask: (at: Date | null, known: Heard[]) => Promise<void>,
): Promise<void> {
  const heard: Heard[] = []
  for (const [place, step] of steps.entries()) {
    const happened =
      'feed' in step ? [await tell(database, world, heard, step, place)] : await doByHand(database, world, heard, step)
    // PostgreSQL's clock is finer than ours: the next whole millisecond is after what was just written.
    const { rows: clock } = await database.pool.query("select clock_timestamp() + interval '1 millisecond' as at")
    heard.push(...happened.map((each) => ({ ...each, recordedBy: clock[0].at })))
  }
  const { rows } = await database.pool.query('select recorded_at as began from ledger_batch order by position limit 1')
  const instants = new Map(heard.map(({ recordedBy }) => [recordedBy.getTime(), recordedBy]))
  for (const at of [null, ...past, ...instants.values()]) {
    const isKnown = ({ knownAt, recordedBy }: Heard) =>
      at === null || (rows.length > 0 && at < rows[0].began ? knownAt <= at.getTime() : recordedBy <= at)
    await ask(at, heard.filter(isKnown))
  }
  await install(database, world, false)
  expect((await verify(database.db)).differences).toEqual([])
}

async function tell<Row extends { id: string }>(
  database: Database,
  { domain, kind, draft }: World<Row>,
  heard: Heard[],
  { feed, ofItsPast, rows }: Told<Row>,
  place: number,
) {
  // Every telling has news.
  const facts = [...rows, { ...(rows[0] as Row), id: `news ${place}` }].map(draft)
  const run = await openRun(database, `feed-${feed}`, domain, kind)
  await commit(database, run, facts, ofItsPast ? { knownBySource: true } : {}, domain, kind)
  const newest = Math.max(...facts.map(({ source_version }) => source_version))
  return { feed, facts, knownAt: ofItsPast ? Math.max(knownOf(heard, feed), newest) : Number.POSITIVE_INFINITY }
}

async function doByHand<Row>(database: Database, world: World<Row>, heard: Heard[], what: Done) {
  if ('deletes' in what) {
    const { table } = await findKind(world.domain, world.kind)
    await database.pool.query(`delete from ${table} where external_id = $1`, [what.deletes])
  } else await install(database, world, what.countsOnlySpecial)
  return FEEDS.map((feed) => ({ feed, facts: [], ...what, knownAt: knownOf(heard, feed) }))
}

async function install<Row>(
  database: Database,
  { domain, kind: id, onlySpecial }: World<Row>,
  countsOnlySpecial: boolean,
): Promise<void> {
  const kind = await findKind(domain, id)
  const less = onlySpecial(kind.contributions)
  expect(less).not.toBe(kind.contributions)
  const contributions = countsOnlySpecial ? less : kind.contributions
  await database.db.transaction().execute((trx) => installRules(trx, domain, [{ ...kind, contributions }]))
}

/** Of each feed's facts that its rule counts the newest version, the later told of two alike; what is deleted counts nothing. */
export function countedOf<Row>({ isSpecial }: World<Row>, heard: Heard[]): FactDraft[] {
  return FEEDS.flatMap((feed) => {
    const newest = new Map<string, FactDraft>()
    const own = heard.filter((each) => each.feed === feed)
    for (const { facts, deletes = '' } of own) {
      newest.delete(deletes)
      for (const fact of facts)
        if (fact.source_version >= (newest.get(fact.external_id)?.source_version ?? 0)) newest.set(fact.external_id, fact)
    }
    const countsLess = own.findLast((each) => each.countsOnlySpecial !== undefined)?.countsOnlySpecial
    return [...newest.values()].filter((fact) => !fact.deleted && (!countsLess || isSpecial(fact)))
  })
}

const DAY_MS = 86_400_000

/** Two in the morning UTC of so many days after 1 January 2026. */
export const day = (n: number) => Date.parse('2026-01-01T02:00:00Z') + n * DAY_MS

export const dateOf = (n: number) => dayOf(new Date(day(n)))
