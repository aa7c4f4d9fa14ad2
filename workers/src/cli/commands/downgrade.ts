import { Conflict } from '@ioc/sql'
import { downgrade, findRelease } from '@ioc/sql/migrate'
import { isInUse, nameOfDatabase } from '../in-use.ts'
import { say } from '../launch/house.ts'
import { withDatabase } from '../with-database.ts'

/** Takes the tables back to those of a release, which is then started in the place of this version. Throws where anything still runs on them. */
export async function downgradeHouse(version: string): Promise<void> {
  const release = findRelease(version)
  const back = await withDatabase(
    async (database) => {
      if (await isInUse(database, nameOfDatabase(database.url)))
        throw new Conflict('The house is running on this database. Stop it, then take it back.')
      return downgrade(database, release)
    },
    { asItStands: true },
  )
  for (const step of back) say(`Taken back: ${step}`)
  say(`The tables are those of ${version}. Start that version now; this one would bring them forward again.`)
}
