import { sql } from 'kysely'
import { mustBeAsSeen } from '../as-seen.ts'
import type { Db } from '../db.ts'
import { Conflict, Invalid, NotFound } from '../errors.ts'
import type { Problem } from '../pack/normalise.ts'
import { type Hand, isSamePerson } from '../people/same.ts'
import { type HeldActionName, type HeldStatus, LEADS_TO, lifeTrouble } from './life.ts'

/** A held record locked for a person who acts on it. */
export interface LockedHeld {
  id: number
  status: HeldStatus
  /** What it said was removed. */
  isBlank: boolean
  place: number
  at: string | null
  page: number
  raw: unknown
  mended: unknown
  /** What people have done about it so far, counted, and who did the last of it. */
  edit: number
  lastBy: string | null
  /** Who mended it last. */
  mendedBy: string | null
  /** Everyone who ever mended it: what they wrote is part of it. */
  menders: Hand[]
}

/** Of records by their ids: how many things had been done about each when somebody looked at it. */
export type HeldSeen = ReadonlyMap<number, number>

/**
 * Locks records of one feed until the transaction ends; refuses where the action can't be done to one of them, or somebody has done
 * something about one since it was `seen`, changing none. Of what is released, a `second` of two may have mended nothing.
 */
export async function lockHeld(
  trx: Db,
  feedId: number,
  ids: number[],
  action: HeldActionName,
  { seen, second }: { seen?: HeldSeen | undefined; second?: Hand } = {},
): Promise<LockedHeld[]> {
  const { rows } = await sql<LockedHeld>`
    select id::float8 as id, status, blanked_at is not null as "isBlank", place, at, page_id::float8 as page, raw, mended,
           (select count(*)::float8 from held_action where held_id = held.id) as edit,
           (select by from held_action where held_id = held.id order by id desc limit 1) as "lastBy",
           (select by from held_action where held_id = held.id and action = 'mend' order by id desc limit 1) as "mendedBy",
           (select coalesce(jsonb_agg(distinct jsonb_build_object('by', by, 'account', account_id)), '[]')
            from held_action where held_id = held.id and action = 'mend') as menders
    from held_record held where id = any(${ids}::bigint[]) and feed_id = ${feedId} order by id for update`.execute(trx)
  const missing = ids.find((id) => !rows.some((row) => row.id === id))
  if (missing !== undefined)
    throw new NotFound({ vi: `Không có dòng bị giữ số ${missing} của nguồn này.`, en: `This feed has no held row ${missing}.` })
  for (const { id, status, isBlank, menders, edit, lastBy } of rows) {
    const trouble = lifeTrouble(action, status)
    if (trouble) throw new Conflict({ vi: `Dòng số ${id}: ${trouble.vi}`, en: `Row ${id}: ${trouble.en}` })
    if (isBlank)
      throw new Conflict({
        vi: `Dòng số ${id}: nội dung đã xóa khi hết thời hạn lưu, không lấy lại được. Nạp lại trang nguồn nếu cần dòng này.`,
        en: `Row ${id}: what it said was removed when its time was over. Take in its page again if it is needed.`,
      })
    const was = seen?.get(id)
    if (was !== undefined) mustBeAsSeen(edit, was, { vi: `dòng số ${id}`, en: `row ${id}` }, lastBy)
    if (second && menders.some((mender) => isSamePerson(mender, second)))
      throw new Conflict({
        vi: 'Có dòng do chính bạn sửa, hoặc sửa một phần, mà nguồn này cần người thứ hai duyệt. Bỏ chọn dòng ấy, hoặc nhờ người khác duyệt.',
        en: 'You mended one of these rows yourself, or part of it, and this feed needs a second person to approve. Leave it out, or ask somebody else.',
      })
  }
  return rows
}

/** Writes down what was done to a record, and what it is now. */
export async function noteAction(
  trx: Db,
  {
    id,
    by,
    action,
    status,
    record,
    reasons,
    note,
  }: { id: number; by: string; action: HeldActionName; status: HeldStatus; record?: unknown; reasons?: Problem[]; note?: string },
): Promise<void> {
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value))
  await sql`
    with noted as (
      insert into held_action (held_id, by, action, status, record, note)
      values (${id}, ${by}, ${action}, ${status}, ${json(record)}::jsonb, ${note ?? null})
    )
    update held_record set status = ${status}, mended = coalesce(${json(record)}::jsonb, mended),
           reasons = coalesce(${json(reasons)}::jsonb, reasons)
    where id = ${id}`.execute(trx)
}

/** Puts records aside with the reason, takes them up again, or hands back what another mended. */
export async function decideHeld(
  db: Db,
  feedId: number,
  {
    ids,
    action,
    by,
    note,
    seen,
  }: { ids: number[]; action: 'dismiss' | 'reopen' | 'return'; by: string; note?: string | undefined; seen?: HeldSeen },
): Promise<void> {
  if (action !== 'reopen' && !note?.trim())
    throw new Invalid({ vi: 'Ghi lý do để người sau hiểu vì sao.', en: 'Write why, so that others understand.' })
  await db.transaction().execute(async (trx) => {
    for (const { id } of await lockHeld(trx, feedId, ids, action, { seen }))
      await noteAction(trx, { id, by, action, status: LEADS_TO[action], ...(note?.trim() ? { note: note.trim() } : {}) })
  })
}
