import { Invalid, loadClasses, loadRegistry, openDatabase, seeingAs, WHOLE } from '@ioc/sql'
import { FeedFault } from '../feeds/feed-file.ts'
import type { Answered, Asked } from './apart.ts'
import { answers } from './questions.ts'
import { limitWork } from './work-limit.ts'

// Started by apart.ts: asked one thing of a sample at a time. It reads the database and writes nothing anywhere, so that it may be
// ended at any moment.

const work = limitWork()

process.on('message', async ({ question, asked, url, work: seconds, scope = WHOLE }: Asked) => {
  work.begin(seconds)
  const database = openDatabase(url, 2)
  const answered = await seeingAs(scope, () => answers[question](asked as never, database)).then(
    (answer): Answered => ({ answer }),
    (error: unknown): Answered => {
      if (error instanceof FeedFault) return { faults: error.faults, places: error.places }
      if (error instanceof Invalid) return { invalid: error.said ?? error.message }
      return { unforeseen: error instanceof Error ? (error.stack ?? error.message) : String(error) }
    },
  )
  work.end()
  await database.close()
  process.send?.(answered)
})
process.on('disconnect', () => process.exit())
// What any question needs is read once, and counts for none.
await loadRegistry()
await loadClasses()
process.send?.('ready')
