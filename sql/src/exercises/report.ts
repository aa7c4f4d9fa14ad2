import { sql } from 'kysely'
import type { House } from '../alerts/sight.ts'
import type { MomentRead } from '../checklists/readings.ts'
import type { Db } from '../db.ts'
import { eventsOfExercise, findExercise } from './find.ts'
import { shownNow } from './shown.ts'

/** Readings of a checklist’s moments with what its exercise had shown by each in their place; `exercised` is of the world of exercises. */
export async function asExercised(
  exercised: Db,
  checklist: number,
  moments: MomentRead[],
  house: Pick<House, 'units' | 'province'>,
): Promise<MomentRead[]> {
  const { rows } = await sql<{ exercise: number }>`
    select exercise_id as exercise from checklist where id = ${checklist}`.execute(exercised)
  if (!rows[0]) return moments
  const { spec } = await findExercise(exercised, rows[0].exercise)
  const events = await eventsOfExercise(exercised, rows[0].exercise)
  return moments.map(({ at, readings }) => {
    const shown = events.filter((event) => event.kind === 'shown' && event.at <= at).length
    const values = new Map(
      shownNow(spec, { shown, status: 'running' }, house).readings.map(({ indicator, unitId, value }) => [
        `${indicator} ${house.units.get(unitId).key}`,
        value,
      ]),
    )
    return {
      at,
      readings: readings.map((each) => {
        const value = values.get(`${each.subject} ${each.unit}`)
        return value === undefined ? each : { ...each, value, state: 'ok' as const }
      }),
    }
  })
}
