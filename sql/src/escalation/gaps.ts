import { ALL_FEEDS, ALL_PLANS, watchesOf } from '../alerts/find-out.ts'
import { listAlertRules } from '../alerts/rules.ts'
import type { House } from '../alerts/sight.ts'
import type { Db } from '../db.ts'
import { listFeeds } from '../feeds/find.ts'
import type { Contact } from './contacts.ts'
import { Owners } from './owner.ts'
import type { EscalationPlan } from './plan.ts'

export interface Gap {
  unitId: number
  /** In the plan’s order. */
  roles: string[]
}

/** Units that answer for something of which alerts are made, with the roles that the plan looks for there and nobody has: those lacking most first. */
export async function rosterGaps(
  db: Db,
  house: Pick<House, 'registry' | 'units' | 'province'>,
  { roles, chains }: Pick<EscalationPlan, 'roles' | 'chains'>,
  contacts: readonly Contact[],
): Promise<Gap[]> {
  const { province } = house
  const owners = await Owners.of(db, house, new Date())
  const feeds = (await listFeeds(db)).map(({ spec }) => `feed:${spec.id}`)
  const subjects = (await listAlertRules(db)).flatMap((rule) =>
    watchesOf(rule, house)
      .filter((watch) => watch !== ALL_PLANS)
      .flatMap((watch) => (watch === ALL_FEEDS ? feeds : [watch]))
      .map((subject) => ({ rule: rule.id, subject, unit: null })),
  )
  const answering = new Set(subjects.map((subject) => owners.of(subject)))
  const steps = chains.flatMap((chain) => chain.steps)
  const needed = (of: 'owner' | 'province') =>
    Object.keys(roles).filter((role) => steps.some((step) => step.role === role && step.of === of))
  const rolesOf = (unitId: number) => [
    ...new Set([...(answering.has(unitId) ? needed('owner') : []), ...(unitId === province.unitId ? needed('province') : [])]),
  ]
  return [...new Set([...answering, province.unitId])]
    .map((unitId) => ({
      unitId,
      roles: rolesOf(unitId).filter((role) => !contacts.some((contact) => contact.unitId === unitId && contact.role === role)),
    }))
    .filter(({ roles }) => roles.length > 0)
    .sort((a, b) => b.roles.length - a.roles.length || a.unitId - b.unitId)
}
