import type { Database } from '../db.ts'
import { Conflict } from '../errors.ts'
import { alone } from './alone.ts'
import { readSteps } from './files.ts'
import type { Release } from './releases.ts'
import { stepDown, stepsDone } from './steps.ts'

/**
 * Takes a database back to the tables of a release, so that its program can start on it; what only newer tables held is gone with them.
 * Answers the steps taken back. Throws Conflict where one of them cannot be, with nothing changed.
 */
export async function downgrade(database: Database, { version, steps: released }: Release): Promise<string[]> {
  const steps = readSteps()
  return alone(database, async () => {
    const newer = (await stepsDone(database.db)).filter((name) => !(name in released))
    const forGood = newer.filter((name) => !steps.find((step) => step.name === name)?.down)
    if (forGood.length > 0)
      throw new Conflict(
        `These steps can’t be taken back: ${forGood.join(', ')}. Restore a backup made by ${version} instead: «ioc restore».`,
      )
    await stepDown(database.db, steps, new Set(newer))
    return newer
  })
}
