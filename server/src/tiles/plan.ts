import { byUrgency, countByStatus, type Db, describePlans, type Moment, type Outlook, outlookOf, seeingAll } from '@ioc/sql'
import type { Build } from './build.ts'
import type { TileContext } from './context.ts'

/** What the province's plans promised, clause by clause, what needs attention first. */
export const planTile: Build<'plan'> = async (context, tile, moment) => {
  const { database, units, province } = context
  const plans = await describePlans(database.db, units, province, moment, { outlook: outlookFor(context, moment) })
  const rows = plans
    .flatMap(({ clauses, id, citation, source }) => clauses.map((clause) => ({ ...clause, plan: { id, citation, source } })))
    .toSorted(byUrgency)
  return {
    id: tile.id,
    title: tile.title,
    kind: 'plan',
    counts: countByStatus(rows),
    rows,
  }
}

/** A forecast rests on whole months: on a live wall it is made anew every so often, not at every record that comes in. */
const MADE_ANEW_MS = 600_000

const made = new WeakMap<Db, Map<string, { until: number; outlook: ReturnType<Outlook> }>>()

/** The forecasts of a live wall, each made once for all tiles that ask. */
export function outlookFor({ database: { db }, units }: TileContext, { asOf }: Moment): Outlook {
  const outlook = outlookOf(db, units)
  if (asOf !== null) return outlook
  const held = made.get(db) ?? new Map()
  made.set(db, held)
  return (measured, moment) => {
    const { indicator, ...asked } = measured
    const key = JSON.stringify([indicator.id, indicator.certification.definition, asked, moment.geo])
    const known = held.get(key)
    if (known && known.until > moment.at.getTime()) return known.outlook
    const fresh = seeingAll(() => outlook(measured, moment))
    held.set(key, { until: moment.at.getTime() + MADE_ANEW_MS, outlook: fresh })
    fresh.catch(() => held.delete(key))
    return fresh
  }
}
