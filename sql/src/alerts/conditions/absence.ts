import type { Condition } from '../rule.ts'
import { readForRule } from '../shared-readings.ts'
import type { AskOf, Finding } from '../sight.ts'

type Absence = Extract<Condition, { is: 'absence' }>

/** A number that nobody tells, or that is older than was promised. What is not due yet, or may not be shown, is not absent. */
export async function absence({ house, subject, indicator, when, units, moment }: AskOf<Absence>): Promise<Finding[]> {
  const values = await readForRule(house, indicator, units, moment)
  return values.map(({ unit, state, weighed }) => ({
    subject,
    unit,
    measured: weighed,
    level: state === 'missing' || state === 'stale' ? when.level : 'good',
    bound: null,
  }))
}
