import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { NotFound } from '../errors.ts'
import { Condition } from './directive.ts'
import { type DirectiveEvent, type DirectiveLife, isOpen, lifeOf } from './life.ts'

export interface FoundDirective {
  id: number
  number: string | null
  title: string
  body: string
  issuedBy: string
  unit: string
  unitName: string
  /** Names of the units that help. */
  beside: string[]
  alert: number | null
  subject: string | null
  condition: Condition | null
  workingDays: number
  explainBy: Date | null
  life: DirectiveLife
}

export interface DirectiveQuery {
  open?: boolean | undefined
  unit?: string | undefined
  alert?: number | undefined
  subject?: string | undefined
  limit: number
}

const COLUMNS = sql`
  directive.id, number, title, body, issued_by as "issuedBy", unit.key as unit, unit.name as "unitName",
  array(select helping.name from unit helping where helping.id = any(beside) order by helping.name) as beside,
  alert_id as alert, subject, condition, working_days as "workingDays", explain_by as "explainBy", life`

/** Directives: those open before, of them the most overdue first; then those that are over, the newest first. */
export async function findDirectives(db: Db, { open, unit, alert, subject, limit }: DirectiveQuery): Promise<FoundDirective[]> {
  const { rows } = await sql<FoundDirective>`
    select ${COLUMNS} from directive join unit on unit.id = unit_id
    where (${open ?? null}::boolean is null or (status in ('issued', 'accepted')) = ${open ?? null}::boolean)
      and coalesce(unit.key = ${unit ?? null}::text, ${unit === undefined}) and coalesce(alert_id = ${alert ?? null}::bigint, ${alert === undefined})
      and coalesce(subject = ${subject ?? null}::text, ${subject === undefined})
    order by status in ('issued', 'accepted') desc, case when status in ('issued', 'accepted') then due_at end, directive.id desc limit ${limit}`.execute(
    db,
  )
  return rows.map(told)
}

const told = (row: FoundDirective): FoundDirective => ({ ...row, condition: row.condition && Condition.parse(row.condition) })

export async function findDirective(db: Db, id: number): Promise<FoundDirective> {
  const { rows } = await sql<FoundDirective>`
    select ${COLUMNS} from directive join unit on unit.id = unit_id where directive.id = ${id}`.execute(db)
  if (!rows[0]) throw new NotFound({ vi: `Không có chỉ đạo số ${id}.`, en: `There is no directive ${id}.` })
  return told(rows[0])
}

export async function eventsOfDirective(db: Db, id: number): Promise<DirectiveEvent[]> {
  const rows = await db.selectFrom('directive_event').select('event').where('directive_id', '=', id).orderBy('id').execute()
  return rows.map(({ event }) => event as unknown as DirectiveEvent)
}

/** What was under way at a moment of the past, as it stood then; the most overdue first. */
export async function directivesOpenAt(db: Db, at: Date): Promise<FoundDirective[]> {
  const { rows } = await sql<FoundDirective & { events: DirectiveEvent[] }>`
    select ${COLUMNS}, events from directive join unit on unit.id = unit_id
    cross join lateral (
      select jsonb_agg(event order by directive_event.id) as events from directive_event
      where directive_id = directive.id and (event->>'at')::timestamptz <= ${at}) told
    where events is not null`.execute(db)
  return rows
    .map(({ events, ...row }) => told({ ...row, life: lifeOf(events) }))
    .filter(({ life }) => isOpen(life))
    .sort((a, b) => Date.parse(a.life.dueAt) - Date.parse(b.life.dueAt))
}

export async function findEvidence(db: Db, id: number, file: number) {
  const row = await db
    .selectFrom('directive_file')
    .select(['name', 'media_type as mediaType', 'body'])
    .where('directive_id', '=', id)
    .where('id', '=', file)
    .executeTakeFirst()
  if (!row) throw new NotFound({ vi: 'Không có tệp này.', en: 'There is no such file.' })
  return row
}

/** How a unit answers. */
export interface UnitAnswering {
  unit: string
  name: string
  open: number
  overdue: number
  closed: number
  /** Of those that are closed, those that were in time. */
  inTime: number
  relapses: number
  /** Hours until it accepted, and until it explained, in the middle; null where it never did. */
  acceptHours: number | null
  explainHours: number | null
}

/** Units that were ordered something, those with most overdue first; of the others who answers best. */
export async function unitsAnswering(db: Db, at: Date): Promise<UnitAnswering[]> {
  const { rows } = await sql<UnitAnswering>`
    select unit.key as unit, unit.name,
      (count(*) filter (where status in ('issued', 'accepted')))::float8 as open,
      (count(*) filter (where status in ('issued', 'accepted') and due_at < ${at}))::float8 as overdue,
      (count(*) filter (where status = 'closed'))::float8 as closed,
      (count(*) filter (where status = 'closed' and (life->>'closedAt')::timestamptz <= due_at))::float8 as "inTime",
      (coalesce(sum((life->>'relapses')::int), 0))::float8 as relapses,
      percentile_cont(0.5) within group (order by extract(epoch from (life->>'acceptedAt')::timestamptz - (life->>'issuedAt')::timestamptz) / 3600)::float8 as "acceptHours",
      percentile_cont(0.5) within group (order by extract(epoch from (life->>'explainedAt')::timestamptz - (life->>'issuedAt')::timestamptz) / 3600)::float8 as "explainHours"
    from directive join unit on unit.id = unit_id where status <> 'withdrawn' group by unit.key, unit.name
    order by overdue desc, case when count(*) filter (where status = 'closed') = 0 then null
      else (count(*) filter (where status = 'closed' and (life->>'closedAt')::timestamptz <= due_at))::float8 / count(*) filter (where status = 'closed') end desc nulls last,
      "acceptHours" nulls last, unit.name`.execute(db)
  return rows
}
