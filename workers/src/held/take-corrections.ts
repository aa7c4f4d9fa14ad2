import { finishRun, type RunCounts, type SeenFact, startRun, storePage } from '@ioc/sql'
import { type Road, takePage } from '../pipeline/road.ts'
import { type Correction, writeCorrections } from './corrections.ts'

/** Who corrected what, and why where they said. */
interface Corrected {
  name: string
  by: string
  why?: string
}

/** Takes what a person corrected in as a page and a run of its feed; of a fact that was looked at, only while it is as it was seen. */
export async function takeCorrections(
  road: Road,
  { name, by, why }: Corrected,
  corrections: Correction[],
  seen?: SeenFact,
): Promise<RunCounts> {
  const { database, feed } = road
  const run = await startRun(database.db, feed, 'correction', { askedBy: by, why: why ?? null })
  try {
    const page = await storePage(database, {
      feedId: feed.id,
      runId: run,
      name,
      mediaType: 'application/json',
      body: writeCorrections(corrections),
    })
    await takePage({ ...road, knownBySource: false }, run, { ...page, name, isCorrection: true, ...(seen && { seen }) })
    return await finishRun(database.db, run, { status: 'done' })
  } catch (error) {
    await finishRun(database.db, run, { status: 'failed', error: (error as Error).message })
    throw error
  }
}
