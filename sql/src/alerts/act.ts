import { sql } from 'kysely'
import { type Db, inTransaction } from '../db.ts'
import { Conflict, Invalid, NotFound } from '../errors.ts'
import { loadDomains } from '../pack/load.ts'
import { takeTurn } from './store.ts'

/** A person says that they have seen alerts; those seen already, or over, stay as they are. Answers which were. */
export async function acknowledgeAlerts(
  db: Db,
  ids: number[],
  { by, note }: { by: string; note?: string | undefined },
): Promise<number[]> {
  return inTransaction(db, async (trx) => {
    await takeTurn(trx)
    const { rows } = await sql<{ id: number }>`
      with seen as (
        update alert set status = 'acknowledged', acknowledged = level, acknowledged_by = ${by}, acknowledged_at = clock_timestamp()
        where id = any(${ids}::bigint[]) and status = 'firing' returning id, level, measured, flapping
      ), told as (
        insert into alert_event (alert_id, at, kind, level, measured, quiet, by, note)
        select id, clock_timestamp(), 'acknowledged', level, measured, flapping, ${by}, ${note ?? null} from seen
      )
      select id from seen order by id`.execute(trx)
    if (rows.length === 0 && ids.length > 0) await refuse(trx, ids)
    return rows.map(({ id }) => id)
  })
}

async function refuse(db: Db, ids: number[]): Promise<never> {
  const row = await db.selectFrom('alert').select(['status', 'acknowledged_by']).where('id', 'in', ids).executeTakeFirst()
  if (!row) throw new NotFound({ vi: 'Không có cảnh báo này.', en: 'There is no such alert.' })
  if (row.status === 'acknowledged')
    throw new Conflict({
      vi: `${row.acknowledged_by} đã tiếp nhận cảnh báo này.`,
      en: `${row.acknowledged_by} has acknowledged this alert already.`,
    })
  throw new Conflict({
    vi: 'Cảnh báo này không còn hoặc chưa đủ thời gian để kích hoạt. Tải lại danh sách để xem tình trạng mới nhất.',
    en: 'This alert is over, or has not been so for long enough to fire. Load the list again for how it stands.',
  })
}

/** For what nobody is disturbed: all that every part said here fits. */
export interface Silencing {
  rule?: string | undefined
  subject?: string | undefined
  domain?: string | undefined
  unitId?: number | undefined
  by: string
  why: string
  until: Date
}

const LONGEST_DAYS = 31

export async function silenceAlerts(
  db: Db,
  { rule, subject, domain, unitId, by, why, until }: Silencing,
  now = new Date(),
): Promise<number> {
  if (until <= now) throw new Invalid({ vi: 'Thời hạn tạm im phải ở sau thời điểm này.', en: 'The silence must end after now.' })
  if (until.getTime() - now.getTime() > LONGEST_DAYS * 86_400_000)
    throw new Invalid({
      vi: `Chỉ tạm im được nhiều nhất ${LONGEST_DAYS} ngày. Nếu không còn cần, hãy tắt quy tắc.`,
      en: `A silence lasts ${LONGEST_DAYS} days at most. Switch the rule off if it is needed no more.`,
    })
  await refuseStrange(db, { rule, domain })
  const { id } = await db
    .insertInto('alert_silence')
    .values({
      rule: rule ?? null,
      subject: subject ?? null,
      domain: domain ?? null,
      unit_id: unitId ?? null,
      by,
      why,
      until,
      ended_at: null,
      ended_by: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** What is not there disturbs nobody: whoever silences it meant something else. */
async function refuseStrange(db: Db, { rule, domain }: Pick<Silencing, 'rule' | 'domain'>): Promise<void> {
  const known = rule === undefined || (await db.selectFrom('alert_rule').select('key').where('key', '=', rule).executeTakeFirst())
  if (!known)
    throw new Invalid({
      vi: `Không có quy tắc cảnh báo «${rule}». Xem tên đúng ở «Quy tắc cảnh báo» rồi gửi lại.`,
      en: `There is no alert rule «${rule}». Find its name under “Alert rules”, then send again.`,
    })
  if (domain !== undefined && !(await loadDomains()).some(({ pack }) => pack.id === domain))
    throw new Invalid({ vi: `Không có lĩnh vực «${domain}».`, en: `There is no domain «${domain}».` })
}

export async function endSilence(db: Db, id: number, by: string): Promise<void> {
  const ended = await db
    .updateTable('alert_silence')
    .set({ ended_at: sql`clock_timestamp()`, ended_by: by })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('until', '>', sql<Date>`clock_timestamp()`)
    .returning('id')
    .executeTakeFirst()
  if (!ended) throw new NotFound({ vi: 'Lần tạm im này đã hết.', en: 'This silence is over already.' })
}

export interface Silence {
  id: number
  rule: string | null
  subject: string | null
  domain: string | null
  unit: string | null
  unitName: string | null
  by: string
  why: string
  madeAt: Date
  until: Date
}

/** The silences that hold at a moment, those that end first before. */
export async function silencesAt(db: Db, at: Date): Promise<Silence[]> {
  const { rows } = await sql<Silence>`
    select alert_silence.id, rule, subject, domain, unit.key as unit, unit.name as "unitName", by, why, made_at as "madeAt", until
    from alert_silence left join unit on unit.id = unit_id
    where made_at <= ${at} and until > ${at} and (ended_at is null or ended_at > ${at}) order by until, alert_silence.id`.execute(
    db,
  )
  return rows
}
