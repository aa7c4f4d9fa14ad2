import { openDatabase } from '@ioc/sql'
import { reprocessFeed } from '@ioc/workers/testing'

// Reads stored pages again, for a test to kill on the way.
const database = openDatabase(process.argv[2] as string)
await reprocessFeed(database, { feed: 'nyc311', by: 'thử' }, new AbortController().signal)
await database.close()
