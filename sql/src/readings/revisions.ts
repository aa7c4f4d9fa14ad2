import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import type { UnitRegistry } from '../units/registry.ts'
import type { Moment } from './moment.ts'
import type { Span } from './period.ts'
import { readIndicator } from './read.ts'
import { bucketsOf, membersOf, valuesOf } from './term.ts'

/** A value a reading had, since when, and what made it so. */
export interface Revision {
  /** The first millisecond as of which the value is told. */
  knownAt: Date
  recordedAt: Date
  position: number
  value: number | null
  run: number | null
  feed: string | null
  trigger: string | null
  /** How many pages that run brought, and the first of them by name: the why, in the source's own bytes. */
  pageCount: number
  pages: { id: number; name: string; sha256: string }[]
}

export interface Revisions {
  /** Newest first. */
  revisions: Revision[]
  /** There are older ones. */
  more: boolean
}

const PAGES_NAMED = 3
const PATIENCE_MS = 5_000

/**
 * The values a point has had: value, when, which run and on what page. At most `limit`, and no more than can be read in a
 * few seconds: each is read as of its own instant, over all the point counts.
 */
export async function readRevisions(
  db: Db,
  units: UnitRegistry,
  indicator: DefinedIndicator,
  unitId: number,
  moment: Moment,
  asked: Span,
  limit: number,
): Promise<Revisions> {
  const giveUpAt = Date.now() + PATIENCE_MS
  const changes = new Map<number, Omit<Revision, 'value'>>()
  for (const term of indicator.compiled.terms) {
    const members = membersOf(units, term, { roots: [unitId], geo: moment.geo, span: asked })
    const { rows } = await sql<Omit<Revision, 'value'>>`
      with touched as (
        select distinct entry.position
        from cell
        join dims on dims.id = cell.dims_id
        join ledger_entry entry on entry.cell_id = cell.id
        where cell.measure_id = (select id from measure where code = ${term.measure.id})
          and cell.unit_id = any(${members.map(({ unit }) => unit)}::int[])
          and ${bucketsOf(term, { span: asked, at: moment.at })} and ${valuesOf(term)}
      )
      select batch.position, date_trunc('milliseconds', batch.known_at) + interval '1 millisecond' as "knownAt", batch.recorded_at as "recordedAt", batch.run_id as run, feed.key as feed, run.trigger,
             (select count(*) from page where page.run_id = batch.run_id) as "pageCount",
             coalesce((select json_agg(json_build_object('id', id, 'name', name, 'sha256', encode(sha256, 'hex')) order by id)
                       from (select * from page where page.run_id = batch.run_id order by id limit ${PAGES_NAMED}) first), '[]') as pages
      from touched join ledger_batch batch using (position)
      left join run on run.id = batch.run_id left join feed on feed.id = run.feed_id
      where batch.known_at <= ${moment.asOf ?? new Date(8.64e15)}
      order by batch.known_at desc, batch.position desc limit ${limit + 1}`.execute(db)
    for (const row of rows) changes.set(row.position, row)
  }
  const newest = [...changes.values()].sort((a, b) => Number(b.knownAt) - Number(a.knownAt) || b.position - a.position)
  const revisions: Revision[] = []
  for (const [place, change] of newest.entries()) {
    if (place === limit || (place > 0 && Date.now() > giveUpAt)) return { revisions, more: true }
    const then = { ...moment, asOf: change.knownAt }
    const { value } = await readIndicator(db, units, indicator, unitId, then, asked)
    if (revisions.at(-1)?.knownAt.getTime() !== change.knownAt.getTime()) revisions.push({ ...change, value })
  }
  return { revisions, more: false }
}
