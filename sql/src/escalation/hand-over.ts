import { sql } from 'kysely'
import { type Db, inBriefTransaction } from '../db.ts'
import type { ChannelKey } from './plan.ts'

/**
 * When a shift ends, whoever is on duty next for the same role is told what the one before was told and nobody has ended yet. Once a
 * shift, whichever process sees to it. Answers how many shifts ended.
 */
export async function handOver(db: Db, ways: ReadonlySet<ChannelKey>, at?: Date): Promise<number> {
  const now = at ?? sql<Date>`clock_timestamp()`
  return inBriefTransaction(db, async (trx) => {
    const { rows } = await sql<{ id: number; contact: string; next: string | null }>`
      select ended.id, ended.contact, (
        select other.contact from duty_shift other join contact on contact.key = other.contact
        where begins <= ${now} and ends > ${now} and left_at is null and contact.unit_id = who.unit_id and contact.role = who.role
        order by other.id desc limit 1) as next
      from duty_shift ended join contact who on who.key = ended.contact
      where ends <= ${now} and handed_at is null order by ends limit 100 for update of ended skip locked`.execute(trx)
    for (const { id, contact, next } of rows) {
      if (next !== null && next !== contact) await tell(trx, { shift: id, contact, next, now, ways })
      await trx.updateTable('duty_shift').set({ handed_at: now }).where('id', '=', id).execute()
    }
    return rows.length
  })
}

interface Handing {
  shift: number
  contact: string
  next: string
  now: Date | ReturnType<typeof sql<Date>>
  ways: ReadonlySet<ChannelKey>
}

/** By the same channels, where they are reached by them. */
async function tell(trx: Db, { shift, contact, next, now, ways }: Handing): Promise<void> {
  await sql`
    insert into notification (cause, alert_id, kind, contact, channel, made_at, from_at)
    select distinct ${`shift:${shift}/`} || alert_id, alert_id, 'handed', ${next}, notification.channel, ${now}::timestamptz, ${now}::timestamptz
    from notification join alert on alert.id = alert_id join contact on contact.key = ${next}
    where notification.contact = ${contact} and kind <> 'ended' and message_id is not null and status in ('firing', 'acknowledged')
      and (notification.channel = 'in_app' or (notification.channel = any(${[...ways]}::text[]) and addresses ? notification.channel))
    on conflict do nothing`.execute(trx)
}
