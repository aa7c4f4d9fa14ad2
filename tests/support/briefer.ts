import { openDatabase } from '@ioc/sql'
import { startBriefer } from '@ioc/workers/testing'

// A process that makes scheduled reports, to be killed.

startBriefer(openDatabase(process.env.DATABASE_URL as string), (error) => console.error(error))
