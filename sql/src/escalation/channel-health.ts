import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Localised } from '../pack/pack.ts'
import { inBoth } from './messages.ts'
import type { ChannelKey } from './plan.ts'

export interface ChannelHealth {
  channel: ChannelKey
  waiting: number
  /** Of the last 30 days. */
  sent: number
  dead: number
  lastSentAt: Date | null
  /** What the other side said at the last attempt, where it did not take the message. */
  trouble: Localised | null
}

/** How messages have gone by each channel in the last 30 days. */
export async function channelHealth(db: Db): Promise<Map<ChannelKey, ChannelHealth>> {
  const { rows } = await sql<ChannelHealth>`
    select channel, (count(*) filter (where status = 'waiting'))::float8 as waiting, (count(*) filter (where status = 'sent'))::float8 as sent,
           (count(*) filter (where status = 'dead'))::float8 as dead, max(settled_at) filter (where status = 'sent') as "lastSentAt",
           (select case when outcome <> 'sent' then ${inBoth} end from message_attempt join message other on other.id = message_id
            where other.channel = message.channel order by message_attempt.id desc limit 1) as trouble
    from message where made_at > clock_timestamp() - interval '30 days' group by channel`.execute(db)
  return new Map(rows.map((row) => [row.channel, row]))
}
