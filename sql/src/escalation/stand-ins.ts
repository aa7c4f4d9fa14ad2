import type { Db } from '../db.ts'
import { registryAsOf } from '../indicators/versions.ts'
import { currentProvince } from '../province/find.ts'
import { loadUnitRegistry } from '../units/registry.ts'
import { saveContact } from './contacts.ts'
import { rosterGaps } from './gaps.ts'
import { loadEscalationPlan } from './plan.ts'

/** Beside simulated sources stand simulated people, one for each role that the plan looks for, who are told in the console alone. Once: who was taken off stays off. */
export async function standInRecipients(db: Db): Promise<void> {
  if (await db.selectFrom('contact').select('key').limit(1).executeTakeFirst()) return
  const province = await currentProvince(db)
  const units = await loadUnitRegistry(db)
  const plan = loadEscalationPlan(province.key)
  const house = { registry: await registryAsOf(db, null), units, province }
  for (const { unitId, roles } of await rosterGaps(db, house, plan, []))
    for (const role of roles) {
      const unit = units.get(unitId)
      await saveContact(db, {
        key: `sim-${role.replaceAll('_', '-')}-${unit.key}`.slice(0, 64),
        name: `${plan.roles[role]?.vi} – ${unit.name}`,
        unitId,
        role,
        addresses: {},
        simulated: true,
      })
    }
}
