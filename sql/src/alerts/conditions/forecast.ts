import { outlookOf } from '../../plans/outlook.ts'
import { readPlans } from '../../plans/progress.ts'
import { plansAsOf } from '../../plans/versions.ts'
import type { Condition } from '../rule.ts'
import type { Ask, Finding } from '../sight.ts'

type Forecast = Extract<Condition, { is: 'forecast' }>

/** Clauses of plans that are forecast to miss what they ask for, or have missed it. */
export async function forecast({ house, when, moment }: Ask<Forecast>): Promise<Finding[]> {
  const { db, units, registry, province } = house
  const plans = (await plansAsOf(db, moment.asOf))?.value ?? []
  const read = await readPlans({ db, units, registry, province, outlook: outlookOf(db, units) }, plans, moment)
  return read.flatMap(({ plan, clauses }) =>
    clauses.flatMap(({ clause, unit, status, actual }): Finding[] => {
      if (status === 'not_begun') return []
      const level =
        status === 'unmeasured' ? 'unknown' : status === 'at_risk' ? when.at_risk : status === 'late' ? when.late : 'good'
      return [{ subject: `clause:${plan.id}/${clause.id}`, unit, measured: actual, level, bound: null }]
    }),
  )
}
