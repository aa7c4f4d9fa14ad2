import { sql } from 'kysely'
import { applyAlertRules, checkAlertRules } from '../alerts/rules.ts'
import { applyBriefings, checkBriefings } from '../briefings/apply.ts'
import { keepWorkingDays } from '../calendar/keep-working-days.ts'
import { loadCalendar } from '../calendar/load.ts'
import { type Database, inTransaction } from '../db.ts'
import { Invalid } from '../errors.ts'
import { applyEvents, checkEvents } from '../events/apply.ts'
import { applyFeed } from '../feeds/apply.ts'
import { checkTiles } from '../indicators/check-tiles.ts'
import { withOwn } from '../indicators/own.ts'
import { recordOwnIndicators } from '../indicators/own-versions.ts'
import { loadRegistry } from '../indicators/registry.ts'
import { registryAsOf } from '../indicators/versions.ts'
import { applyLayouts } from '../layouts/apply.ts'
import { loadTiles } from '../pack/load.ts'
import type { Localised } from '../pack/pack.ts'
import { checkPlans } from '../plans/check.ts'
import { recordPlans } from '../plans/versions.ts'
import { consoleOver } from '../proposals/console-over.ts'
import { applyTemplates, checkTemplates } from '../reporting/apply.ts'
import { applyRuleSets, checkRuleSets } from '../rules/apply.ts'
import { playlistTrouble } from '../screens/playlist.ts'
import { sceneTrouble } from '../screens/scene.ts'
import { carryOn } from '../signoff/carry-on.ts'
import { restatedFigures } from '../signoff/restated.ts'
import { checkRounds } from '../signoff/round.ts'
import { applyUnits } from '../units/apply.ts'
import { loadUnitRegistry } from '../units/registry.ts'
import { unitsAsOf } from '../units/versions.ts'
import type { Province } from './load.ts'
import { isDomainOn } from './switches.ts'

/**
 * Makes the database say what a province's files say, in one transaction. Refuses scenes and plans that speak of what no domain
 * declares, and what would restate figures that are signed. `command`: what an operator gave stands until they give something else, over what the console made too.
 */
export async function applyProvince(
  { db }: Pick<Database, 'db'>,
  { province, units, successions, feeds, scenes, playlists, reports, rules, alerts, events, briefings, ...said }: Province,
  keptIn: 'files' | 'command' = 'files',
): Promise<void> {
  const { indicators, plans } = keptIn === 'files' ? await consoleOver(db, said) : said
  const registry = withOwn(await loadRegistry(), indicators)
  checkTiles(await loadTiles(), registry, indicators)
  const shown = new Set([...(await loadTiles()), ...registry.indicators].map(({ id }) => id))
  for (const scene of scenes)
    refuseTrouble(
      `scenes/${scene.id}.yaml`,
      sceneTrouble(scene, (tile) => shown.has(tile)),
    )
  for (const playlist of playlists)
    refuseTrouble(
      `playlists/${playlist.id}.yaml`,
      playlistTrouble(playlist, (scene) => scenes.some(({ id }) => id === scene)),
    )
  checkPlans(plans, registry, new Set(units.map(({ key }) => key)))
  checkTemplates(reports, feeds)
  await checkRuleSets(rules)
  checkAlertRules(alerts, {
    registry,
    feeds: new Set(feeds.map(({ id }) => id)),
    units: new Set(units.map(({ key }) => key)),
  })
  checkEvents(events, {
    units: new Set(units.map(({ key }) => key)),
    indicators: new Set(registry.indicators.map(({ id }) => id)),
    domains: new Set(registry.meanings.map(({ id }) => id)),
  })
  checkBriefings(briefings, registry)
  checkRounds(province.signoff, registry, new Set(units.map(({ kind }) => kind)))
  const isWhole = keptIn === 'command'
  await inTransaction(db, async (trx) => {
    await keepWorkingDays(trx, loadCalendar(province.key))
    const before = await unitsAsOf(trx, await loadUnitRegistry(trx), null)
    await applyUnits(trx, units, successions)
    const after = await loadUnitRegistry(trx)
    await carryOn(trx, {
      before,
      after,
      provinceId: after.find(province.unit).id,
      rounds: province.signoff,
      measures: registry.measures,
    })
    const [restated] = await restatedFigures(trx, await registryAsOf(trx, null), registry)
    if (restated) throw new Invalid(restated)
    for (const { off: _, ...feed } of feeds) await applyFeed(trx, feed, { overConsole: isWhole })
    const off = Object.keys(province.domains).filter((domain) => !isDomainOn(province.domains, domain))
    const told = feeds.filter((feed) => !feed.off).map(({ id }) => id)
    // A feed whose file is gone or says it is off, or whose domain is, is asked no more; what it told stays. One kept in the console needs no file.
    await sql`
      update feed set enabled = not enabled, disabled_at = case when enabled then now() end
      where enabled = (spec->>'domain' = any(${off}::text[])
        or ((kept_in = 'file' or ${isWhole}) and key <> all(${told}::text[])))`.execute(trx)
    if (isWhole) await trx.deleteFrom('console_meaning').execute()
    await recordOwnIndicators(
      trx,
      indicators.map(({ value }) => value),
    )
    await recordPlans(
      trx,
      plans.map(({ plan }) => plan),
    )
    await applyLayouts(trx, { scenes, playlists }, { overConsole: isWhole })
    await applyTemplates(trx, reports)
    await applyRuleSets(trx, rules, { overConsole: isWhole })
    await applyBriefings(trx, briefings)
    await applyEvents(trx, events, { overConsole: isWhole })
    await applyAlertRules(trx, alerts, { overConsole: isWhole })
    const row = { key: province.key, spec: JSON.stringify(province), kept_in: keptIn }
    await trx
      .insertInto('province')
      .values(row)
      .onConflict((conflict) => conflict.column('one').doUpdateSet(row))
      .execute()
  })
}

function refuseTrouble(path: string, trouble: Localised | null): void {
  if (trouble) throw new Error(`${path}: ${trouble.en}`)
}
