import { sql } from 'kysely'
import { mustBeAsSeen } from '../as-seen.ts'
import { type Db, inTransaction } from '../db.ts'
import { Invalid } from '../errors.ts'
import { isSameSpec } from '../feeds/same-spec.ts'
import { dimsOfIndicator } from '../indicators/narrow.ts'
import type { Registry } from '../indicators/registry.ts'
import { AlertRule } from './rule.ts'

/** What a rule may name. */
export interface Named {
  registry: Pick<Registry, 'indicators'>
  feeds: ReadonlySet<string>
  units: ReadonlySet<string>
}

/** What a rule names that there is not, or asks of an indicator that can't be asked so; null where all is known. */
export function alertRuleTrouble(rule: AlertRule, { registry, feeds, units }: Named): string | null {
  const keys = [
    ...(rule.units ?? []),
    ...rule.otherwise.flatMap((each) => each.units ?? []),
    ...Object.values(rule.each?.answers ?? {}),
  ]
  const unit = keys.find((key) => !units.has(key))
  if (unit) return `there is no unit «${unit}»`
  const feed = rule.feeds?.find((key) => !feeds.has(key))
  if (feed) return `there is no feed «${feed}»`
  for (const id of Array.isArray(rule.indicators) ? rule.indicators : []) {
    const indicator = registry.indicators.find((each) => each.id === id)
    if (!indicator) return `there is no indicator «${id}»`
    if (rule.each && !dimsOfIndicator(indicator).includes(rule.each.dim))
      return `«${id}» is not counted by «${rule.each.dim}»; it can be by ${dimsOfIndicator(indicator).join(', ') || 'nothing'}`
    const { when } = rule
    if (when.is === 'threshold' && when.better === undefined && indicator.direction === 'none')
      return `«${id}» does not say which way is better: say so in the rule (better: up or down)`
    if (when.is === 'threshold' && Object.keys({ ...indicator.levels, ...when.levels }).length === 0)
      return `«${id}» has no levels of its own: say them in the rule`
    if (when.is === 'anomaly' && (indicator.grain === 'month' || indicator.grain === 'year'))
      return `«${id}» is told by the ${indicator.grain}; only what is told by the day or hour has a usual day`
  }
  return null
}

/** What there is to name in an instance. */
export async function namedIn(db: Db, registry: Named['registry']): Promise<Named> {
  const units = await db.selectFrom('unit').select('key').execute()
  const feeds = await db.selectFrom('feed').select('key').execute()
  return { registry, feeds: new Set(feeds.map(({ key }) => key)), units: new Set(units.map(({ key }) => key)) }
}

export function checkAlertRules(rules: AlertRule[], named: Named): void {
  for (const rule of rules) {
    const trouble = alertRuleTrouble(rule, named)
    if (trouble) throw new Invalid(`alerts/${rule.id}: ${trouble}.`)
  }
}

/** Makes the province’s rules say what its files say; those made or changed in the console stay, unless all is to be as given. */
export async function applyAlertRules(trx: Db, rules: AlertRule[], { overConsole = false } = {}): Promise<void> {
  const keys = rules.map(({ id }) => id)
  await sql`delete from alert_rule where (kept_in = 'file' or ${overConsole}) and key <> all(${keys}::text[])`.execute(trx)
  for (const rule of rules) {
    const spec = JSON.stringify(rule)
    await sql`
      insert into alert_rule (key, spec) values (${rule.id}, ${spec}::jsonb)
      on conflict (key) do update set spec = excluded.spec, kept_in = 'file' where alert_rule.kept_in = 'file' or ${overConsole}`.execute(
      trx,
    )
  }
}

export async function listAlertRules(db: Db): Promise<AlertRule[]> {
  const rows = await db.selectFrom('alert_rule').select('spec').orderBy('key').execute()
  return rows.map(({ spec }) => AlertRule.parse(spec))
}

/** What a rule says now, where that is what somebody saw and it differs from what they want; throws Conflict or Invalid where not. */
export async function weighAlertRule(
  db: Db,
  key: string,
  { seen, after }: { seen: AlertRule | null; after: AlertRule | null },
): Promise<AlertRule | null> {
  const row = await db.selectFrom('alert_rule').select('spec').where('key', '=', key).executeTakeFirst()
  const before = row ? AlertRule.parse(row.spec) : null
  mustBeAsSeen(before, seen, { vi: 'quy tắc cảnh báo này', en: 'this alert rule' })
  if (isSameSpec(before, after))
    throw new Invalid({ vi: 'Chưa có gì khác với quy tắc đang dùng.', en: 'Nothing differs from the rule as it is.' })
  return before
}

/**
 * Makes, changes or (`after` null) takes away a rule in the console, with who and why. `seen` is what it said when they looked at it,
 * null where there was none.
 */
export async function changeAlertRule(
  db: Db,
  key: string,
  { by, why, seen, after }: { by: string; why: string; seen: AlertRule | null; after: AlertRule | null },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('alert rules'))`.execute(trx)
    const before = await weighAlertRule(trx, key, { seen, after })
    if (after) {
      const kept = { key, spec: JSON.stringify(after), kept_in: 'console' as const }
      await trx
        .insertInto('alert_rule')
        .values(kept)
        .onConflict((conflict) => conflict.column('key').doUpdateSet(kept))
        .execute()
    } else await trx.deleteFrom('alert_rule').where('key', '=', key).execute()
    const said = { before: before && JSON.stringify(before), after: after && JSON.stringify(after) }
    await trx
      .insertInto('alert_rule_change')
      .values({ rule: key, by, why, ...said })
      .execute()
    // What it watches is asked anew at once, by what it says now.
    await trx.updateTable('alert_watch').set({ due_at: sql`clock_timestamp()` }).where('rule', '=', key).execute()
  })
}
