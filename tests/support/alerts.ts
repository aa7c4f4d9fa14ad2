import {
  AlertRule,
  askWatch,
  currentProvince,
  type Database,
  eventsOfAlert,
  findAlerts,
  type House,
  loadCalendar,
  loadUnitRegistry,
  type Outcome,
  registryAsOf,
  syncWatches,
} from '@ioc/sql'

/** What alert rules are asked with, of a test's database. */
export async function houseOf({ db }: Database): Promise<House> {
  const province = await currentProvince(db)
  return {
    db,
    province,
    calendar: loadCalendar(province.key),
    registry: await registryAsOf(db, null),
    units: await loadUnitRegistry(db),
  }
}

/** Makes these the only rules there are. */
export async function onlyRules(database: Database, ...rules: unknown[]): Promise<House> {
  await database.pool.query('delete from alert_rule')
  for (const rule of rules.map((each) => AlertRule.parse(each)))
    await database.pool.query('insert into alert_rule (key, spec) values ($1, $2)', [rule.id, JSON.stringify(rule)])
  const house = await houseOf(database)
  await syncWatches(house)
  return house
}

/** Asks every watch at a moment, whatever the clock. */
export async function askAll(house: House, at: Date): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const watch of await syncWatches(house)) {
    await house.db.updateTable('alert_watch').set({ due_at: at }).execute()
    outcomes.push(await askWatch(house, watch, { at }))
  }
  return outcomes
}

/** The alerts there are, and of each what happened to it in order. */
export async function toldOf({ db }: Pick<House, 'db'>) {
  const alerts = await findAlerts(db, { limit: 1_000 })
  return Promise.all(
    alerts.map(async (alert) => ({ ...alert, told: (await eventsOfAlert(db, alert.id)).map(({ kind }) => kind) })),
  )
}
