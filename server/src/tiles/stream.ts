import { findDomain, readStream } from '@ioc/sql'
import { type Build, domainOf } from './build.ts'
import { trustOf } from './reading.ts'

/** The newest items of a domain, each story once. */
export const streamTile: Build<'stream'> = async (context, tile, moment) => {
  const domain = await findDomain(domainOf(tile))
  const items = await readStream(context.database, context.units, domain, context.province.unitId, moment, tile.rows)
  const { state, lateBy, simulated } = await trustOf(context, tile, { from: moment.at, to: moment.at }, moment, items.length > 0)
  return {
    id: tile.id,
    title: tile.title,
    kind: 'stream',
    state,
    lateBy,
    simulated,
    items: items.map((item) => ({ ...item, at: item.at.toISOString() })),
  }
}
