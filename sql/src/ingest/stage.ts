import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Kind } from '../pack/load-kind.ts'
import type { Batch } from './commit-batch.ts'
import { type Column, copyText } from './copy-text.ts'

const COMMON = ['feed_id', 'external_id', 'source_version', 'unit_id', 'deleted', 'run_id', 'page_id', 'place']

/** The table of a connection that a kind's facts are copied into before they are stored. */
export const stagingOf = ({ table }: Kind) => `stage_${table}`

/** Copies a batch's facts into the staging table of this transaction. */
export async function stageFacts(client: pg.PoolClient, kind: Kind, batch: Batch, facts: Batch['facts']): Promise<void> {
  await openStaging(client, kind)
  const columns = columnsOf(kind)
  const cells = columns.map((column) => cellOf(column, batch))
  await copyInto(client, stagingOf(kind), columns, cells, facts)
}

/**
 * Makes the connection's staging table of a kind, empty. PostgreSQL would empty it itself with `on commit delete rows`, and with it
 * those of every other kind the connection has met, at each commit, while the ledger's lock is held.
 */
export async function openStaging(client: pg.PoolClient, kind: Kind): Promise<void> {
  await client.query(openedEmpty(stagingOf(kind), columnsOf(kind).join(', '), kind))
}

/** Where the facts of several moments wait, each numbered by its moment, to be staged one moment after the other. */
export const waitingOf = ({ table }: Kind) => `waiting_${table}`

/** Copies the facts of several moments to where they wait. */
export async function keepWaiting(client: pg.PoolClient, kind: Kind, batch: Batch, moments: Batch['facts'][]): Promise<void> {
  const columns = columnsOf(kind)
  await openStaging(client, kind)
  await client.query(openedEmpty(waitingOf(kind), `0 as moment, ${columns.join(', ')}`, kind))
  const facts = moments.flatMap((each, moment) => each.map((fact) => ({ ...fact, moment })))
  const cells = columns.map((column) => cellOf(column, batch))
  await copyInto(client, waitingOf(kind), ['moment', ...columns], [({ moment }) => moment, ...cells], facts)
}

/** Stages the facts of a moment that wait, in place of those of the moment before. */
export function stageMoment(kind: Kind, moment: number): string {
  const columns = columnsOf(kind).join(', ')
  return `truncate ${stagingOf(kind)};
    insert into ${stagingOf(kind)} (${columns}) select ${columns} from ${waitingOf(kind)} where moment = ${moment}`
}

function openedEmpty(name: string, columns: string, { table }: Kind): string {
  return `create temp table if not exists ${name} as select ${columns} from ${table} with no data; truncate ${name}`
}

async function copyInto<T>(
  client: pg.PoolClient,
  table: string,
  columns: string[],
  cells: Column<T>[],
  rows: T[],
): Promise<void> {
  if (rows.length === 0) return
  const sink = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`))
  await pipeline(copyText(rows, cells), sink)
}

/** By which the kind looks at what is stored before it finishes what is staged; null where it does not. */
export function resolutionOf(kind: Kind): string | null {
  return kind.resolve?.replace(/\bstage\b/g, stagingOf(kind)) ?? null
}

/** One statement can't touch a row twice, so of several versions in a batch only the newest is staged. */
export function newestOfEach(facts: Batch['facts']): Batch['facts'] {
  const newest = new Map<string, Batch['facts'][number]>()
  for (const fact of facts) {
    const known = newest.get(fact.draft.external_id)
    if (!known || fact.draft.source_version >= known.draft.source_version) newest.set(fact.draft.external_id, fact)
  }
  // One order for all writers, so that they queue for each other's rows and do not deadlock.
  return [...newest.values()].sort((a, b) => (a.draft.external_id < b.draft.external_id ? -1 : 1))
}

function cellOf(column: string, { feedId, runId, pageId }: Batch): Column<Batch['facts'][number]> {
  switch (column) {
    case 'feed_id':
      return () => feedId
    case 'run_id':
      return () => runId
    case 'page_id':
      return () => pageId
    case 'place':
      return ({ place }) => place
    case 'deleted':
      return ({ draft }) => draft.deleted ?? false
    default:
      return ({ draft }) => draft[column]
  }
}

export function columnsOf({ normaliser }: Kind): string[] {
  return [...COMMON, ...Object.keys(normaliser.columns)]
}
