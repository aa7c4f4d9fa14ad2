import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { NotFound } from '../errors.ts'
import type { ExerciseEvent, ExerciseLife } from './life.ts'
import { Scenario } from './scenario.ts'

export interface FoundExercise {
  id: number
  spec: Scenario
  sends: boolean
  life: ExerciseLife
}

const COLUMNS = sql`id, spec, sends, life`
const told = (row: FoundExercise): FoundExercise => ({ ...row, spec: Scenario.parse(row.spec) })

/** The exercise under way; null where none is. */
export async function exerciseUnderWay(db: Db): Promise<FoundExercise | null> {
  const { rows } = await sql<FoundExercise>`select ${COLUMNS} from exercise where status <> 'ended'`.execute(db)
  return rows[0] ? told(rows[0]) : null
}

/** Exercises, the newest first. */
export async function listExercises(db: Db, limit: number): Promise<FoundExercise[]> {
  const { rows } = await sql<FoundExercise>`select ${COLUMNS} from exercise order by id desc limit ${limit}`.execute(db)
  return rows.map(told)
}

export async function findExercise(db: Db, id: number): Promise<FoundExercise> {
  const { rows } = await sql<FoundExercise>`select ${COLUMNS} from exercise where id = ${id}`.execute(db)
  if (!rows[0]) throw new NotFound({ vi: `Không có cuộc diễn tập số ${id}.`, en: `There is no exercise ${id}.` })
  return told(rows[0])
}

export async function eventsOfExercise(db: Db, id: number): Promise<ExerciseEvent[]> {
  const rows = await db.selectFrom('exercise_event').select('event').where('exercise_id', '=', id).orderBy('id').execute()
  return rows.map(({ event }) => event as unknown as ExerciseEvent)
}

/** What an exercise made, by number; asked of the world of exercises. */
export interface MadeByExercise {
  alerts: number[]
  messages: number[]
  directives: number[]
  checklists: number[]
}

export async function madeByExercise(exercised: Db, id: number): Promise<MadeByExercise> {
  const { rows } = await sql<MadeByExercise>`
    select array(select id from alert where exercise_id = ${id} order by id)::float8[] as alerts,
           array(select id from message where exercise_id = ${id} order by id)::float8[] as messages,
           array(select id from directive where exercise_id = ${id} order by id)::float8[] as directives,
           array(select id from checklist where exercise_id = ${id} order by id)::float8[] as checklists`.execute(exercised)
  return rows[0] as MadeByExercise
}
