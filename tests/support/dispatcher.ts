import { openDatabase } from '@ioc/sql'
import { startDispatcher } from '@ioc/workers/testing'

// A process that tells people of alerts, to be killed.

const database = openDatabase(process.env.DATABASE_URL as string)
await startDispatcher(database, 'https://ioc.example.vn', (error) => console.error(error))
