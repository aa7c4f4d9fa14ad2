import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '@ioc/server/testing'
import { buildWeb } from '@ioc/workers/testing'
import { pino } from 'pino'
import { frameGaps } from '../support/frames.ts'
import { HURRIED } from '../support/hurried.ts'
import { launchSignedIn } from '../support/signed-in-browser.ts'
import { freshDatabase, history, percentile, round } from './support.ts'

const RECORDS = Number(process.env.BENCH_SCROLL_RECORDS ?? 100_000)
const WATCHED_MS = 15_000
/** Of the wheel, so that all of them pass. */
const TURN_PX = 9_000
const DESK = { width: 1_440, height: 900 }

/** How many frames a second the explorer keeps while a hundred thousand records of one number are scrolled by the wheel without a rest, pages of them fetched on the way; no GPU. */
export async function scroll(adminUrl: string) {
  const database = await freshDatabase(adminUrl)
  await history(database, RECORDS)
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  const app = await buildApp(database, pino({ level: 'silent' }), { rates: HURRIED })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as { port: number }
  const home = mkdtempSync(join(tmpdir(), 'ioc-scroll-'))
  const browser = await launchSignedIn(home)
  try {
    const page = await browser.newPage({ viewport: DESK })
    await page.goto(`http://127.0.0.1:${port}/explore?indicator=dossiers.received_today&over=2024-07-01..2026-06-30&by=records`)
    const list = page.locator('.records-list')
    await page.locator('[data-record]').first().waitFor({ timeout: 60_000 })
    const box = await list.boundingBox()
    if (!box) throw new Error('No list of records came.')
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    const watched = frameGaps(page, WATCHED_MS)
    let isWatched = true
    void watched.finally(() => {
      isWatched = false
    })
    while (isWatched) {
      await page.mouse.wheel(0, TURN_PX)
      await page.waitForTimeout(30)
    }
    const gaps = await watched
    const took = gaps.reduce((sum, gap) => sum + gap, 0)
    const last = await list.locator('tr[aria-rowindex]').last().getAttribute('aria-rowindex')
    const count = await list.locator('table').getAttribute('aria-rowcount')
    return {
      records: Number(count) - 1,
      passed: Number(last) - 1,
      frames_per_second: round((gaps.length * 1_000) / took, 1),
      frame_p99_ms: round(percentile(gaps, 99), 1),
      longest_frame_ms: round(Math.max(...gaps), 1),
    }
  } finally {
    await browser.close()
    await app.close()
    await database.close()
    rmSync(home, { recursive: true, force: true })
  }
}
