import { sql } from 'kysely'
import { type Db, inTransaction } from '../db.ts'
import { Conflict, NotFound } from '../errors.ts'
import type { StoredFeed } from '../feeds/find.ts'

/** Who wants a run ended, and why. */
export interface StopAsk {
  by: string
  why: string
}

/** Whoever works at a run says so more often than this; past it nobody does. */
const SILENT_FOR_SECONDS = 30

/**
 * Asks whoever works at a run to end it at the next batch. One that nobody works at (it waits in the queue, or its process has
 * died) is ended at once.
 */
export async function askToStop(db: Db, runId: number, { by, why }: StopAsk): Promise<'asked' | 'stopped'> {
  const isSilent = sql<boolean>`heartbeat_at < now() - make_interval(secs => ${SILENT_FOR_SECONDS})`
  const asked = await db
    .updateTable('run')
    .set({
      stop_asked_at: sql`clock_timestamp()`,
      stop_by: by,
      stop_why: why,
      status: sql`case when ${isSilent} then 'stopped' else status end`,
      finished_at: sql`case when ${isSilent} then clock_timestamp() end`,
    })
    .where('id', '=', runId)
    .where('status', '=', 'running')
    .where('stop_asked_at', 'is', null)
    .returning('status')
    .executeTakeFirst()
  if (asked) return asked.status === 'stopped' ? 'stopped' : 'asked'
  const run = await db.selectFrom('run').select(['status', 'stop_by']).where('id', '=', runId).executeTakeFirst()
  if (!run) throw new NotFound({ vi: `Không có lượt chạy số ${runId}.`, en: `There is no run ${runId}.` })
  throw new Conflict(
    run.status === 'running'
      ? {
          vi: `${run.stop_by} đã yêu cầu dừng lượt ${runId}; lượt này dừng sau ít giây.`,
          en: `${run.stop_by} asked run ${runId} to stop already; it does in a few seconds.`,
        }
      : { vi: `Lượt ${runId} đã kết thúc, không còn gì để dừng.`, en: `Run ${runId} has ended; there is nothing to stop.` },
  )
}

/** Whether a run goes on: `stop` where a person wants it ended, `over` where it was closed meanwhile. */
export async function lookAtRun(db: Db, runId: number): Promise<'go-on' | 'over' | StopAsk> {
  const run = await db.selectFrom('run').select(['status', 'stop_by', 'stop_why']).where('id', '=', runId).executeTakeFirst()
  if (run?.stop_by != null) return { by: run.stop_by, why: run.stop_why ?? '' }
  return run?.status === 'running' ? 'go-on' : 'over'
}

/** Says that a run is being worked at; waits for nobody who is writing it just now. */
export async function noteHeartbeat(db: Db, runId: number): Promise<void> {
  await sql`
    update run set heartbeat_at = clock_timestamp()
    where id = (select id from run where id = ${runId} for update skip locked)`.execute(db)
}

/**
 * Lets the clock ask a feed's source no more until a person lets it go on: ends the pull under way, or leaves one that was ended
 * before it asked anything, with who wants it and why.
 */
export async function pauseFeed(db: Db, { id, version }: Pick<StoredFeed, 'id' | 'version'>, ask: StopAsk): Promise<number> {
  return inTransaction(db, async (trx) => {
    await lockPause(trx, id)
    const underWay = await trx
      .selectFrom('run')
      .select('id')
      .where('feed_id', '=', id)
      .where('trigger', '=', 'schedule')
      .where('status', '=', 'running')
      .forUpdate()
      .executeTakeFirst()
    if (underWay) {
      await askToStop(trx, underWay.id, ask)
      return underWay.id
    }
    if (await isStoppedByHand(trx, id))
      throw new Conflict({
        vi: 'Nguồn này đang tạm nghỉ rồi. Bấm «Chạy tiếp» khi muốn chạy lại.',
        en: 'This feed is paused already. Press “Go on” to run it again.',
      })
    const now = sql<Date>`clock_timestamp()`
    const paused = await trx
      .insertInto('run')
      .values({
        feed_id: id,
        feed_version: version,
        trigger: 'schedule',
        status: 'stopped',
        finished_at: now,
        stop_asked_at: now,
        stop_by: ask.by,
        stop_why: ask.why,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return paused.id
  })
}

/** Held until the transaction ends: no pull of the feed is opened by the clock while it is paused. */
export async function lockPause(trx: Db, feedId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('pause of feed'), ${feedId})`.execute(trx)
}

/** Whether a person stopped the newest pull of a feed: then the clock starts none until a person does. */
export async function isStoppedByHand(db: Db, feedId: number): Promise<boolean> {
  const newest = await db
    .selectFrom('run')
    .select('status')
    .where('feed_id', '=', feedId)
    .where('trigger', '=', 'schedule')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest?.status === 'stopped'
}
