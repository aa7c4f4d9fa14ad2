import type { Db } from '../db.ts'
import { NotFound } from '../errors.ts'
import { registryAsOf } from '../indicators/versions.ts'
import type { DomainSwitches } from '../province/switches.ts'
import type { Moment } from '../readings/asked/moment.ts'
import type { UnitRegistry } from '../units/registry.ts'
import { type DescribedPlan, describePlan } from './describe.ts'
import { type Outlook, outlookOf } from './outlook.ts'
import { readPlans } from './progress.ts'
import { plansAsOf } from './versions.ts'

/** The plans as known at a moment, each clause with how it stands. `id` asks for one of them. */
export async function describePlans(
  db: Db,
  units: UnitRegistry,
  province: { unitId: number; domains: DomainSwitches },
  moment: Moment,
  { id, outlook = outlookOf(db, units) }: { id?: string; outlook?: Outlook } = {},
): Promise<DescribedPlan[]> {
  const known = (await plansAsOf(db, moment.asOf))?.value ?? []
  const asked = id === undefined ? known : known.filter((plan) => plan.id === id)
  if (id !== undefined && asked.length === 0)
    throw new NotFound(`There is no plan «${id}». There are: ${known.map((plan) => plan.id).join(', ') || 'none'}.`)
  const registry = await registryAsOf(db, moment.asOf)
  return (await readPlans({ db, units, registry, province, outlook }, asked, moment)).map(describePlan)
}
