import { feedHealth } from '@ioc/sql'
import type { Build } from './build.ts'

/** How each source is doing and who answers for it. */
export const feedsTile: Build<'feeds'> = async (context, tile, moment) => {
  const feeds = await feedHealth(context.database.db, moment.at)
  return {
    id: tile.id,
    title: tile.title,
    kind: 'feeds',
    feeds: feeds.map(({ key, promise, lastContactAt, lastChangeAt, ...feed }) => ({
      ...feed,
      id: key,
      promiseSeconds: promise,
      lastContactAt: lastContactAt?.toISOString() ?? null,
      lastChangeAt: lastChangeAt?.toISOString() ?? null,
    })),
  }
}
