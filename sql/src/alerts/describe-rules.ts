import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Localised } from '../pack/pack.ts'
import { AlertRule } from './rule.ts'
import { sayAlertRule } from './say.ts'

export interface DescribedAlertRule {
  id: string
  title: Localised
  says: Localised
  off: boolean
  spec: AlertRule
  open: number
  /** Alerts that began in the last 30 days. */
  began: number
  error: string | null
}

/** The rules, each with how much it raises and whether it can be asked. */
export async function describeAlertRules(db: Db): Promise<DescribedAlertRule[]> {
  const { rows } = await sql<{ spec: unknown; open: number; began: number; error: string | null }>`
    select spec,
      (select count(*)::float8 from alert where rule = key and status in ('firing', 'acknowledged')) as open,
      (select count(*)::float8 from alert where rule = key and fired_at > now() - interval '30 days') as began,
      (select error from alert_watch where rule = key and failures > 0 order by failures desc limit 1) as error
    from alert_rule order by key`.execute(db)
  return rows.map(({ spec, ...told }) => {
    const rule = AlertRule.parse(spec)
    return { id: rule.id, title: rule.title, says: sayAlertRule(rule), off: rule.off, spec: rule, ...told }
  })
}
