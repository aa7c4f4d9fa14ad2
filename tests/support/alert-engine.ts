import { openDatabase } from '@ioc/sql'
import { startEngine } from '@ioc/workers/testing'

// A process that asks alert rules, to be killed.

const database = openDatabase(process.env.DATABASE_URL as string)
await startEngine(database, (error) => console.error(error))
