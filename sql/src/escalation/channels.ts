import { sql } from 'kysely'
import { mustBeAsSeen } from '../as-seen.ts'
import { type Db, inTransaction } from '../db.ts'
import { NotFound } from '../errors.ts'
import type { Letter } from './letter.ts'
import type { ChannelKey } from './plan.ts'

export interface StoredChannel {
  key: ChannelKey
  settings: Record<string, unknown>
  off: boolean
  setBy: string
  setAt: Date
}

export async function listChannels(db: Db): Promise<StoredChannel[]> {
  const rows = await db.selectFrom('delivery_channel').selectAll().orderBy('key').execute()
  return rows.map(({ key, settings, off, set_by, set_at }) => ({
    key: key as ChannelKey,
    settings,
    off,
    setBy: set_by,
    setAt: set_at,
  }))
}

/** The channels that can be used: the console always, a gateway once it is set up. */
export async function usableChannels(db: Db): Promise<Set<ChannelKey>> {
  const set = (await listChannels(db)).filter(({ off }) => !off).map(({ key }) => key)
  return new Set<ChannelKey>(['in_app', ...set])
}

type SetUp = Pick<StoredChannel, 'settings' | 'off'>

/** Sets how a channel reaches its gateway, its secrets named. */
export async function setChannel(db: Db, { key, settings, off, by }: SetUp & { key: ChannelKey; by: string }): Promise<void> {
  const kept = { settings: JSON.stringify(settings), off, set_by: by, set_at: sql<Date>`clock_timestamp()` }
  await db
    .insertInto('delivery_channel')
    .values({ key, ...kept })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(kept))
    .execute()
}

/**
 * Sets a channel as a person asks for it. `seen` is how it was set when that person looked, null where it was not; throws Conflict
 * where somebody has set it since.
 */
export async function changeChannel(
  db: Db,
  { seen, ...asked }: SetUp & { key: ChannelKey; by: string; seen: SetUp | null },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('delivery_channel'), hashtext(${asked.key}))`.execute(trx)
    const before = (await listChannels(trx)).find(({ key }) => key === asked.key)
    mustBeAsSeen(
      before ? setUpOf(before) : null,
      seen,
      { vi: 'cách gửi của kênh này', en: 'how this channel sends' },
      before?.setBy,
    )
    await setChannel(trx, asked)
  })
}

const setUpOf = ({ settings, off }: SetUp): SetUp => ({ settings, off })

const TEST: Letter = {
  about: 'note',
  headline: 'Tin thử từ trung tâm điều hành',
  lines: ['Nhận được tin này nghĩa là kênh gửi đang hoạt động.'],
  path: '/console/alerts',
  level: null,
}

/** Sends somebody a message that says nothing but that it came. */
export async function sendTest(db: Db, { contact, channel }: { contact: string; channel: ChannelKey }): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into message (contact, channel, address, letter) select key, ${channel}, addresses->>${channel}, ${JSON.stringify(TEST)}::jsonb
    from contact where key = ${contact} and left_at is null and addresses ? ${channel} returning id`.execute(db)
  if (rows[0]) return rows[0].id
  throw new NotFound({
    vi: 'Người này chưa có địa chỉ của kênh đó. Nhập địa chỉ rồi gửi thử lại.',
    en: 'This person has no address of that channel yet. Enter one, then try again.',
  })
}

/** Of all processes one at a time does this for a channel. */
export async function aloneForChannel<T>(db: Db, channel: ChannelKey, work: () => Promise<T>): Promise<T> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext(${`channel ${channel}`}))`.execute(trx)
    return work()
  })
}
