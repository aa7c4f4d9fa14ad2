import type { Db } from '../db.ts'
import { loadDomains } from '../pack/load.ts'
import type { Localised, Personal } from '../pack/pack.ts'
import { currentProvince } from '../province/find.ts'
import { HOUSE_PERSONAL, type HousePersonal } from './house.ts'
import { REMOVALS } from './removals.ts'
import { type RetentionRun, retentionRuns } from './remove.ts'
import { Retention, type RetentionRule } from './retention.ts'

/** Everything that is kept of persons: by domain as its pack declares it, and by the house. */
export interface PersonalRegister {
  domains: { id: string; title: Localised; keeps: Personal[] }[]
  house: readonly HousePersonal[]
  rules: Pick<RuleInForce, 'rule' | 'title' | 'days' | 'last'>[]
}

/** A rule of how long something is kept, and how far it is. */
export interface RuleInForce {
  rule: RetentionRule
  title: Localised
  /** After it is over; `usual` where the province says nothing. */
  days: number
  usual: number
  last: RetentionRun | null
  /** When the oldest that is over is to go; null where nothing is. */
  due: Date | null
}

const DAY_MS = 86_400_000

export async function personalRegister(db: Db): Promise<PersonalRegister> {
  const domains = await loadDomains()
  return {
    domains: domains.map(({ pack }) => ({ id: pack.id, title: pack.title, keeps: pack.personal })),
    house: HOUSE_PERSONAL,
    rules: (await rulesInForce(db)).map(({ rule, title, days, last }) => ({ rule, title, days, last })),
  }
}

export async function rulesInForce(db: Db): Promise<RuleInForce[]> {
  const { retention } = await currentProvince(db)
  const [runs, usual] = [await retentionRuns(db), Retention.parse({})]
  const rules = Object.keys(REMOVALS) as RetentionRule[]
  return Promise.all(
    rules.map(async (rule) => {
      const { title, oldest } = REMOVALS[rule]
      const at = (await oldest.execute(db)).rows[0]?.at ?? null
      const days = retention[rule]
      const due = at && new Date(at.getTime() + days * DAY_MS)
      return { rule, title, days, usual: usual[rule], last: runs[rule] ?? null, due }
    }),
  )
}
