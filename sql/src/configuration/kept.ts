import { sql } from 'kysely'
import { listAlertRules } from '../alerts/rules.ts'
import { listBriefings } from '../briefings/apply.ts'
import type { Db } from '../db.ts'
import { listEvents } from '../events/versions.ts'
import { Feed } from '../feeds/feed.ts'
import { inDatabase, ownIndicatorsAsOf } from '../indicators/own-versions.ts'
import { plansAsOf } from '../plans/versions.ts'
import { currentProvince, listScenes } from '../province/find.ts'
import { type Province, ProvinceFile } from '../province/load.ts'
import { isDomainOn } from '../province/switches.ts'
import { listTemplates } from '../reporting/find.ts'
import { listRuleSets } from '../rules/apply.ts'
import { listPlaylists } from '../screens/playlists.ts'
import type { UnitRow } from '../units/apply.ts'
import type { SuccessionRow } from '../units/successions.ts'

/** What an instance is configured with now, whoever made it so: files, the console or the command line. */
export async function keptConfiguration(db: Db): Promise<Province> {
  const where = 'the database'
  const units = await sql<Omit<UnitRow, 'where'>>`
    select unit.key, unit.code, unit.kind, unit.name, parent.key as parent, unit.valid_from, unit.valid_to, unit.legal_act, unit.end_act,
           unit.people, unit.area_km2, unit.longitude, unit.latitude,
           array(select alias from unit_alias where unit_id = unit.id order by alias collate "C") as aliases
    from unit left join unit parent on parent.id = unit.parent_id order by unit.key collate "C"`.execute(db)
  const successions = await sql<Omit<SuccessionRow, 'where'>>`
    select a.key as from, b.key as to, on_date, succession.people, succession.area, succession.dossiers, succession.legal_act, succession.source
    from succession join unit a on a.id = from_id join unit b on b.id = to_id
    order by on_date, a.key collate "C", b.key collate "C"`.execute(db)
  const province = ProvinceFile.parse(await currentProvince(db))
  const feeds = await db.selectFrom('feed').select(['spec', 'enabled']).orderBy('key').execute()
  const indicators = (await ownIndicatorsAsOf(db, null))?.value ?? []
  const plans = (await plansAsOf(db, null))?.value ?? []
  return {
    province,
    units: units.rows.map((row) => ({ ...row, where })),
    successions: successions.rows.map((row) => ({ ...row, where })),
    // Those of a domain that is off go along, asked no more as long as it is: what they told stays, and who runs them comes back with it.
    feeds: feeds.map(({ spec, enabled }) =>
      Feed.parse(enabled || !isDomainOn(province.domains, String(spec.domain)) ? spec : { ...spec, off: true }),
    ),
    indicators: indicators.map(inDatabase),
    plans: plans.map((plan) => ({ plan, where: () => `${where}, plan ${plan.id}` })),
    scenes: await listScenes(db),
    playlists: await listPlaylists(db),
    reports: (await listTemplates(db)).map(({ spec }) => spec),
    rules: await listRuleSets(db),
    alerts: await listAlertRules(db),
    events: await listEvents(db),
    briefings: await listBriefings(db),
  }
}

/** Whether it was given by `ioc config apply`: then the files that come with the product are not laid over it. */
export async function isGivenByCommand(db: Db): Promise<boolean> {
  const row = await db.selectFrom('province').select('kept_in').executeTakeFirst()
  return row?.kept_in === 'command'
}
