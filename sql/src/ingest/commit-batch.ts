import type pg from 'pg'
import type { Database } from '../db.ts'
import { Conflict } from '../errors.ts'
import type { Kind } from '../pack/load-kind.ts'
import type { FactDraft, Problem } from '../pack/normalise.ts'
import type { Finding } from '../rules/judge-row.ts'
import { seeingAll } from '../sight/sight.ts'
import { type Kept, keptAsSigned, sayKept } from '../signoff/kept.ts'
import { type HeldDraft, keepHeld, releaseHeld, storable, supersedeHeld } from './keep-held.ts'
import { refuseChanged, type SeenFact } from './refuse-changed.ts'
import { keepWaiting, newestOfEach, resolutionOf, stageFacts, stageMoment, stagingOf, waitingOf } from './stage.ts'
import { twinsOf } from './twins.ts'
import { confirmOf, upsertOf } from './upsert.ts'

/** Some records of one page, sorted into what they are. `read` counts every record, whatever became of it. */
export interface Batch {
  feedId: number
  runId: number
  pageId: number
  read: number
  /** `at` and `raw` are the record as the source wrote it, for when PostgreSQL refuses the fact. */
  facts: {
    place: number
    draft: FactDraft
    at?: string
    raw?: unknown
    release?: { held: number; by: string }
    /** Rules it breaks that let it in all the same. */
    warnings?: Finding[]
  }[]
  held: HeldDraft[]
  /** So many more were rejected, broken as others of the run are that are kept; they stand in the page. */
  brokenAlike?: number
  /** Set on the last batch of a page: where to go on from, saved with the rows or not at all. */
  cursor?: Record<string, unknown> | null
  /** So many of the page's records are taken with this batch and those before it. */
  upTo?: number
  /** The trace it is part of, where it is followed. */
  traceparent?: string
  /** Of its rows, the cells its feed's mapping takes and those that say something. */
  cells?: { taken: number; filled: number }
  /** Stored only where this fact is still as somebody saw it. */
  seen?: SeenFact
  remaining?: number
  sourceAsOf?: Date
  /** A history told after the event counts as known since the source's own time of each batch, not since now. */
  knownBySource?: boolean
  /** Of such a history, the moment a version is known at: each gets its own position in the ledger. The whole batch, where left out. */
  momentOf?: (version: number) => string
}

/** What became of a batch's facts. */
interface Written {
  inserted: number
  updated: number
}

const RETRIES = 5
const RETRYABLE = new Set(['40P01', '40001', '55P03'])

/**
 * Stores one batch in one transaction: facts, ledger, held records, the run's counts and the cursor, all or nothing.
 * Returns what became of the facts. The same batch again changes nothing.
 *
 * A fact that PostgreSQL itself refuses (a value out of range, a key too long) is found by halving and held, so that one
 * poisoned record never stops its feed.
 */
export async function commitBatch(database: Database, kind: Kind, batch: Batch): Promise<Written> {
  const told = batch.momentOf ? { ...batch, facts: inOrderTold(batch.facts) } : batch
  const written = await withoutRefused(told, (part) => commitWhole(database, kind, part))
  return {
    inserted: written.reduce((sum, each) => sum + each.inserted, 0),
    updated: written.reduce((sum, each) => sum + each.updated, 0),
  }
}

/**
 * Writes a batch, in parts where PostgreSQL refuses one of its facts, which is then held; those that would change what is signed it
 * names all at once.
 */
export async function withoutRefused<T>(batch: Batch, write: (part: Batch) => Promise<T>): Promise<T[]> {
  try {
    return [await write(batch)]
  } catch (error) {
    if (batch.facts.length === 0 || !isRefusal(error)) throw error
    const kept = keptAsSigned(error)
    if (batch.facts.some(({ draft }) => kept.has(draft.external_id))) return withoutRefused(holdingSigned(batch, kept), write)
    const [first, second] = batch.facts.length === 1 ? [holding(batch, error as Error)] : halves(batch)
    const one = await withoutRefused(first as Batch, write)
    return second ? [...one, ...(await withoutRefused(second, write))] : one
  }
}

/** Data exceptions (class 22), constraint violations (23) and program limits (54): the same again would fail the same. */
function isRefusal(error: unknown): boolean {
  return /^(22|23|54)/.test((error as { code?: string }).code ?? '')
}

/** The second half keeps what may be saved only once everything is: the held records, the cursor. */
function halves(batch: Batch): [Batch, Batch] {
  const middle = batch.facts.length >> 1
  const { cursor: _, upTo: __, cells: ___, brokenAlike: ____, ...common } = batch
  return [
    { ...common, facts: batch.facts.slice(0, middle), held: [], read: middle },
    { ...batch, facts: batch.facts.slice(middle), read: batch.read - middle },
  ]
}

