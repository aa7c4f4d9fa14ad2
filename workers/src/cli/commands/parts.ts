import { pathToFileURL } from 'node:url'
import { inviteFirst, openDatabase, standInRecipients } from '@ioc/sql'
import { SERVER, say, WORKERS } from '../launch/house.ts'
import { readSettings } from '../launch/settings.ts'
import { chooseProvince, prepareDatabase } from '../with-database.ts'

// The house in parts, each a process of its own on any machine: what `start` and `cluster` do on one.

/** Brings the database of DATABASE_URL to this code and this province’s configuration: once, before servers and workers of another version start. */
export async function prepareHouse(): Promise<void> {
  const url = urlOfDatabase()
  const database = openDatabase(url, 4)
  try {
    const province = await chooseProvince(database, process.env.IOC_PROVINCE)
    await prepareDatabase(database, province)
    await standInRecipients(database.db)
    const first = await inviteFirst(database.db)
    say(`The database is ready for «${province}».`)
    const people = (process.env.IOC_PUBLIC_URL || 'http://127.0.0.1:8080').replace(/\/+$/, '')
    if (first) say(`Nobody can sign in yet. Set the first administrator’s password here, once:\n  ${people}/sign-in#${first}`)
  } finally {
    await database.close()
  }
}

export const serve = () => runHere(SERVER)
export const work = () => runHere(WORKERS)

/** In this very process, so that whoever started it tells it to end. */
async function runHere(file: string): Promise<void> {
  readSettings(process.env)
  urlOfDatabase()
  await import(pathToFileURL(file).href)
}

function urlOfDatabase(): string {
  const url = process.env.DATABASE_URL
  if (url) return url
  throw new Error('DATABASE_URL is not set: servers and workers of their own need a PostgreSQL they all reach.')
}
