import { findFeed, openDatabase } from '@ioc/sql'
import { ingestUpload, pullFeed } from '@ioc/workers/testing'

// A worker that takes in what one feed's source has, or what was brought to it, for a test to kill on the way.
const [, , url = '', key = ''] = process.argv
const database = openDatabase(url)
const { spec } = await findFeed(database.db, key)
if (spec.every === undefined) {
  const { rows } = await database.pool.query('select run_id as run, page_id as page from delivery')
  for (const page of rows) await ingestUpload(database, { feed: key, ...page })
} else {
  // The lock of one that was killed is let go when its connection is found dead.
  while ((await pullFeed(database, key, new AbortController().signal, { by: null })) === null)
    await new Promise((done) => setTimeout(done, 100))
}
await database.close()