function holding(batch: Batch, error: Error): Batch {
  const [fact] = batch.facts as [Batch['facts'][number]]
  // It would change another record that is signed.
  const [signed] = keptAsSigned(error).values()
  if (signed) return holdingSigned(batch, new Map([[fact.draft.external_id, signed]]))
  const reason = {
    field: '',
    code: 'refused',
    message: `Không lưu được bản ghi: ${error.message}. Sửa giá trị tại nguồn.`,
    en: `The record can’t be stored: ${error.message}. Mend the value at the source.`,
  }
  return { ...batch, facts: [], held: [...batch.held, heldFor(fact, reason)] }
}

/** Whoever lets a record through is told why it can't be; it waits on as it was. */
function holdingSigned(batch: Batch, kept: Map<string, Kept>): Batch {
  const reasonOf = ({ draft }: Batch['facts'][number]) => kept.get(draft.external_id)
  const released = batch.facts.find((fact) => fact.release && reasonOf(fact))
  if (released) throw new Conflict(sayKept(reasonOf(released) as Kept))
  const held = batch.facts.flatMap((fact) => {
    const signed = reasonOf(fact)
    if (!signed) return []
    const { vi, en } = sayKept(signed)
    return [heldFor(fact, { field: '', code: 'signed', message: vi, en, signed: signed.signed })]
  })
  return { ...batch, facts: batch.facts.filter((fact) => !reasonOf(fact)), held: [...batch.held, ...held] }
}

function heldFor({ place, draft, at, raw = draft }: Batch['facts'][number], reason: Problem): HeldDraft {
  const { external_id, source_version } = draft
  return { status: 'held', place, ...(at && { at }), raw, of: { external_id, source_version }, reasons: [reason] }
}

async function commitWhole(database: Database, kind: Kind, batch: Batch): Promise<Written> {
  for (let attempt = 1; ; attempt++) {
    // Whoever lets a record through may; where it goes is worked out of all there is.
    const client = await seeingAll(() => database.pool.connect())
    try {
      await client.query('begin')
      const storing = await prepare(client, kind, batch)
      // The facts' triggers take the ledger's lock, which is let go with the commit: all leave at once, so that nobody waits for
      // this process to hear of the first.
      return writtenBy(await inOneGo(client, [...storing, { text: 'commit' }]))
    } catch (error) {
      await client.query('rollback').catch(() => {})
      // Two writers of the same facts can lock each other; the one PostgreSQL turned away tries again.
      if (attempt >= RETRIES || !RETRYABLE.has((error as { code?: string }).code ?? '')) throw error
    } finally {
      client.release()
    }
  }
}

/** Writes a batch within the transaction a client is in. */
export async function write(client: pg.PoolClient, kind: Kind, batch: Batch): Promise<Written> {
  return writtenBy(await inOneGo(client, await prepare(client, kind, batch)))
}

/** The upserts are the statements that answer so. */
function writtenBy(answers: pg.QueryResult[]): Written {
  const written = answers.flatMap(({ rows }) => (rows ?? []).filter((row) => 'inserted' in row) as Written[])
  return {
    inserted: written.reduce((sum, { inserted }) => sum + inserted, 0),
    updated: written.reduce((sum, { updated }) => sum + updated, 0),
  }
}

/** Does all of a batch that needs no lock of the ledger, and answers the statements left, which store its facts. */
async function prepare(client: pg.PoolClient, kind: Kind, batch: Batch): Promise<pg.QueryConfig[]> {
  // Whoever reads a feed's pages anew waits for those who write its facts, and they for it.
  await client.query(
    "select pg_advisory_xact_lock_shared(hashtext('facts of feed'), $1), set_config('ioc.run', $2, true), set_config('ioc.traceparent', $3, true)",
    [batch.feedId, String(batch.runId), batch.traceparent ?? ''],
  )
  if (batch.seen) await refuseChanged(client, kind, batch.feedId, batch.seen)
  if (batch.upTo !== undefined) await noteTaken(client, batch, batch.upTo)
  if (batch.brokenAlike) await noteBrokenAlike(client, batch, batch.brokenAlike)
  await keepHeld(client, batch)
  if (batch.cursor !== undefined) {
    await client.query('update feed set cursor = $2 where id = $1', [batch.feedId, JSON.stringify(batch.cursor)])
  }
  await releaseHeld(client, batch.facts)
  const moments = momentsOf(batch)
  if (moments.length === 1) {
    await stageFacts(client, kind, batch, newestOfEach(batch.facts))
    await supersedeHeld(client, kind.table, stagingOf(kind), batch)
    return [inTurn(batch), ...storing(kind, batch)]
  }
  await keepWaiting(
    client,
    kind,
    batch,
    moments.map(({ facts }) => newestOfEach(facts)),
  )
  await supersedeHeld(client, kind.table, waitingOf(kind), batch)
  const each = moments.flatMap((batch, moment) => [{ text: stageMoment(kind, moment) }, ...storing(kind, batch)])
  return [inTurn(batch), ...each]
}

