import { readFileSync } from 'node:fs'
import type { Province } from '@ioc/sql'
import { FeedFile } from './feed-file.ts'
import { prepareFeed } from './prepare.ts'

/** Refuses a province one of whose feeds can't work, by the file, line and field that say so. */
export async function checkFeeds({ province, feeds, feedFiles }: Province): Promise<void> {
  for (const { id } of feeds) {
    const path = feedFiles?.get(id)
    if (path === undefined) throw new Error(`The feed «${id}» stands in no file.`)
    await prepareFeed(new FeedFile(readFileSync(path, 'utf8').replaceAll('{{province}}', province.key), path))
  }
}
