import { openDatabase } from '@ioc/sql'
import { startPlayer } from '@ioc/workers/testing'

// A process that plays exercises, to be killed.

const database = openDatabase(process.env.DATABASE_URL as string)
await startPlayer(database, 'https://ioc.example.vn', (error) => console.error(error))
