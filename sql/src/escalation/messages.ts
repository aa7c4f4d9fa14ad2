import { sql } from 'kysely'
import { type Db, inTransaction } from '../db.ts'
import { Conflict, NotFound } from '../errors.ts'
import type { Localised } from '../pack/pack.ts'
import type { Letter } from './letter.ts'
import type { ChannelKey } from './plan.ts'

/** Who sends a message has so long; a process that dies over it leaves it to another. */
const LEASE_MS = 120_000
const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 3_600_000
/** After so many attempts, some four hours, a person has to see why. */
const MOST_ATTEMPTS = 10

export interface Outgoing {
  id: number
  name: string
  address: string
  letter: Letter
  attempts: number
}

/** Takes the message of a channel that has waited longest, for as long as sending may take. */
export async function takeMessage(db: Db, channel: ChannelKey): Promise<Outgoing | null> {
  const { rows } = await sql<Outgoing>`
    update message set attempts = attempts + 1, due_at = clock_timestamp() + make_interval(secs => ${LEASE_MS / 1000})
    from contact where contact.key = message.contact and message.id = (
      select id from message where status = 'waiting' and channel = ${channel} and due_at <= clock_timestamp()
      order by due_at, id limit 1 for update skip locked)
    returning message.id, contact.name, address, letter, attempts`.execute(db)
  return rows[0] ?? null
}

/** What came of an attempt: `refused` will be so however often it is tried. */
export interface Attempt {
  outcome: 'sent' | 'failed' | 'refused'
  answer: Localised
  tookMs: number
}

/** An attempt's answer in both languages. */
export const inBoth = sql<Localised>`jsonb_build_object('vi', answer, 'en', answer_en)`

/** Keeps what came of an attempt; what failed is tried again, ever later, until it is given up. */
export async function settleMessage(
  db: Db,
  { id, attempts }: Pick<Outgoing, 'id' | 'attempts'>,
  attempt: Attempt,
): Promise<void> {
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempts - 1)) * (0.5 + Math.random() / 2)
  const isDead = attempt.outcome === 'refused' || (attempt.outcome === 'failed' && attempts >= MOST_ATTEMPTS)
  const status = attempt.outcome === 'sent' ? 'sent' : isDead ? 'dead' : 'waiting'
  await inTransaction(db, async (trx) => {
    await trx
      .insertInto('message_attempt')
      .values({
        message_id: id,
        at: sql`clock_timestamp()`,
        took_ms: Math.round(attempt.tookMs),
        outcome: attempt.outcome,
        answer: attempt.answer.vi.slice(0, 2_000),
        answer_en: attempt.answer.en.slice(0, 2_000),
      })
      .execute()
    await sql`
      update message set status = ${status}, settled_at = case when ${status} = 'waiting' then null else clock_timestamp() end,
        due_at = clock_timestamp() + make_interval(secs => ${status === 'waiting' ? wait / 1000 : 0})
      where id = ${id} and status = 'waiting'`.execute(trx)
  })
}

/** A person has mended what was wrong and wants it sent after all. */
export async function sendAgain(db: Db, id: number): Promise<void> {
  const { rows } = await sql<{ address: string }>`
    update message set status = 'waiting', attempts = 0, due_at = clock_timestamp(), settled_at = null,
      address = coalesce((select addresses->>message.channel from contact where key = message.contact), address)
    where id = ${id} and status = 'dead' and letter->'removed' is null and not exists (select from contact where key = message.contact and left_at is not null)
    returning address`.execute(db)
  if (rows.length > 0) return
  const known = await db.selectFrom('message').select(['status', 'letter']).where('id', '=', id).executeTakeFirst()
  if (known && 'removed' in known.letter)
    throw new Conflict({
      vi: 'Nội dung tin này đã xóa khi hết thời hạn lưu nên không gửi lại được.',
      en: 'What this message said was removed when its time was over, so it can’t be sent again.',
    })
  if (known?.status === 'dead')
    throw new Conflict({
      vi: 'Người nhận đã được đưa ra khỏi danh sách. Thêm lại người này ở «Người nhận» rồi gửi lại.',
      en: 'The recipient was taken off the list. Put them back under “Recipients”, then send it again.',
    })
  if (!known) throw new NotFound({ vi: `Không có tin số ${id}.`, en: `There is no message ${id}.` })
  throw new Conflict({ vi: 'Chỉ gửi lại được tin đã dừng gửi.', en: 'Only a message that was given up can be sent again.' })
}

export interface MessageTold {
  id: number
  contact: string
  name: string
  channel: ChannelKey
  address: string
  letter: Letter
  status: 'waiting' | 'sent' | 'dead'
  madeAt: Date
  dueAt: Date
  settledAt: Date | null
  seenAt: Date | null
  attempts: number
  /** What the other side said last. */
  answer: Localised | null
}

export interface MessageQuery {
  contact?: string | undefined
  channel?: ChannelKey | undefined
  status?: MessageTold['status'] | undefined
  alert?: number | undefined
  /** Of its alerts, of itself, and of what was ordered because of them. */
  checklist?: number | undefined
  unseen?: boolean | undefined
  ids?: number[] | undefined
  limit: number
}

const ofChecklist = (id: number) => sql`(
  cause like ${`checklist:${id}/%`}
  or exists (select from notification join checklist_alert using (alert_id) where message_id = message.id and checklist_id = ${id})
  or exists (select from directive join checklist_alert using (alert_id) where checklist_id = ${id} and cause like 'directive:' || directive.id || '/%'))`

/** Messages, the newest first. */
export async function findMessages(
  db: Db,
  { contact, channel, status, alert, checklist, unseen, ids, limit }: MessageQuery,
): Promise<MessageTold[]> {
  const { rows } = await sql<MessageTold>`
    select message.id, message.contact, contact.name, channel, address, letter, status, made_at as "madeAt", due_at as "dueAt", settled_at as "settledAt",
           seen_at as "seenAt", attempts, (select ${inBoth} from message_attempt where message_id = message.id order by id desc limit 1) as answer
    from message join contact on contact.key = message.contact
    where coalesce(message.contact = ${contact ?? null}::text, true) and coalesce(channel = ${channel ?? null}::text, true)
      and coalesce(status = ${status ?? null}::text, true) and (not ${unseen ?? false} or seen_at is null)
      and (${alert ?? null}::bigint is null or exists (select from notification where message_id = message.id and alert_id = ${alert ?? null}::bigint))
      and (${ids ?? null}::bigint[] is null or message.id = any(${ids ?? null}::bigint[]))
      and (${checklist ?? null}::bigint is null or ${ofChecklist(checklist ?? 0)})
    order by message.id desc limit ${limit}`.execute(db)
  return rows
}

export async function attemptsOf(db: Db, id: number): Promise<(Attempt & { at: Date })[]> {
  return db
    .selectFrom('message_attempt')
    .select(['at', 'took_ms as tookMs', 'outcome', inBoth.as('answer')])
    .where('message_id', '=', id)
    .orderBy('id')
    .execute()
}

/** Whoever reads a message in the console has it: the receipt of that channel. */
export async function seeMessages(db: Db, contact: string, ids: number[]): Promise<void> {
  if (ids.length === 0) return
  await db
    .updateTable('message')
    .set({ seen_at: sql`clock_timestamp()` })
    .where('id', 'in', ids)
    .where('contact', '=', contact)
    .where('channel', '=', 'in_app')
    .where('seen_at', 'is', null)
    .execute()
}
