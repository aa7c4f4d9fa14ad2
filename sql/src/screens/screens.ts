import { randomBytes, randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { type Db, inTransaction } from '../db.ts'
import { Conflict, Invalid, NotFound, Unavailable } from '../errors.ts'
import { sha256 } from '../indicators/certification.ts'
import { lockLayouts } from '../layouts/versions.ts'
import { Orders, type OrdersChange, ScreenReport, usualOrders } from './orders.ts'
import { listPlaylists } from './playlists.ts'
import { assertShowable } from './showable.ts'

// A display says what it is called by nobody yet and shows a code; whoever enters the code in the console names it. From then on it shows what it
// is ordered to, and what it is ordered stands in the database, so that neither it nor the server need remember anything.

export interface FoundScreen {
  id: number
  /** Null until somebody has entered its code. */
  name: string | null
  code: string
  pairedBy: string | null
  pairedAt: Date | null
  orders: Orders
  orderedBy: string | null
  orderedAt: Date | null
  report: ScreenReport | null
  seenAt: Date
}

const CODE_HOLDS_MS = 10 * 60_000
/** Displays that wait for a name at once. More are no province's. */
const MOST_WAITING = 100
const MOST_SCREENS = 500

const COLUMNS = sql`
  id, name, code, paired_by as "pairedBy", paired_at as "pairedAt", orders, ordered_by as "orderedBy", ordered_at as "orderedAt", report, seen_at as "seenAt"`

/** The screens that have a name. */
export async function listScreens(db: Db): Promise<FoundScreen[]> {
  const { rows } = await sql<FoundScreen>`
    select ${COLUMNS} from screen where removed_at is null and name is not null order by name collate "C", id`.execute(db)
  return rows.map(read)
}

/** Those of these that are not removed, named or not. */
export async function screensById(db: Db, ids: number[]): Promise<FoundScreen[]> {
  const { rows } = await sql<FoundScreen>`
    select ${COLUMNS} from screen where removed_at is null and id = any(${ids}::bigint[])`.execute(db)
  return rows.map(read)
}

export async function findScreen(db: Db, id: number): Promise<FoundScreen> {
  const { rows } = await sql<FoundScreen>`
    select ${COLUMNS} from screen where id = ${id} and removed_at is null and name is not null`.execute(db)
  if (rows[0]) return read(rows[0])
  throw new NotFound({ vi: 'Không có màn hình này, hoặc đã gỡ.', en: 'There is no such screen, or it has been removed.' })
}

/**
 * A display says that it is there, and how it does. One that is unknown, or was removed, gets a token of its own and a code to show;
 * one that waits gets another code once the last no longer holds. Throws Unavailable where too many wait.
 */
export async function greetScreen(
  db: Db,
  { token, report }: { token: string | null; report: ScreenReport },
): Promise<{ token: string; screen: FoundScreen }> {
  if (token !== null) {
    const { rows } = await sql<FoundScreen & { isLate: boolean }>`
      update screen set report = ${JSON.stringify(report)}::jsonb, seen_at = clock_timestamp()
      where token_sha256 = ${sha256(token)} and removed_at is null
      returning ${COLUMNS}, name is null and code_until < clock_timestamp() as "isLate"`.execute(db)
    const [known] = rows
    if (known && !known.isLate) return { token, screen: read(known) }
    if (known) return { token, screen: await withCode((code) => renew(db, known.id, code)) }
  }
  // Those that went away without a name leave nothing behind.
  await sql`delete from screen where name is null and seen_at < clock_timestamp() - interval '1 day'`.execute(db)
  const { rows } = await sql<{ waiting: number }>`
    select count(*) as waiting from screen
    where name is null and code_until > clock_timestamp() and seen_at > clock_timestamp() - interval '1 minute'`.execute(db)
  if ((rows[0]?.waiting ?? 0) >= MOST_WAITING)
    throw new Unavailable({
      vi: 'Đang có quá nhiều màn hình chờ ghép. Thử lại sau 10 phút.',
      en: 'Too many screens wait to be paired. Try again in 10 minutes.',
    })
  const made = randomBytes(32).toString('base64url')
  return { token: made, screen: await withCode((code) => begin(db, made, code, report)) }
}

async function begin(db: Db, token: string, code: string, report: ScreenReport): Promise<FoundScreen | undefined> {
  const [playlist] = await listPlaylists(db)
  const orders = JSON.stringify(usualOrders(playlist?.id ?? ''))
  const { rows } = await sql<FoundScreen>`
    insert into screen (token_sha256, code, code_until, orders, report)
    values (${sha256(token)}, ${code}, ${until()}, ${orders}::jsonb, ${JSON.stringify(report)}::jsonb)
    on conflict do nothing returning ${COLUMNS}`.execute(db)
  return rows[0]
}

async function renew(db: Db, id: number, code: string): Promise<FoundScreen | undefined> {
  const { rows } = await sql<FoundScreen>`
    update screen set code = ${code}, code_until = ${until()} where id = ${id} and name is null
      and not exists (select from screen where code = ${code} and paired_at is null) returning ${COLUMNS}`.execute(db)
  return rows[0]
}

const until = () => new Date(Date.now() + CODE_HOLDS_MS)

/** Six digits, which no other display shows. */
async function withCode(take: (code: string) => Promise<FoundScreen | undefined>): Promise<FoundScreen> {
  for (let tries = 0; tries < 20; tries++) {
    const screen = await take(String(randomInt(1_000_000)).padStart(6, '0'))
    if (screen) return read(screen)
  }
  throw new Unavailable({ vi: 'Chưa lấy được mã ghép. Thử lại sau.', en: 'No code could be had. Try again.' })
}

/** Gives the display that shows a code a name. Asked twice for the same, by a double press, it answers the same. */
export async function pairScreen(db: Db, { code, name, by }: { code: string; name: string; by: string }): Promise<number> {
  if ((await listScreens(db)).length >= MOST_SCREENS)
    throw new Invalid({
      vi: `Đã có ${MOST_SCREENS} màn hình. Gỡ màn hình không dùng nữa rồi ghép lại.`,
      en: `There are ${MOST_SCREENS} screens. Remove those no longer in use, then pair again.`,
    })
  const { rows } = await sql<{ id: number }>`
    update screen set name = ${name}, paired_by = ${by}, paired_at = clock_timestamp()
    where code = ${code} and name is null and removed_at is null and code_until > clock_timestamp() returning id`.execute(db)
  if (rows[0]) return rows[0].id
  const { rows: named } = await sql<{ id: number }>`
    select id from screen where code = ${code} and name = ${name} and paired_by = ${by} and removed_at is null
      and paired_at > clock_timestamp() - interval '1 minute'`.execute(db)
  if (named[0]) return named[0].id
  throw new NotFound({
    vi: 'Không có màn hình nào đang hiện mã này. Xem lại mã trên màn hình; mã đổi sau 10 phút.',
    en: 'No screen shows this code. Look at the screen again; the code changes after 10 minutes.',
  })
}

/** Changes some of what a screen is to do; `seen` is when it was ordered last as whoever asks knew it. */
export async function orderScreen(
  db: Db,
  id: number,
  { change, seen, by }: { change: OrdersChange; seen: string | null; by: string },
): Promise<Orders> {
  return inTransaction(db, async (trx) => {
    // Nothing it is to show is taken away meanwhile.
    await lockLayouts(trx)
    await assertShowable(trx, change)
    return order(trx, id, { change, seen, by })
  })
}

async function order(
  db: Db,
  id: number,
  { change, seen, by }: { change: OrdersChange; seen: string | null; by: string },
): Promise<Orders> {
  // Dated by the clock alerts are dated by: by one that is fast no alert of the next hour would take the screen.
  const { rows: clock } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db)
  const [{ now }] = clock as [{ now: Date }]
  const turn = change.turn && { ...change.turn, at: now.toISOString() }
  const dated = turn ? { ...change, turn } : change
  const { rows } = await sql<{ orders: Orders }>`
    update screen set orders = orders || ${JSON.stringify(dated)}::jsonb, ordered_by = ${by}, ordered_at = clock_timestamp()
    where id = ${id} and removed_at is null and name is not null
      and date_trunc('milliseconds', ordered_at) is not distinct from ${seen}::timestamptz
    returning orders`.execute(db)
  if (rows[0]) return Orders.parse(rows[0].orders)
  const { orderedBy } = await findScreen(db, id)
  throw new Conflict({
    vi: `${orderedBy ?? 'Có người'} vừa điều khiển màn hình này. Xem lại rồi bấm nếu vẫn cần.`,
    en: `${orderedBy ?? 'Somebody'} has just ordered this screen otherwise. Look again, then press if you still want to.`,
  })
}

/** A screen shows nothing of ours any more: its display begins anew, with a code. */
export async function removeScreen(db: Db, id: number): Promise<void> {
  const { rows } = await sql`
    update screen set removed_at = clock_timestamp() where id = ${id} and removed_at is null and name is not null returning id`.execute(
    db,
  )
  if (rows.length === 0) await findScreen(db, id)
}

const read = (row: FoundScreen): FoundScreen => ({
  ...row,
  orders: Orders.parse(row.orders),
  report: row.report && ScreenReport.parse(row.report),
})

/** The display a token is of, once it has a name; null where there is none, or none any more. */
export async function findDisplay(db: Db, token: string): Promise<{ id: number; name: string } | null> {
  const { rows } = await sql<{ id: number; name: string }>`
    select id, name from screen where token_sha256 = ${sha256(token)} and removed_at is null and name is not null`.execute(db)
  return rows[0] ?? null
}
