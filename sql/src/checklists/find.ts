import { sql } from 'kysely'
import type { Severity } from '../alerts/rule.ts'
import type { Db } from '../db.ts'
import { NotFound } from '../errors.ts'
import { Checklist } from './checklist.ts'
import type { ChecklistEvent, ChecklistLife } from './life.ts'

/** An alert a checklist is of. */
interface AlertOfChecklist {
  id: number
  subject: string
  unit: string | null
  unitName: string | null
  status: string
  level: Severity
}

export interface FoundChecklist {
  id: number
  key: string
  spec: Checklist
  unit: string
  unitName: string
  ownerName: string
  life: ChecklistLife
  former: number | null
  alerts: AlertOfChecklist[]
}

export interface ChecklistQuery {
  running?: boolean | undefined
  alert?: number | undefined
  limit: number
}

const COLUMNS = sql`
  checklist.id, checklist.key, checklist.spec, unit.key as unit, unit.name as "unitName", owner.name as "ownerName", life, former,
  (select jsonb_agg(jsonb_build_object('id', alert.id, 'subject', subject, 'unit', whose.key, 'unitName', whose.name, 'status', alert.status, 'level', level) order by alert.id)
   from checklist_alert join alert on alert.id = alert_id left join unit whose on whose.id = alert.unit_id where checklist_id = checklist.id) as alerts`

const told = (row: FoundChecklist): FoundChecklist => ({ ...row, spec: Checklist.parse(row.spec) })

/** Checklists: those that run before, of them those of which somebody must be told first; then those that are over, the newest first. */
export async function findChecklists(db: Db, { running, alert, limit }: ChecklistQuery): Promise<FoundChecklist[]> {
  const { rows } = await sql<FoundChecklist>`
    select ${COLUMNS} from checklist join unit on unit.id = unit_id join unit owner on owner.id = owner_id
    where (${running ?? null}::boolean is null or (status = 'running') = ${running ?? null}::boolean)
      and (${alert ?? null}::bigint is null or exists (select from checklist_alert where checklist_id = checklist.id and alert_id = ${alert ?? null}::bigint))
    order by status = 'running' desc,
      case when status = 'running' then (select min(step->>'dueAt') from jsonb_array_elements(life->'steps') step where step->>'status' = 'open') end,
      checklist.id desc limit ${limit}`.execute(db)
  return rows.map(told)
}

export async function findChecklist(db: Db, id: number): Promise<FoundChecklist> {
  const { rows } = await sql<FoundChecklist>`
    select ${COLUMNS} from checklist join unit on unit.id = unit_id join unit owner on owner.id = owner_id where checklist.id = ${id}`.execute(
    db,
  )
  if (!rows[0]) throw new NotFound({ vi: `Không có quy trình số ${id}.`, en: `There is no checklist ${id}.` })
  return told(rows[0])
}

export async function eventsOfChecklist(db: Db, id: number): Promise<ChecklistEvent[]> {
  const rows = await db.selectFrom('checklist_event').select('event').where('checklist_id', '=', id).orderBy('id').execute()
  return rows.map(({ event }) => event as unknown as ChecklistEvent)
}

export async function findShown(db: Db, id: number, file: number) {
  const row = await db
    .selectFrom('checklist_file')
    .select(['name', 'media_type as mediaType', 'body'])
    .where('checklist_id', '=', id)
    .where('id', '=', file)
    .executeTakeFirst()
  if (!row) throw new NotFound({ vi: 'Không có tệp này.', en: 'There is no such file.' })
  return row
}
