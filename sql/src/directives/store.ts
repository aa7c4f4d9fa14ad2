import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { NotFound } from '../errors.ts'
import { Condition } from './directive.ts'
import { type DirectiveEvent, type DirectiveLife, next } from './life.ts'

export interface StoredDirective {
  id: number
  title: string
  issuedBy: string
  unitId: number
  workingDays: number
  condition: Condition | null
  life: DirectiveLife
  explainBy: Date | null
}

interface Row extends Omit<StoredDirective, 'condition'> {
  condition: unknown
}

const COLUMNS = sql`id, title, issued_by as "issuedBy", unit_id as "unitId", working_days as "workingDays", condition, life, explain_by as "explainBy"`
const stored = ({ condition, ...row }: Row): StoredDirective => ({
  ...row,
  condition: condition === null ? null : Condition.parse(condition),
})

/** A directive under its lock: whoever acts on it waits for whoever does. */
export async function lockDirective(trx: Db, id: number): Promise<StoredDirective> {
  const { rows } = await sql<Row>`select ${COLUMNS} from directive where id = ${id} for update`.execute(trx)
  if (!rows[0]) throw new NotFound({ vi: `Không có chỉ đạo số ${id}.`, en: `There is no directive ${id}.` })
  return stored(rows[0])
}

/** One of those whose time to be looked at has come, under its lock; null where none is left that nobody else is at. */
export async function takeDue(trx: Db, at: Date): Promise<StoredDirective | null> {
  const { rows } = await sql<Row>`
    select ${COLUMNS} from directive where look_at <= ${at} order by look_at limit 1 for update skip locked`.execute(trx)
  return rows[0] ? stored(rows[0]) : null
}

/** Keeps what happened, and what it makes of the directive. */
export async function keepEvents(
  trx: Db,
  { id, life: before }: Pick<StoredDirective, 'id' | 'life'>,
  events: DirectiveEvent[],
  { explainBy, lookAt }: { explainBy: Date | null; lookAt: Date | null },
): Promise<DirectiveLife> {
  const life = events.reduce(next, before)
  for (const event of events)
    await trx
      .insertInto('directive_event')
      .values({ directive_id: id, at: event.at, event: JSON.stringify(event) })
      .execute()
  await trx
    .updateTable('directive')
    .set({ life: JSON.stringify(life), status: life.status, due_at: life.dueAt, explain_by: explainBy, look_at: lookAt })
    .where('id', '=', id)
    .execute()
  return life
}

/** When the clock has something to say of an open directive: the number, the explanation, or the end of its time. */
export function nextLook(
  { dueAt, isOverdueTold }: Pick<DirectiveLife, 'dueAt' | 'isOverdueTold'>,
  { looksAt, explainBy }: { looksAt: Date | null; explainBy: Date | null },
): Date | null {
  const moments = [looksAt, explainBy, isOverdueTold ? null : new Date(dueAt)].filter((each) => each !== null)
  return moments.length === 0 ? null : new Date(Math.min(...moments.map((each) => each.getTime())))
}
