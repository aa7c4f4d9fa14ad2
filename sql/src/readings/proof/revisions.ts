import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db.ts'
import { Invalid, NotFound } from '../../errors.ts'
import { termsWithin } from '../../indicators/formula.ts'
import { narrow } from '../../indicators/narrow.ts'
import type { DefinedIndicator, Registry } from '../../indicators/registry.ts'
import { registryAsOf } from '../../indicators/versions.ts'
import type { Trigger } from '../../runs/start.ts'
import { dayOf } from '../../time/hanoi.ts'
import type { UnitRegistry } from '../../units/registry.ts'
import { unitsAsOf } from '../../units/versions.ts'
import type { Moment } from '../asked/moment.ts'
import type { Span } from '../asked/period.ts'
import { indicatorOf } from '../asked/question.ts'
import { readIndicator } from '../read.ts'
import { membersOf } from '../totals/members.ts'
import { bucketsOf, valuesOf } from '../totals/term.ts'
import { askedOf } from '../totals/year-before.ts'

/** A value a reading had, since when, and what made it so. */
export interface Revision {
  /** The first millisecond as of which the value is told. */
  knownAt: Date
  recordedAt: Date
  /**
   * A run brought other data, a contribution rule came to count the same data otherwise, a hand wrote facts; or the definition was
   * changed, or the units or their weights were.
   */
  cause: 'data' | 'rule' | 'hand' | 'definition' | 'units'
  /** Of the ledger, where that changed. */
  position: number | null
  value: number | null
  run: number | null
  /** Whose facts they are. */
  feed: string | null
  /** What set the run going, after how many failures, for which days. */
  trigger: Trigger | null
  attempt: number | null
  days: { from: string; to: string } | null
  /** Who wanted it or wrote it, and why, where somebody said. */
  by: string | null
  why: string | null
  /** The contribution rules that were changed: of which facts, and the how manieth rule of theirs it is. */
  rules: { facts: string; version: number }[]
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

type Change = Omit<Revision, 'value'>

/**
 * The values a point has had: value, when, which run and on what page, or what else made it so. At most `limit`, and no more than can be read in a
 * few seconds: each is read as of its own instant, by the definitions and units known then, over all the point counts.
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
  const changes = await changesOfMeaning(db, moment)
  const meant = await meaningsOf(db, indicator, changes, moment, dayOf(asked.from))
  const found: Change[] = []
  for (const each of meant) found.push(...(await changesOfData(db, units, each, unitId, moment, asked, limit)))
  const data = newestOfEachInstant(found).slice(0, limit + 1)
  // Defined when data were there already, it had its first value by that.
  const { since: defined } = meant.at(-1) as Meant
  const isDefining = ({ cause, recordedAt }: Change) => cause === 'definition' && recordedAt.getTime() === defined.getTime()
  const oldest = data.length > limit || defined === BEGINNING ? data.at(-1)?.knownAt : defined
  const meaning = oldest ? changes.filter(({ knownAt }) => knownAt > oldest) : []
  const newest = newestOfEachInstant([...data, ...meaning])
  const revisions: Revision[] = []
  let more = false
  for (const [place, change] of newest.entries()) {
    more = revisions.length >= limit || (place > 0 && Date.now() > giveUpAt)
    if (more) break
    revisions.push({ ...change, value: await valueAt(change.knownAt) })
  }
  // A change of meaning that left the value alone revised nothing.
  const told = revisions.filter((revision, place) => {
    if (revision.cause !== 'definition' && revision.cause !== 'units') return true
    const before = revisions[place + 1]
    return before ? revision.value !== before.value : isDefining(revision) && revision.value !== null
  })
  return { revisions: told, more }

  async function valueAt(asOf: Date): Promise<number | null> {
    try {
      const then = meantBy(indicator, await registryAsOf(db, asOf), dayOf(asked.from))
      const { value } = await readIndicator(db, await unitsAsOf(db, units, asOf), then, unitId, { ...moment, asOf }, asked)
      return value
    } catch (error) {
      // It had no definition yet.
      if (error instanceof NotFound) return null
      throw error
    }
  }
}

/** What an indicator meant in a stretch of time: what changed other measures then revised nothing. */
interface Meant {
  indicator: DefinedIndicator
  since: Date
  until: Date
}

const [BEGINNING, END] = [new Date('0001-01-01T00:00:00Z'), new Date(8.64e15)]

/** What it meant of a day, stretch by stretch, newest first. */
async function meaningsOf(
  db: Db,
  indicator: DefinedIndicator,
  changes: Change[],
  { asOf }: Moment,
  day: string,
): Promise<Meant[]> {
  const starts = changes.flatMap(({ cause, recordedAt }) => (cause === 'definition' ? [recordedAt] : []))
  const meant: Meant[] = [{ indicator, since: BEGINNING, until: END }]
  for (const start of starts.sort((a, b) => Number(b) - Number(a))) {
    const then = new Date(start.getTime() - 1)
    const before = await registryAsOf(db, asOf && asOf < then ? asOf : then)
      .then((known) => meantBy(indicator, known, day))
      .catch(undefinedThen)
    const last = meant.at(-1) as Meant
    if (before && before.definitionOn(day).compiled.text === last.indicator.definitionOn(day).compiled.text) continue
    last.since = start
    if (!before) break
    meant.push({ indicator: before, since: BEGINNING, until: start })
  }
  return meant
}

/** The same question of a day by other definitions. Throws NotFound where it had none yet, or none by the dimensions it is narrowed to. */
function meantBy({ id, where = {} }: DefinedIndicator, known: Registry, day: string): DefinedIndicator {
  const whole = indicatorOf(known, id)
  try {
    return narrow(whole, where, { from: day, to: day })
  } catch (error) {
    if (error instanceof Invalid) throw new NotFound(error.message)
    throw error
  }
}

/** It had no definition yet. */
function undefinedThen(error: unknown): undefined {
  if (error instanceof NotFound) return undefined
  throw error
}

async function changesOfData(
  db: Db,
  units: UnitRegistry,
  { indicator, since, until }: Meant,
  unitId: number,
  moment: Moment,
  asked: Span,
  limit: number,
): Promise<Change[]> {
  const changes: Change[] = []
  for (const term of termsWithin(indicator.definitionOn(dayOf(asked.from)).compiled.terms)) {
    const query = askedOf(term, { roots: [unitId], geo: moment.geo, at: moment.at, span: asked })
    const members = membersOf(units, term, query)
    const { rows } = await sql<Change>`
      with touched as (
        select distinct entry.position
        from cell
        join dims on dims.id = cell.dims_id
        join ledger_entry entry on entry.cell_id = cell.id
        where cell.measure_id = (select id from measure where code = ${term.measure.id})
          and cell.unit_id = any(${members.map(({ unit }) => unit)}::int[])
          and ${bucketsOf(term, query)} and ${valuesOf(term)}
      ), newest as (
        select distinct on ("knownAt") batch.*, date_trunc('milliseconds', batch.known_at) + interval '1 millisecond' as "knownAt"
        from touched join ledger_batch batch using (position)
        where batch.known_at >= ${since} and batch.known_at < ${until} and batch.known_at <= ${moment.asOf ?? END}
        order by "knownAt" desc, batch.position desc limit ${limit + 1}
      )
      select batch.position, "knownAt", batch.recorded_at as "recordedAt", case batch.cause when 'run' then 'data' else batch.cause end as cause,
             batch.run_id as run, feed.key as feed, run.trigger, run.attempt,
             case when run.days_from is not null then json_build_object('from', run.days_from, 'to', run.days_to) end as days,
             coalesce(batch.written_by, run.asked_by) as by, coalesce(batch.why, run.why) as why,
             case when batch.cause = 'rule' then ${rulesOf(sql.ref('batch.position'))} else '[]' end as rules,
             (select count(*) from page where page.run_id = batch.run_id) as "pageCount",
             coalesce((select json_agg(json_build_object('id', id, 'name', name, 'sha256', encode(sha256, 'hex')) order by id)
                       from (select * from page where page.run_id = batch.run_id order by id limit ${PAGES_NAMED}) first), '[]') as pages
      from newest batch left join run on run.id = batch.run_id left join feed on feed.id = batch.feed_id`.execute(db)
    changes.push(...rows)
  }
  return changes
}

/** Newest first; of what became known at one instant only the last made the value. */
function newestOfEachInstant(changes: Change[]): Change[] {
  const sorted = changes.sort((a, b) => Number(b.knownAt) - Number(a.knownAt) || Number(b.position) - Number(a.position))
  return sorted.filter(({ knownAt }, place) => knownAt.getTime() !== sorted[place - 1]?.knownAt.getTime())
}

/** When definitions or units were changed after they were first kept. */
async function changesOfMeaning(db: Db, { asOf }: Moment): Promise<Change[]> {
  const changed = (table: string, cause: Change['cause']) => sql`
    select ${cause} as cause, date_trunc('milliseconds', recorded_at) + interval '1 millisecond' as "knownAt", recorded_at as "recordedAt"
    from ${sql.table(table)} where id > (select min(id) from ${sql.table(table)}) and recorded_at <= ${asOf ?? END}`
  const { rows } = await sql<Pick<Change, 'cause' | 'knownAt' | 'recordedAt'>>`
    ${changed('definition_version', 'definition')} union all ${changed('indicator_version', 'definition')}
    union all ${changed('unit_version', 'units')}`.execute(db)
  return rows.map((row) => ({ ...row, ...NO_BATCH }))
}

const NO_BATCH = {
  ...{ position: null, run: null, feed: null, trigger: null, attempt: null, days: null, by: null, why: null },
  ...{ rules: [], pageCount: 0, pages: [] },
}

/** The rules whose change appended a batch: those of its domain that hold since the batch or another of the same transaction. */
function rulesOf(position: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select coalesce(json_agg(json_build_object('facts', rule.fact_table, 'version', rule.version) order by rule.fact_table), '[]')
    from (select *, row_number() over (partition by fact_table order by id)::int as version from contribution_rule) rule
    join ledger_batch first on first.position = rule.since and first.cause = 'rule'
    join ledger_batch this on this.position = ${position} and this.domain = rule.domain and this.recorded_at = first.recorded_at)`
}
