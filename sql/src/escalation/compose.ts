import { sql } from 'kysely'
import { type FoundAlert, findAlertsById } from '../alerts/find.ts'
import type { House } from '../alerts/sight.ts'
import { numberOf } from '../alerts/subject.ts'
import { SubjectNames } from '../alerts/subject-names.ts'
import { type Db, inBriefTransaction } from '../db.ts'
import { momentOf } from '../readings/asked/moment.ts'
import { readSeries } from '../readings/series/series.ts'
import { addDays, dayOf, startOfDay } from '../time/hanoi.ts'
import { type AlertLetter, type LetterItem, type LetterKind, letterOf } from './letter.ts'
import type { ChannelKey, EscalationPlan } from './plan.ts'

/** Each further message of an hour waits for so much more to come: of a storm the first word comes at once, the others ever rarer. */
const SPACING_S = 20
const TREND_DAYS = 30
/** Trends are drawn for what a letter shows first. */
const TRENDS = 6

/** A person by a channel. */
interface Recipient {
  contact: string
  channel: ChannelKey
  address: string | null
}

interface Waiting {
  id: number
  alert_id: number
  kind: LetterKind
}

/**
 * Makes messages of what waits to be told: all that is due for one person by one channel is one message. What was seen to or is over before
 * anybody was told of it is dropped, and said to be; what is more than a person is to get in an hour waits, and comes together.
 * Answers how many messages there are.
 */
export async function composeMessages(
  house: Pick<House, 'db' | 'registry' | 'units' | 'province'>,
  plan: EscalationPlan,
  at?: Date,
): Promise<number> {
  const { db, registry } = house
  await dropWhatIsSettled(db, at)
  const recipients = await recipientsNow(db, plan, at)
  if (recipients.length === 0) return 0
  const names = await SubjectNames.read(db, registry)
  let made = 0
  for (const recipient of recipients) if (await compose(house, names, recipient, at)) made++
  return made
}

const clock = (at: Date | undefined) => at ?? sql<Date>`clock_timestamp()`

async function dropWhatIsSettled(db: Db, at: Date | undefined): Promise<void> {
  await sql`
    update notification set dropped = case when left_at is not null then 'left' when status = 'acknowledged' then 'acknowledged' else 'over' end
    from alert, contact
    where message_id is null and dropped is null and from_at <= ${clock(at)} and alert.id = alert_id and contact.key = notification.contact
      and (left_at is not null or (kind in ('told', 'escalated') and status in ('acknowledged', 'resolved')))`.execute(db)
}

/** Whom something waits for, and who may be written to now: a note lately written holds up no news of an alert. */
async function recipientsNow(db: Db, { most }: EscalationPlan, at: Date | undefined): Promise<Recipient[]> {
  const now = clock(at)
  const { rows } = await sql<Recipient & { lately: number }>`
    select waiting.contact, waiting.channel, addresses->>waiting.channel as address, lately
    from (select distinct contact, channel from notification where message_id is null and dropped is null and from_at <= ${now}) waiting
    join contact on contact.key = waiting.contact
    cross join lateral (
      select count(*)::float8 as lately, (count(*) filter (where cause is null))::float8 as letters, max(made_at) filter (where cause is null) as last_at
      from message
      where message.contact = waiting.contact and message.channel = waiting.channel and made_at > ${now}::timestamptz - interval '1 hour'
    ) before
    where last_at is null or last_at + letters * make_interval(secs => ${SPACING_S}) <= ${now}
    order by waiting.contact, waiting.channel`.execute(db)
  return rows.filter(({ channel, lately }) => lately < (most[channel] ?? Number.POSITIVE_INFINITY))
}

async function compose(
  house: Pick<House, 'db' | 'registry' | 'units' | 'province'>,
  names: SubjectNames,
  { contact, channel, address }: Recipient,
  at: Date | undefined,
): Promise<boolean> {
  return inBriefTransaction(house.db, async (trx) => {
    const { rows } = await sql<Waiting>`
      select id, alert_id, kind from notification
      where contact = ${contact} and channel = ${channel} and message_id is null and dropped is null and from_at <= ${clock(at)}
      order by id for update skip locked`.execute(trx)
    // Somebody else writes it.
    if (rows.length === 0) return false
    const letter = await write({ ...house, db: trx }, names, rows)
    const isHere = channel === 'in_app'
    const { id } = await trx
      .insertInto('message')
      .values({
        contact,
        channel,
        address: address ?? '',
        letter: JSON.stringify(letter),
        made_at: clock(at),
        due_at: clock(at),
        // In the console it has arrived as soon as it is there.
        status: isHere ? 'sent' : 'waiting',
        settled_at: isHere ? (clock(at) as Date) : null,
        seen_at: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await sql`update notification set message_id = ${id} where id = any(${rows.map((row) => row.id)}::bigint[])`.execute(trx)
    return true
  })
}

async function write(
  house: Pick<House, 'db' | 'registry' | 'units' | 'province'>,
  names: SubjectNames,
  waiting: Waiting[],
): Promise<AlertLetter> {
  const found = await findAlertsById(house.db, [...new Set(waiting.map(({ alert_id }) => alert_id))])
  const alerts = new Map(found.map((alert) => [alert.id, alert]))
  const items = waiting.map(({ kind, alert_id }): LetterItem => ({ kind, alert: alerts.get(alert_id) as FoundAlert }))
  const letter = letterOf(items, names)
  const shown = letter.groups.flatMap(({ lines }) => lines).slice(0, TRENDS)
  for (const line of shown) Object.assign(line, await besides(house, alerts.get(line.alert) as FoundAlert))
  return letter
}

/** What an alert is seen against: its target, and its last days. */
async function besides(
  { db, registry, units, province }: Pick<House, 'db' | 'registry' | 'units' | 'province'>,
  { subject, unit }: FoundAlert,
): Promise<{ target: number | null; trend: (number | null)[] }> {
  const indicator = numberOf(registry, subject)
  if (!indicator) return { target: null, trend: [] }
  const { id, key, kind } = units.find(unit ?? province.unit)
  const moment = momentOf()
  const today = dayOf(moment.at)
  const span = { from: startOfDay(addDays(today, 1 - TREND_DAYS)), to: startOfDay(addDays(today, 1)) }
  const points = await readSeries(db, units, indicator, id, span, 'day', moment)
  const target = indicator.targetFor({ key, kind, ancestors: [] }, today)
  return { target: target?.value ?? null, trend: points.map(({ value }) => value) }
}
