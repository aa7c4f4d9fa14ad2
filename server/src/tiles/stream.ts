import { findDomain, readStream, stateOf } from '@ioc/sql'
import { type Build, domainOf } from './build.ts'
import { heardOf } from './reading.ts'

/** The newest items of a domain, each story once. */
export const streamTile: Build<'stream'> = async (context, tile, moment) => {
  const domain = await findDomain(domainOf(tile))
  const items = await readStream(context.database, context.units, domain, context.province.unitId, moment, tile.rows)
  const { lateBy, simulated } = await heardOf(context, tile, { from: moment.at, to: moment.at }, moment)
  return {
    id: tile.id,
    title: tile.title,
    kind: 'stream',
    state: stateOf({ value: items.length || null, provisional: false, lateBy }),
    lateBy,
    simulated,
    items: items.map((item) => ({ ...item, at: item.at.toISOString() })),
  }
}
