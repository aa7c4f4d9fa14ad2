import { type Database, dayOf } from '@ioc/sql'
import { buildWeb } from '@ioc/workers/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'

// A steward asks how good the data are, whose are worst, and what the score is made of.

let browser: Browser
beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

const THIS_MONTH = dayOf(new Date()).slice(0, 7)

/** A run of some months ago, of rows that are good and rows that are held. */
async function tell(database: Database, key: string, { monthsAgo = 0, good = 9, bad = 1, twice = 0 }) {
  const run = await openRun(database, key)
  await database.pool.query(
    `update run set started_at = date_trunc('month', now(), 'Asia/Ho_Chi_Minh') - make_interval(months => $2) where id = $1`,
    [run.runId, monthsAgo],
  )
  const drafts = Array.from({ length: good }, (_, n) => dossier({ id: `${monthsAgo} ${n}` }))
  const held = Array.from({ length: bad }, (_, n) => ({
    status: 'held' as const,
    place: 1_000 + n,
    raw: { monthsAgo, n },
    reasons: [{ field: 'status', code: 'required', message: 'Thiếu giá trị ở cột «status».' }],
  }))
  await commit(database, run, [...drafts, ...drafts.slice(0, twice)], {
    held,
    read: good + bad + twice,
    cells: { taken: 10 * good, filled: 9 * good },
  })
  return run
}

const reads = (page: Page, text: string) => page.getByText(text, { exact: true }).first().waitFor()

test('the worst feed stands first; its score opens what it is made of and, from there, the rows', async () => {
  const database = await hungYen()
  for (let monthsAgo = 11; monthsAgo >= 0; monthsAgo--) {
    await tell(database, 'tot', { monthsAgo, good: 400, bad: monthsAgo % 2 })
    await tell(database, 'kem', { monthsAgo, good: 30, bad: 10, twice: monthsAgo })
  }
  const { runId } = await tell(database, 'moi', { good: 8, bad: 1, twice: 1 })
  await database.pool.query(
    "insert into feed_version (feed_id, version, spec) select id, version, spec from feed where key in ('tot', 'kem', 'moi')",
  )
  // All were heard all the time.
  await database.pool.query(`update feed set spec = spec || '{"connector":"rest"}' where key in ('tot', 'kem', 'moi')`)
  await database.pool.query(
    "insert into feed_heard select id, now() - interval '2 years', now() from feed where key in ('tot', 'kem', 'moi')",
  )
  const { url } = await serve(database)
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.setDefaultTimeout(60_000)
  await page.goto(`${url}/console/quality`)
  const rows = page.locator('.quality-table tbody tr')
  await rows.first().waitFor()
  expect(await rows.first().textContent()).toContain('kem')
  expect(await rows.first().textContent()).toContain('75,0')
  expect(await rows.count()).toBe(3)

  await page.getByRole('tab', { name: 'Theo đơn vị' }).click()
  await reads(page, '3 nguồn')
  await page.getByRole('tab', { name: 'Theo nguồn' }).click()
  await page.getByRole('link', { name: 'moi' }).click()
  await reads(page, '8 trong 9 dòng: 1 bị giữ, 0 không đọc được, 0 lưu kèm cảnh báo.')
  await reads(page, '9 trong 10 dòng: 1 trùng, 0 mâu thuẫn, 0 sửa tay, 0 bị rút lại.')
  await reads(page, '72 trong 80 ô có giá trị.')

  // A month before it first ran asked nothing of it.
  const before = new Date(Date.parse(`${THIS_MONTH}-01T00:00:00Z`) - 86_400_000).toISOString().slice(0, 7)
  await page.getByRole('combobox').selectOption(before)
  await page.getByText('Tháng này không có gì để chấm.').first().waitFor()
  await page.getByRole('combobox').selectOption(THIS_MONTH)
  await page
    .getByRole('row', { name: new RegExp(`^${runId} `) })
    .getByRole('link', { name: '1', exact: true })
    .first()
    .click()
  await page.getByText('Thiếu giá trị ở cột «status».').waitFor()
})
