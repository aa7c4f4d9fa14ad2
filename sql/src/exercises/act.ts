import { sql } from 'kysely'
import type { House } from '../alerts/sight.ts'
import { numberOf } from '../alerts/subject.ts'
import { type Db, inTransaction } from '../db.ts'
import { Conflict, Invalid, NotFound } from '../errors.ts'
import { tellUnits } from '../escalation/notes.ts'
import { Owners } from '../escalation/owner.ts'
import type { EscalationPlan } from '../escalation/plan.ts'
import { putAway } from './end.ts'
import { begun, dueNow, type ExerciseAct, type ExerciseEvent, type ExerciseLife, mayAct, next, nextLook } from './life.ts'
import { Scenario } from './scenario.ts'

/** `db` is of the world of exercises. */
export type ExerciseOffice = Pick<House, 'db' | 'registry' | 'units' | 'province'>

/** Begins an exercise; refused while another is under way, or where it shows what this province does not have. */
export async function startExercise(
  office: ExerciseOffice,
  scenarios: Scenario[],
  { key, by, sends }: { key: string; by: string; sends: boolean },
  at = new Date(),
): Promise<number> {
  const spec = scenarios.find(({ id }) => id === key)
  if (!spec) throw new NotFound({ vi: `Không có kịch bản «${key}».`, en: `There is no scenario «${key}».` })
  assertShowable(office, spec)
  const started = { kind: 'started', at: at.toISOString(), by, sends } as const
  const life = begun(started)
  return inTransaction(office.db, async (trx) => {
    const { rows } = await sql<{ id: number }>`
      insert into exercise (key, spec, sends, life, status, look_at)
      values (${key}, ${JSON.stringify(spec)}::jsonb, ${sends}, ${JSON.stringify(life)}::jsonb, ${life.status}, ${nextLook(spec, life)})
      on conflict do nothing returning id`.execute(trx)
    if (!rows[0])
      throw new Conflict({
        vi: 'Đang có một cuộc diễn tập. Kết thúc cuộc đó trước khi bắt đầu cuộc khác.',
        en: 'An exercise is under way. End it before you begin another.',
      })
    await writeEvents(trx, rows[0].id, [started])
    return rows[0].id
  })
}

function assertShowable({ registry, units }: ExerciseOffice, { injects }: Scenario): void {
  for (const each of injects.flatMap(({ shows }) => shows)) {
    if (each.is !== 'reading') continue
    if (!numberOf(registry, each.indicator))
      throw new Invalid({ vi: `Không có chỉ tiêu «${each.indicator}».`, en: `There is no indicator «${each.indicator}».` })
    if (each.unit !== undefined) units.find(each.unit)
  }
}

interface Stored {
  id: number
  spec: Scenario
  life: ExerciseLife
}

/** Pauses an exercise, goes on with it or to what it shows next, or ends it. */
export async function actOnExercise(
  office: ExerciseOffice,
  plan: EscalationPlan,
  id: number,
  { act, by }: { act: ExerciseAct; by: string },
  at = new Date(),
): Promise<ExerciseLife> {
  return inTransaction(office.db, async (trx) => {
    const exercise = await lock(trx, id)
    if (!exercise) throw new NotFound({ vi: `Không có cuộc diễn tập số ${id}.`, en: `There is no exercise ${id}.` })
    if (!mayAct(exercise.spec, exercise.life, act))
      throw new Conflict({
        vi: 'Việc này không làm được ở tình trạng hiện nay của cuộc diễn tập.',
        en: 'This can’t be done as the exercise stands now.',
      })
    const when = at.toISOString()
    const event: ExerciseEvent =
      act === 'shown' ? { kind: act, at: when, by, inject: exercise.life.shown } : { kind: act, at: when, by }
    return keep({ ...office, db: trx }, plan, exercise, [event], at)
  })
}

/** Shows what is due of the exercise under way, and ends one whose time is over. By one process at a time; answers how much happened. */
export async function playExercise(office: ExerciseOffice, plan: EscalationPlan, at = new Date()): Promise<number> {
  return inTransaction(office.db, async (trx) => {
    const { rows } = await sql<Stored>`
      select id, spec, life from exercise where status <> 'ended' and look_at <= ${at} for no key update skip locked`.execute(trx)
    const [row] = rows
    if (!row) return 0
    const exercise = { ...row, spec: Scenario.parse(row.spec) }
    const events = dueNow(exercise.spec, exercise.life, at)
    await keep({ ...office, db: trx }, plan, exercise, events, at)
    return events.length
  })
}

/** Whatever is being made of it meanwhile names it, and need not wait. */
async function lock(trx: Db, id: number): Promise<Stored | null> {
  const { rows } = await sql<Stored>`select id, spec, life from exercise where id = ${id} for no key update`.execute(trx)
  return rows[0] ? { ...rows[0], spec: Scenario.parse(rows[0].spec) } : null
}

async function keep(
  office: ExerciseOffice,
  plan: EscalationPlan,
  { id, spec, life: before }: Stored,
  events: ExerciseEvent[],
  at: Date,
): Promise<ExerciseLife> {
  const { db } = office
  const life = events.reduce((made, event) => next(spec, made, event), before)
  await writeEvents(db, id, events)
  for (const event of events) if (event.kind === 'shown') await tellSignals(office, plan, { id, spec }, event.inject)
  // While it still is the exercise under way: what is put away is of it.
  if (life.status === 'ended') await putAway(db, id, at)
  // What is shown otherwise is asked of at once.
  else if (life.shown !== before.shown) await sql`update alert_watch set due_at = ${at}`.execute(db)
  await db
    .updateTable('exercise')
    .set({ life: JSON.stringify(life), status: life.status, look_at: nextLook(spec, life) })
    .where('id', '=', id)
    .execute()
  return life
}

async function writeEvents(trx: Db, id: number, events: ExerciseEvent[]): Promise<void> {
  for (const event of events)
    await trx
      .insertInto('exercise_event')
      .values({ exercise_id: id, at: event.at, event: JSON.stringify(event) })
      .execute()
}

/** What citizens and the press say reaches whoever answers for the domain. */
async function tellSignals(
  office: ExerciseOffice,
  plan: EscalationPlan,
  { id, spec }: Pick<Stored, 'id' | 'spec'>,
  inject: number,
): Promise<void> {
  const { db, registry, province } = office
  const owners = await Owners.of(db, office, new Date())
  for (const [index, each] of (spec.injects[inject]?.shows ?? []).entries()) {
    if (each.is !== 'report') continue
    const indicator = registry.indicators.find((known) => known.id.startsWith(`${each.domain}.`))
    const unitId = indicator ? owners.of({ rule: '', subject: indicator.id, unit: province.unit }) : province.unitId
    const said = {
      headline: `${each.from}: ${each.text.vi}`,
      lines: [spec.injects[inject]?.title.vi ?? ''],
      level: 'warn' as const,
    }
    await tellUnits(db, plan, [{ ...said, cause: `exercise:${id}/${inject}/${index}`, unitId, path: `/console/exercises/${id}` }])
  }
}
