import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { Invalid, NotFound } from '../errors.ts'
import { sha256 } from '../indicators/certification.ts'
import { parseAsOf } from '../readings/asked/question.ts'
import { clockOf } from '../time/hanoi.ts'

// A link to one question, as known at one moment, for a while. Whoever holds its token may see that; the token is told once, when it is made.
// It lets nobody in: whoever opens it signs in, and may see what they may.

export interface SharedView {
  id: number
  /** As in the explorer's address; what it is known as of is `asOf` alone. */
  search: string
  asOf: Date
  until: Date
  by: string
  at: Date
}

const DAY_MS = 86_400_000
const MOST_OPEN = 2_000

const COLUMNS = sql`id, search, as_of as "asOf", until, by, at`

/** Makes a link. What it shows is as known at `known` where the question says so, else now, and stays so. */
export async function makeShare(
  db: Db,
  { search, known, days, by, now = new Date() }: { search: string; known: string | null; days: number; by: string; now?: Date },
): Promise<{ token: string; share: SharedView }> {
  const { rows: open } = await sql<{ count: number }>`
    select count(*)::int as count from share where withdrawn_at is null and until > ${now}`.execute(db)
  if ((open[0]?.count ?? 0) >= MOST_OPEN)
    throw new Invalid({
      vi: `Đang có ${MOST_OPEN} liên kết còn hạn. Rút những liên kết không dùng nữa rồi tạo lại.`,
      en: `There are ${MOST_OPEN} links in force. Withdraw those no longer in use, then make one again.`,
    })
  const asOf = known === null ? now : parseAsOf(known, now)
  const token = randomBytes(32).toString('base64url')
  const { rows } = await sql<SharedView>`
    insert into share (token_sha256, search, as_of, until, by, at)
    values (${sha256(token)}, ${search}, ${asOf}, ${new Date(now.getTime() + days * DAY_MS)}, ${by}, ${now})
    returning ${COLUMNS}`.execute(db)
  return { token, share: rows[0] as SharedView }
}

/** What a token opens. Throws NotFound, saying why and what to do, where it opens nothing, or nothing any more. */
export async function openShare(db: Db, token: string, now = new Date()): Promise<SharedView> {
  const { rows } = await sql<SharedView & { withdrawnAt: Date | null; withdrawnBy: string | null }>`
    select ${COLUMNS}, withdrawn_at as "withdrawnAt", withdrawn_by as "withdrawnBy"
    from share where token_sha256 = ${sha256(token)}`.execute(db)
  const [found] = rows
  if (!found)
    throw new NotFound({
      vi: 'Liên kết không đúng. Chép lại trọn địa chỉ từ nơi gửi.',
      en: 'This link is not right. Copy the whole address again from where it was sent.',
    })
  const { withdrawnAt, withdrawnBy, ...share } = found
  if (withdrawnAt)
    throw new NotFound({
      vi: `${withdrawnBy} đã rút liên kết này lúc ${clockOf(withdrawnAt).vi}. Nếu vẫn cần xem, hỏi ${share.by}.`,
      en: `${withdrawnBy} withdrew this link at ${clockOf(withdrawnAt).en}. If you still need it, ask ${share.by}.`,
    })
  if (share.until <= now)
    throw new NotFound({
      vi: `Liên kết này đã hết hạn lúc ${clockOf(share.until).vi}. Nếu vẫn cần xem, nhờ ${share.by} tạo liên kết mới.`,
      en: `This link expired at ${clockOf(share.until).en}. If you still need it, ask ${share.by} for a new one.`,
    })
  return share
}

/** The links of a person that are in force, the latest first. */
export async function listShares(db: Db, by: string, now = new Date()): Promise<SharedView[]> {
  const { rows } = await sql<SharedView>`
    select ${COLUMNS} from share where by = ${by} and withdrawn_at is null and until > ${now} order by id desc`.execute(db)
  return rows
}

/** From now on the link opens nothing. Asked again it changes nothing. */
export async function withdrawShare(db: Db, id: number, { by }: { by: string }): Promise<void> {
  const { rows } = await sql`
    update share set withdrawn_at = coalesce(withdrawn_at, clock_timestamp()), withdrawn_by = coalesce(withdrawn_by, ${by})
    where id = ${id} returning id`.execute(db)
  if (rows.length === 0) throw new NotFound({ vi: 'Không có liên kết này.', en: 'There is no such link.' })
}
