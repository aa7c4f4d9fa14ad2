import { setTimeout as wait } from 'node:timers/promises'
import { CalmClient, type Database } from '../db.ts'
import { Unavailable } from '../errors.ts'

const LOOK_MS = 200
const LONGEST_MS = 15 * 60_000

/**
 * While `work` runs nobody else changes the tables of this database: others who would wait for it, and go on by themselves when whoever did
 * it dies. Asked for again and again, since a statement that waits for its turn would itself keep `create index concurrently` waiting.
 */
export async function alone<T>({ url }: Database, work: () => Promise<T>): Promise<T> {
  const client = new CalmClient({ connectionString: url, application_name: 'ioc migrate', keepAlive: true })
  await client.connect()
  try {
    for (const end = Date.now() + LONGEST_MS; !(await isOurs(client)); await wait(LOOK_MS))
      if (Date.now() > end)
        throw new Unavailable(
          'Another process has been changing the tables for a quarter of an hour. Look at what it does, end it, and start again.',
        )
    return await work()
  } finally {
    await client.end()
  }
}

async function isOurs(client: CalmClient): Promise<boolean> {
  const { rows } = await client.query("select pg_try_advisory_lock(hashtext('migrate')) as ours")
  return rows[0].ours
}
