import { findDomain, readStream } from '@ioc/sql'
import { type Build, domainOf } from './build.ts'
import { trustOf } from './reading.ts'

/** The newest items of a domain, each story once. */
export const streamTile: Build<'stream'> = async (context, tile, at) => {
  const domain = await findDomain(domainOf(tile))
  const items = await readStream(context.database, context.tree, domain, context.province.unitId, tile.rows)
  const { state, lateBy, simulated } = await trustOf(context, domain.pack.id, { from: at, to: at }, at, items.length > 0)
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
