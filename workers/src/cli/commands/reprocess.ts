import { Conflict } from '@ioc/sql'
import { reprocessFeed } from '../../jobs/reprocess-feed.ts'
import { withDatabase } from '../with-database.ts'

/** Reads a feed's stored pages again by its present configuration, without asking its source. */
export async function reprocessPages(feed: string, { json }: { json?: boolean }): Promise<void> {
  const summary = await withDatabase((database) =>
    reprocessFeed(database, { feed, by: 'ioc reprocess' }, new AbortController().signal),
  )
  if (!summary) throw new Conflict(`The feed «${feed}» is being pulled. Try again when that has ended, or stop it.`)
  const { run, status, read, inserted, updated, unchanged, held, rejected, error } = summary
  if (error !== undefined) process.stderr.write(`${error}\n`)
  process.stdout.write(
    json
      ? `${JSON.stringify(summary)}\n`
      : `${feed}, run ${run}: ${read} read = ${inserted} inserted + ${updated} updated + ${unchanged} unchanged + ${held} held + ${rejected} rejected\n`,
  )
  if (status !== 'done') process.exitCode = 1
}
