import { type Database, heldBySigning, type SignoffAt } from '@ioc/sql'
import { mendHeld, releaseHeld } from './mend.ts'

const A_GO = 500

/**
 * Takes in, as their sources wrote them, some hundreds of the rows of each feed that waited because a period was signed; where a feed
 * demands two persons they wait for the second. Throws Conflict, in the words of the signing, where it is signed still.
 */
export async function takeInUnlocked(database: Database, at: SignoffAt, by: string): Promise<void> {
  for (const { feed, held, awaiting } of await heldBySigning(database.db, at)) {
    const mends = held.slice(0, A_GO).map((id) => ({ id, edits: {} }))
    if (awaiting.length > 0) await releaseHeld(database, feed, awaiting.slice(0, A_GO), by)
    if (mends.length > 0) await mendHeld(database, feed, mends, by)
  }
}
