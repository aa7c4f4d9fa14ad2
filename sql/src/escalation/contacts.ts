import { sql } from 'kysely'
import { mustBeAsSeen } from '../as-seen.ts'
import { type Db, inTransaction } from '../db.ts'
import { Invalid, NotFound } from '../errors.ts'
import type { ChannelKey } from './plan.ts'

export interface Contact {
  key: string
  name: string
  unitId: number
  role: string
  /** Where to reach them, by channel; in the console everybody is reached. */
  addresses: Partial<Record<ChannelKey, string>>
  simulated: boolean
}

/** Those who may be told of alerts now. */
export async function listContacts(db: Db): Promise<Contact[]> {
  const rows = await db.selectFrom('contact').selectAll().where('left_at', 'is', null).orderBy('name').orderBy('key').execute()
  return rows.map(({ unit_id, left_at: _, ...contact }) => ({ ...contact, unitId: unit_id }))
}

/** Who is on duty at a moment; of several shifts of one person or role the last said holds. */
export async function onDuty(db: Db, at: Date): Promise<Set<string>> {
  const { rows } = await sql<{ contact: string }>`
    select distinct on (unit_id, role) duty_shift.contact from duty_shift join contact on contact.key = duty_shift.contact
    where begins <= ${at} and ends > ${at} and left_at is null order by unit_id, role, duty_shift.id desc`.execute(db)
  return new Set(rows.map(({ contact }) => contact))
}

/** Whom a step tells: who is on duty for the role in the unit, or all who have it where nobody is. */
export function whoIs(
  contacts: readonly Contact[],
  duty: ReadonlySet<string>,
  { role, unitId }: Pick<Contact, 'role' | 'unitId'>,
): Contact[] {
  const all = contacts.filter((contact) => contact.role === role && contact.unitId === unitId)
  const now = all.filter(({ key }) => duty.has(key))
  return now.length > 0 ? now : all
}

/** Makes or changes who may be told. */
export async function saveContact(db: Db, { unitId, addresses, ...contact }: Contact): Promise<void> {
  const kept = { ...contact, unit_id: unitId, addresses: JSON.stringify(addresses), left_at: null }
  await db
    .insertInto('contact')
    .values(kept)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(kept))
    .execute()
}

type Said = Pick<Contact, 'name' | 'unitId' | 'role' | 'addresses'>

/**
 * Makes or changes who may be told, as a person asks for it. `seen` is what was said of them when that person looked, null where there
 * was nobody; throws Conflict where somebody has changed it since.
 */
export async function changeContact(db: Db, key: string, { seen, after }: { seen: Said | null; after: Said }): Promise<void> {
  await inTransaction(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('contact'), hashtext(${key}))`.execute(trx)
    const known = (await listContacts(trx)).find((contact) => contact.key === key)
    const before = known ? saidOf(known) : null
    mustBeAsSeen(before, seen && saidOf(seen), { vi: 'người nhận này', en: 'this recipient' })
    await saveContact(trx, { key, ...after, simulated: false })
  })
}

const saidOf = ({ name, unitId, role, addresses }: Said): Said => ({ name, unitId, role, addresses })

/** Told nothing any more, not even what was on its way; what they were told stays. */
export async function removeContact(db: Db, key: string): Promise<void> {
  const { rows } = await sql`
    with gone as (update contact set left_at = clock_timestamp() where key = ${key} and left_at is null returning key)
    , over as (update duty_shift set ends = greatest(clock_timestamp(), begins + interval '1 second') from gone where contact = gone.key and ends > clock_timestamp())
    , given_up as (update message set status = 'dead', settled_at = clock_timestamp() from gone where contact = gone.key and status = 'waiting' returning message.id)
    , said as (
      insert into message_attempt (message_id, at, took_ms, outcome, answer, answer_en)
      select id, clock_timestamp(), 0, 'refused', 'Người nhận đã được đưa ra khỏi danh sách.', 'The recipient was taken off the list.' from given_up)
    select key from gone`.execute(db)
  if (rows.length === 0) throw new NotFound({ vi: 'Không có người nhận này.', en: 'There is no such recipient.' })
}

export interface Shift {
  id: number
  contact: string
  name: string
  unit: string
  role: string
  begins: Date
  ends: Date
}

/** The shifts under way at a moment or later, the first before. */
export async function listShifts(db: Db, from: Date): Promise<Shift[]> {
  const { rows } = await sql<Shift>`
    select duty_shift.id, contact.key as contact, contact.name, unit.name as unit, role, begins, ends
    from duty_shift join contact on contact.key = duty_shift.contact join unit on unit.id = contact.unit_id
    where ends > ${from} order by begins, duty_shift.id`.execute(db)
  return rows
}

const LONGEST_SHIFT_MS = 31 * 86_400_000

/** Puts somebody on duty. Where a shift of the same role lies in the way, this one holds while it lasts; said twice it is one. */
export async function addShift(
  db: Db,
  { contact, begins, ends, by }: Pick<Shift, 'contact' | 'begins' | 'ends'> & { by: string },
): Promise<number> {
  if (begins >= ends) throw new Invalid({ vi: 'Ca trực phải kết thúc sau khi bắt đầu.', en: 'A shift must end after it begins.' })
  if (ends.getTime() - begins.getTime() > LONGEST_SHIFT_MS)
    throw new Invalid({ vi: 'Một ca trực dài nhất 31 ngày.', en: 'A shift lasts 31 days at most.' })
  const known = await db
    .selectFrom('contact')
    .select('key')
    .where('key', '=', contact)
    .where('left_at', 'is', null)
    .executeTakeFirst()
  if (!known) throw new NotFound({ vi: 'Không có người nhận này.', en: 'There is no such recipient.' })
  return inTransaction(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('duty_shift'), hashtext(${contact}))`.execute(trx)
    const said = await trx
      .selectFrom('duty_shift')
      .select('id')
      .where('contact', '=', contact)
      .where('begins', '=', begins)
      .where('ends', '=', ends)
      .executeTakeFirst()
    if (said) return said.id
    const { id } = await trx
      .insertInto('duty_shift')
      .values({ contact, begins, ends, by, handed_at: null })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  })
}

/** Ends a shift now, or takes back one that has not begun; whoever is next is told what is open. */
export async function endShift(db: Db, id: number): Promise<void> {
  const { rows } = await sql`
    with ended as (update duty_shift set ends = clock_timestamp() where id = ${id} and begins < clock_timestamp() and ends > clock_timestamp() returning id)
    , gone as (delete from duty_shift where id = ${id} and begins >= clock_timestamp() returning id)
    select id from ended union all select id from gone`.execute(db)
  if (rows.length === 0) throw new NotFound({ vi: 'Ca trực này đã hết.', en: 'This shift is over already.' })
}
