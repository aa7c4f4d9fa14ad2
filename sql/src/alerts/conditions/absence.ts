import { readByUnit } from '../../readings/by-unit.ts'
import type { Condition } from '../rule.ts'
import type { AskOf, Finding } from '../sight.ts'

type Absence = Extract<Condition, { is: 'absence' }>

/** A number that nobody tells, or that is older than was promised. What is not due yet, or may not be shown, is not absent. */
export async function absence({ house, indicator, when, units, moment }: AskOf<Absence>): Promise<Finding[]> {
  const values = await readByUnit(house.db, house.units, indicator, units, moment)
  return values.map(({ unit, state, weighed }) => ({
    subject: indicator.id,
    unit,
    measured: weighed,
    level: state === 'missing' || state === 'stale' ? when.level : 'good',
    bound: null,
  }))
}
