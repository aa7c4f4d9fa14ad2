import { setTimeout as sleep } from 'node:timers/promises'
import { backfillProgress, type Db } from '@ioc/sql'
import { Presets, SingleBar } from 'cli-progress'
import pg from 'pg'

const EVERY_MS = 500
const SAY_EVERY_MS = 5_000
/** The classes of PostgreSQL's error codes that say it stops, starts up, or has no connection left. */
const AWAY = /^(57|53)/

/** Shows history coming in until every feed has ended a run well once. On a restart there is nothing to show. */
export async function showBackfill(db: Db, say: (sentence: string) => void, signal: AbortSignal): Promise<void> {
  const isTerminal = process.stdout.isTTY
  const bar = new SingleBar(
    {
      format: 'History {bar} {percentage} % · {value}/{all} records · {rate}/s · {left} left · {waiting}',
      hideCursor: true,
      noTTYOutput: false,
    },
    Presets.shades_classic,
  )
  const since = new Date()
  let started = Date.now()
  let before: number | undefined
  let shown = false
  let saidAt = 0
  try {
    for (; ; await sleep(EVERY_MS, undefined, { signal })) {
      const progress = await backfillProgress(db, since).catch(nullWhenAway)
      if (!progress) continue
      const { read, remaining, waiting, secondsLeft, untold } = progress
      if (waiting.length === 0) break
      // What an earlier start had taken in counts as done, not as speed; nor does a feed that is in and no longer counted.
      if (before === undefined || read < before) {
        before = read
        started = Date.now()
      }
      const rate = Math.round(((read - before) * 1000) / Math.max(1, Date.now() - started))
      // Until every source was asked once, it is at least that.
      const least = untold > 0 ? 'at least ' : ''
      const left = secondsLeft === null ? '?' : `${least}${timeOf(secondsLeft)}`
      const total = read + remaining
      const all = `${least}${total}`
      if (isTerminal && total > 0) {
        const payload = { rate, left, all, waiting: namesOf(waiting) }
        if (!shown) bar.start(total, read, payload)
        bar.setTotal(total)
        bar.update(read, payload)
        shown = true
      } else if (total > 0 && Date.now() - saidAt >= SAY_EVERY_MS) {
        saidAt = Date.now()
        say(
          `History: ${read} of ${all} records (${Math.floor((100 * read) / total)} %), ${rate}/s, ${left} left: ${namesOf(waiting)}`,
        )
      }
    }
  } finally {
    if (shown) bar.stop()
  }
}

/** A length of time as one would say it. */
function timeOf(seconds: number): string {
  return seconds < 120 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`
}

const NAMED = 3

/** A line has room for a few names. */
function namesOf(feeds: string[]): string {
  const more = feeds.length - NAMED
  return `${feeds.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** The database may die and come back meanwhile; anything it answers of itself is an error. */
function nullWhenAway(error: unknown): null {
  if (error instanceof pg.DatabaseError && !AWAY.test(error.code ?? '')) throw error
  return null
}
