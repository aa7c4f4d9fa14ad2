import { setTimeout as sleep } from 'node:timers/promises'
import { backfillProgress, type Db } from '@ioc/sql'
import { Presets, SingleBar } from 'cli-progress'

const EVERY_MS = 500
const SAY_EVERY_MS = 5_000

/** Shows history coming in until every feed has ended a run well once. On a restart there is nothing to show. */
export async function showBackfill(db: Db, say: (sentence: string) => void, isStopping: () => boolean): Promise<void> {
  const isTerminal = process.stdout.isTTY
  const bar = new SingleBar(
    {
      format: 'Nạp lịch sử {bar} {percentage} % · {value}/{total} bản ghi · {rate}/giây · {waiting}',
      hideCursor: true,
      noTTYOutput: false,
    },
    Presets.shades_classic,
  )
  const started = Date.now()
  let shown = false
  let saidAt = 0
  while (!isStopping()) {
    const { read, remaining, waiting } = await backfillProgress(db)
    if (waiting.length === 0) break
    const total = Math.max(1, read + remaining)
    const payload = { rate: Math.round((read * 1000) / Math.max(1, Date.now() - started)), waiting: waiting.join(', ') }
    if (isTerminal) {
      if (!shown) bar.start(total, read, payload)
      bar.setTotal(total)
      bar.update(read, payload)
      shown = true
    } else if (Date.now() - saidAt >= SAY_EVERY_MS) {
      saidAt = Date.now()
      say(
        `Nạp lịch sử: ${read}/${total} bản ghi (${Math.floor((100 * read) / total)} %), ${payload.rate}/giây, còn ${payload.waiting}`,
      )
    }
    await sleep(EVERY_MS)
  }
  if (shown) bar.stop()
}