function inOrderTold(facts: Batch['facts']): Batch['facts'] {
  return facts.toSorted((a, b) => a.draft.source_version - b.draft.source_version)
}

/** A batch, in the order told, by the moments its facts are known at; with the first is counted what is no fact. */
function momentsOf(batch: Batch): Batch[] {
  const { facts, momentOf } = batch
  if (!momentOf) return [batch]
  const { cells: _, brokenAlike: __, ...common } = batch
  const moments: Batch[] = [{ ...batch, facts: [], read: batch.read - facts.length }]
  let last: unknown
  for (const fact of facts) {
    const moment = momentOf(fact.draft.source_version)
    if (last !== undefined && moment !== last) moments.push({ ...common, held: [], facts: [], read: 0 })
    const open = moments.at(-1) as Batch
    open.facts.push(fact)
    open.read++
    last = moment
  }
  return moments
}

/**
 * Writers of one feed store one after the other: what a batch confirms or resolves by looking at the facts stored must still be so
 * when it writes.
 */
function inTurn({ feedId }: Batch): pg.QueryConfig {
  return { text: "select pg_advisory_xact_lock(hashtext('storing of feed'), $1)", values: [feedId] }
}

/** What stores the staged facts of a batch and adds it to its run. */
function storing(kind: Kind, batch: Batch): pg.QueryConfig[] {
  const facts = newestOfEach(batch.facts)
  const resolution = facts.length > 0 && resolutionOf(kind)
  return [
    ...(resolution ? [{ text: resolution }] : []),
    ...(batch.knownBySource ? [knownFrom(facts)] : []),
    ...(facts.length > 0 ? [{ text: confirmOf(kind) }] : []),
    // The facts come last: their triggers take the ledger's lock, which is then held no longer than the commit.
    upserting(kind, batch, facts),
  ]
}

function knownFrom(facts: Batch['facts']): pg.QueryConfig {
  const times = facts.map(({ draft }) => draft.source_version).sort((a, b) => a - b)
  return {
    text: "select set_config('ioc.known_from', $1, true), set_config('ioc.known_at', $2, true)",
    values: [instant(times[0]), instant(times.at(-1))],
  }
}

function upserting(kind: Kind, batch: Batch, facts: Batch['facts']): pg.QueryConfig {
  const unreadable = batch.held.filter((record) => record.status === 'rejected').length
  const held = batch.held.length - unreadable
  const rejected = unreadable + (batch.brokenAlike ?? 0)
  const twins = twinsOf(batch.facts)
  return {
    name: `upsert ${kind.table}`,
    text: upsertOf(kind),
    values: [
      ...[batch.runId, batch.read, held, rejected, batch.remaining ?? null, batch.sourceAsOf ?? null],
      ...[twins.map(({ id }) => id), twins.map(({ isAtOdds }) => isAtOdds), batch.cells?.taken ?? 0, batch.cells?.filled ?? 0],
      ...[warningsOf(batch.pageId, facts), batch.feedId],
    ],
  }
}

/** Sends several statements without waiting for the answer to each. One that fails fails them all: what follows it is not done. */
async function inOneGo(client: pg.PoolClient, statements: pg.QueryConfig[]): Promise<pg.QueryResult[]> {
  // For these alone: a connection that pipelines refuses COPY.
  const pipelining = client as { pipeline: boolean }
  pipelining.pipeline = true
  const answers = await Promise.allSettled(statements.map((statement) => client.query(statement)))
  pipelining.pipeline = false
  for (const answer of answers) if (answer.status === 'rejected') throw answer.reason
  return answers.map((answer) => (answer as PromiseFulfilledResult<pg.QueryResult>).value)
}

/** What is written of them is noted with the write. */
export function warningsOf(page: number, facts: Batch['facts']): string {
  return storable(
    facts.flatMap(({ draft, place, at = null, warnings = [] }) =>
      warnings.map(({ rule, message }) => ({ external_id: draft.external_id, page, place, at, rule, message })),
    ),
  )
}

async function noteTaken(client: pg.PoolClient, { runId, pageId }: Batch, upTo: number): Promise<void> {
  await client.query('update run_page set taken = greatest(taken, $3) where run_id = $1 and page_id = $2', [runId, pageId, upTo])
}

async function noteBrokenAlike(client: pg.PoolClient, { runId, pageId }: Batch, more: number): Promise<void> {
  const add = 'update run_page set broken_alike = broken_alike + $3 where run_id = $1 and page_id = $2'
  await client.query(add, [runId, pageId, more])
}

function instant(time: number | undefined): string {
  return time === undefined ? '' : new Date(time).toISOString()
}
