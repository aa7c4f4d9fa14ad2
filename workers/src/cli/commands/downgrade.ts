import { Conflict, type Database } from '@ioc/sql'
import { downgrade, findRelease } from '@ioc/sql/migrate'
import { say } from '../launch/house.ts'
import { withDatabase } from '../with-database.ts'

/** Takes the tables back to those of a release, which is then started in the place of this version. Throws where anything still runs on them. */
export async function downgradeHouse(version: string): Promise<void> {
  const release = findRelease(version)
  const back = await withDatabase(
    async (database) => {
      if (await isUsed(database)) throw new Conflict('The house is running on this database. Stop it, then take it back.')
      return downgrade(database, release)
    },
    { asItStands: true },
  )
  for (const step of back) say(`Taken back: ${step}`)
  say(`The tables are those of ${version}. Start that version now; this one would bring them forward again.`)
}

async function isUsed({ pool }: Database): Promise<boolean> {
  const { rows } = await pool.query(
    `select from pg_stat_activity
     where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`,
  )
  return rows.length > 0
}
