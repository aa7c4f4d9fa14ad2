import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { NotFound } from '../errors.ts'
import { Checklist } from './checklist.ts'
import { type ChecklistEvent, type ChecklistLife, next, nextLook } from './life.ts'

export interface StoredChecklist {
  id: number
  key: string
  spec: Checklist
  unitId: number
  ownerId: number
  life: ChecklistLife
}

const COLUMNS = sql`id, key, spec, unit_id as "unitId", owner_id as "ownerId", life`

const stored = (row: Omit<StoredChecklist, 'spec'> & { spec: unknown }): StoredChecklist => ({
  ...row,
  spec: Checklist.parse(row.spec),
})

/** A checklist under its lock: whoever acts on it waits for whoever does. */
export async function lockChecklist(trx: Db, id: number): Promise<StoredChecklist> {
  const { rows } = await sql<StoredChecklist>`select ${COLUMNS} from checklist where id = ${id} for update`.execute(trx)
  if (!rows[0]) throw new NotFound({ vi: `Không có quy trình số ${id}.`, en: `There is no checklist ${id}.` })
  return stored(rows[0])
}

/** One of those of which the clock has something to say, under its lock; null where none is left that nobody else is at. */
export async function takeDue(trx: Db, at: Date): Promise<StoredChecklist | null> {
  const { rows } = await sql<StoredChecklist>`
    select ${COLUMNS} from checklist where look_at <= ${at} order by look_at limit 1 for update skip locked`.execute(trx)
  return rows[0] ? stored(rows[0]) : null
}

/** Keeps what happened, and what it makes of the checklist. */
export async function keepEvents(
  trx: Db,
  { id, spec, life: before }: Pick<StoredChecklist, 'id' | 'spec' | 'life'>,
  events: ChecklistEvent[],
): Promise<ChecklistLife> {
  const life = events.reduce((made, event) => next(spec, made, event), before)
  await writeEvents(trx, id, events)
  await trx
    .updateTable('checklist')
    .set({ life: JSON.stringify(life), status: life.status, look_at: nextLook(life) })
    .where('id', '=', id)
    .execute()
  return life
}

export async function writeEvents(trx: Db, id: number, events: ChecklistEvent[]): Promise<void> {
  for (const event of events)
    await trx
      .insertInto('checklist_event')
      .values({ checklist_id: id, at: event.at, event: JSON.stringify(event) })
      .execute()
}
