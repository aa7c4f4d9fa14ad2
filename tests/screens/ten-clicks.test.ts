import { type Database, loadUnitRegistry } from '@ioc/sql'
import { buildWeb } from '@ioc/workers/testing'
import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { heard } from '../support/sources.ts'

// A question from zero to the dossiers behind its answer, by somebody who counts every click.

const QUESTION = 'Which communes’ on-time rate fell most since the merger, and which dossiers are behind it?'
const FEWER_THAN = 10
const PATIENCE = { timeout: 60_000 }

let browser: Browser

beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

/** A hand that counts: a list that folds out takes a click to open and one to choose, words typed into a field count as one. */
function countingHand() {
  let clicks = 0
  return {
    count: () => clicks,
    async press(what: Locator) {
      clicks += 1
      await what.click()
    },
    async type(what: Locator, words: string) {
      clicks += 1
      await what.fill(words)
    },
    async choose(what: Locator, label: string | RegExp) {
      clicks += 2
      const option = what.locator('option').filter({ hasText: label })
      await what.selectOption((await option.getAttribute('value')) ?? '')
    },
  }
}

/** Out of a hundred dossiers how many are late, before the merger and since, by commune; one was told of under the names of those it was made of. */
const LATE: Record<string, [before: number, since: number]> = {
  'phuong-pho-hien': [10, 25],
  'xa-nhu-quynh': [40, 30],
  'phuong-thai-binh': [5, 35],
  'xa-thu-vu': [15, 60],
  'xa-vu-tien': [50, 70],
}

async function told() {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const today = Math.floor((Date.now() - Date.parse('2026-01-01T00:00:00+07:00')) / 86_400_000)
  const merger = -184
  const drafts = Object.entries(LATE).flatMap(([key, [before, since]]) => {
    const unit = units.find(key)
    const made = units.predecessorsOf(unit.id).filter((step) => units.successorsOf(step.unit.id).length === 1)
    const of = (side: string, late: number, from: number, days: number, ids: number[]) =>
      Array.from({ length: 20 }, (_, n) => {
        const received = from + Math.floor((n * days) / 20)
        const isLate = n < late / 5
        return dossier({
          id: `${key}-${side}-${n}`,
          unit: ids[n % ids.length] as number,
          received,
          finished: received + (isLate ? 9 : 3),
        })
      })
    const gone = made.length > 0 ? made.map((step) => step.unit.id) : [unit.id]
    return [...of('before', before, merger - 400, 380, gone), ...of('since', since, merger + 5, today - merger - 30, [unit.id])]
  })
  const first = dossier({ id: 'first', unit: units.find('xa-nhu-quynh').id, received: merger - 900, finished: merger - 890 })
  await commit(database, await openRun(database, 'dossiers-sim'), [first, ...drafts])
  await heard(database, new Date())
  return { database, url: (await serve(database)).url }
}

/** The same question asked of the facts themselves: points gained or lost since the merger, the worst first. */
async function fallen({ pool }: Database) {
  const { rows } = await pool.query<{ key: string; name: string; change: number; since: string[] }>(`
    with merger as (select max(on_date) as on_date from succession join unit on unit.id = to_id where unit.kind = 'commune' and on_date <= now()),
    ended as (
      select coalesce(heir.to_id, fact.unit_id) as unit_id, external_id, outcome <> 'late' as in_time,
             (finished_at at time zone 'Asia/Ho_Chi_Minh')::date >= merger.on_date as is_since
      from merger, dossier_fact fact left join succession heir on heir.from_id = fact.unit_id
      where (finished_at at time zone 'Asia/Ho_Chi_Minh')::date >= merger.on_date - (current_date - merger.on_date + 1)
    )
    select unit.key, unit.name, array_agg(external_id order by external_id) filter (where is_since) as since,
           100 * (avg(in_time::int) filter (where is_since) - avg(in_time::int) filter (where not is_since))::float8 as change
    from ended join unit on unit.id = ended.unit_id group by 1, 2 order by change, 1`)
  return rows
}

test(`${QUESTION} Asked and answered in fewer than ${FEWER_THAN} clicks`, async () => {
  const { database, url } = await told()
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.on('pageerror', (error) => expect.soft(error.message).toBe(''))
  await page.goto(`${url}/explore`)
  const hand = countingHand()

  await hand.press(page.getByRole('button', { name: 'Thêm chỉ tiêu' }))
  await hand.type(page.getByRole('dialog').getByRole('combobox'), 'ket thuc dung han')
  await hand.press(page.getByRole('option', { name: 'Hồ sơ đã kết thúc đúng hạn' }).first())
  await hand.choose(page.getByLabel('Chia theo'), 'Đơn vị trực thuộc')
  await hand.press(page.getByRole('button', { name: 'So trước và sau sáp nhập' }))
  const rows = page.locator('.cube-table tbody tr')
  await expect.poll(() => rows.first().locator('[data-change]').getAttribute('data-change'), PATIENCE).toMatch(/^-/)

  const truth = await fallen(database)
  const worst = truth[0] as (typeof truth)[number]
  expect(worst.change).toBeLessThan((truth[1] as typeof worst).change)
  const shown = await rows.evaluateAll((all) =>
    all.flatMap((row) => {
      const change = row.querySelector('[data-change]')?.getAttribute('data-change')
      return change ? [[row.querySelector('th .cube-open')?.textContent, Math.round(Number(change))]] : []
    }),
  )
  expect(shown).toEqual(truth.map(({ name, change }) => [name, Math.round(change)]))
  expect(await rows.first().locator('[data-change] .way').getAttribute('data-way')).toBe('down')
  expect(await page.getByLabel('Kỳ số liệu').locator('option:checked').textContent()).toContain('sáp nhập 01/07/2025')
  expect(await page.getByLabel('So với').inputValue()).toBe('previous')

  await hand.press(rows.first().getByRole('button', { name: worst.name, exact: true }))
  await page.locator('.records-verdict').waitFor()
  await hand.choose(page.getByLabel('Thành phần'), /^Mẫu số: Hồ sơ giải quyết xong/)
  await expect
    .poll(() => page.locator('.records-table').getAttribute('aria-rowcount'), PATIENCE)
    .toBe(String(worst.since.length + 1))
  expect(await page.locator('.records-verdict').getAttribute('data-agrees')).toBe('true')
  const listed = await page.locator('.records-table [data-record]').allTextContents()
  expect(listed.toSorted()).toEqual(worst.since)
  const places = await page.locator('.records-table tbody tr:has([data-record]) td:nth-child(3)').allTextContents()
  expect(new Set(places)).toEqual(new Set([worst.name]))

  console.info(`${hand.count()} clicks: ${QUESTION} ${worst.name}, ${worst.change.toFixed(1)} points.`)
  expect(hand.count()).toBeLessThan(FEWER_THAN)
}, 240_000)
