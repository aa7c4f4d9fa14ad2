import {
  type AlertGroup,
  alertsOpenAt,
  countOpenAlerts,
  engineHealth,
  type FoundAlert,
  findAlerts,
  groupsOf,
  isRecordedBy,
  Owners,
  readFreshness,
  registryAsOf,
} from '@ioc/sql'
import { AlertWords } from '../alerts/words.ts'
import type { Build } from './build.ts'

/** Of more than these the severest stand in rows; all are counted. */
const MOST_OPEN = 50_000
/** More causes than any wall has lines for. */
const MOST_ROWS = 60

/** What is open and nobody sees to, by its cause; of a past moment as it stood then. */
export const alertsTile: Build<'alerts'> = async ({ database: { db }, registry, units, province }, tile, moment) => {
  // By what is held back just now.
  const words = await AlertWords.of(db, await registryAsOf(db, null))
  const alerts = moment.asOf
    ? await alertsOpenAt(db, moment.asOf)
    : await findAlerts(db, { status: ['firing', 'acknowledged'], limit: MOST_OPEN })
  const groups = groupsOf(alerts)
  const owners = await Owners.of(db, { registry, units, province }, moment.asOf ?? new Date())
  const nameOf = (id: number | undefined) => {
    if (id === undefined) return null
    const { key, name } = units.get(id)
    return { key, name }
  }
  const engine = moment.asOf ? null : await engineHealth(db)
  const domains = [...new Set(alerts.flatMap(({ domain }) => domain ?? []))]
  return {
    id: tile.id,
    title: tile.title,
    kind: 'alerts',
    ...(moment.asOf ? countedIn(alerts, groups) : await countOpenAlerts(db)),
    rows: groups.slice(0, MOST_ROWS).map((group) => {
      const shown = { alerts: group.alerts.slice(0, 1), explained: [] }
      const { subject, domain, level, waiting, of, alerts: told } = words.group(group, shown)
      const { unit, measured, bound, status, acknowledgedBy } = told[0] as (typeof told)[number]
      const [found] = group.alerts as [FoundAlert]
      const owner = of === 1 ? owners.of(found) : owners.named(found.rule, found.subject)
      const since = group.alerts.reduce((latest, { firedAt, since }) => Math.max(latest, (firedAt ?? since).getTime()), 0)
      return {
        ...{ subject, domain, level, waiting, of },
        place: of === 1 && unit?.key !== province.unit ? unit : null,
        answers: nameOf(owner),
        first: { unit, measured, bound, status, acknowledgedBy },
        since: new Date(since).toISOString(),
      }
    }),
    engine: engine && { ...engine, askedAt: engine.askedAt?.toISOString() ?? null },
    unknown: moment.asOf !== null && !(await isRecordedBy(db, moment.asOf)),
    simulated: domains.length > 0 && (await readFreshness(db, domains, moment)).simulated,
  }
}

function countedIn(alerts: FoundAlert[], groups: AlertGroup[]) {
  const open = { watch: 0, warn: 0, critical: 0 }
  for (const { level } of alerts) open[level]++
  return { open, waiting: groups.reduce((sum, { waiting }) => sum + waiting, 0) }
}
