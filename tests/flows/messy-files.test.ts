import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { type Database, verify } from '@ioc/sql'
import { buildWeb } from '@ioc/workers/testing'
import { parse } from 'csv-parse/sync'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { filesIn, realData } from '../real-data/shared.ts'
import { serve } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { steward, takeInBrought } from '../support/making.ts'
import { MESSY_FILES } from '../support/messy-files.ts'

// The real messy files are mapped through the console alone, by clicks and typing, and none by code: what is stored is compared
// with what another reader counts in the same file.

let browser: Browser
let keys: string
const FOLDERS = ['messy', 'admin', 'budget_xls', 'budget_ckns', 'indices_xls', 'analog', 'rss', 'tthc']
const isHere = FOLDERS.every(realData)
beforeAll(async () => {
  if (!isHere) return
  keys = mkdtempSync(join(tmpdir(), 'ioc-key-'))
  vi.stubEnv('IOC_SECRETS_KEY_FILE', join(keys, 'secrets.key'))
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  if (keys) rmSync(keys, { recursive: true, force: true })
})

async function open(): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.setDefaultTimeout(30_000)
  onTestFinished(() => page.close())
  return page
}

/** What came of the run, by the database. */
async function outcomeOf(database: Database): Promise<Record<'read' | 'inserted' | 'held' | 'rejected', number>> {
  const { rows } = await database.pool.query('select read, inserted, held, rejected from run order by id desc limit 1')
  return rows[0]
}

describe.skipIf(!isHere)('real files, through the console alone', () => {
  test.each(MESSY_FILES)(
    '$name',
    { timeout: 120_000 },
    async ({ name, file, called, read, kind, map, strangers, counted, total }) => {
      const database = await hungYen()
      const { url } = await serve(database)
      const page = await open()
      const s = steward(page)
      await s.begin(url, { name: called ?? basename(file), buffer: readFileSync(file) })
      await read?.(s)
      await s.next('ghép cột')
      await s.kind(kind)
      await map(s)
      await s.next('xem thử')
      for (const [stranger, unit] of Object.entries(strangers ?? {})) await s.tell(stranger, unit)
      const known = counted()
      expect(await s.tried()).toEqual({ facts: known.facts, held: known.held, rejected: 0 })
      await page.getByText('Đang tính thử').waitFor({ state: 'detached' })
      await s.publish(`Tệp thật: ${name}`.slice(0, 60))
      await takeInBrought(database)
      await page.getByRole('link', { name: 'Xem lượt chạy' }).click()
      await page.getByRole('cell', { name: /^Xong/ }).waitFor()
      expect(await outcomeOf(database)).toMatchObject({ inserted: known.things ?? known.facts, held: known.held, rejected: 0 })
      const { rows } = await database.pool.query(total)
      expect(Number(rows[0].total)).toBeCloseTo(known.total, 3)
      expect((await verify(database.db)).differences).toEqual([])
    },
  )

  test('numbers of legal texts: those that can be read two ways are held with what to do, and mended in the grid', {
    timeout: 180_000,
  }, async () => {
    const database = await hungYen()
    const { url } = await serve(database)
    const page = await open()
    const s = steward(page)
    await s.begin(url, { name: basename(NUMBERS), buffer: readFileSync(NUMBERS) })
    await s.onlyRows('unit', 'là một trong các từ…', Object.keys(DONG).join(', '))
    await s.next('ghép cột')
    await s.kind('budget/budget_figure/')
    await s.fixed('Đơn vị', 'hung-yen')
    await s.from('Khoản mục', 'source_file')
    await s.join('Khoản mục', 'raw_number')
    await s.none('Nguồn số liệu')
    await s.fixed('Ngày số liệu', '2025-12-31')
    await s.fixed('Loại số liệu', 'Dự toán')
    await s.from('Số tiền', 'raw_number')
    await s.numbers('Số tiền', 'số đọc một nghĩa (1234,5)')
    await s.unitIn('Số tiền', 'unit')
    await s.fixed('Đơn vị tính tiền', 'đồng')
    await s.next('xem thử')
    const { ambiguous, impossible, sound } = moneyIn(NUMBERS)
    expect(ambiguous.length).toBeGreaterThan(40)
    const held = ambiguous.length + impossible.length
    expect(await s.tried()).toEqual({ facts: sound.length, held, rejected: 0 })
    await page
      .getByText(/không rõ dấu nào là phần nghìn, dấu nào là phần thập phân/)
      .first()
      .waitFor()
    await s.publish('Số trong văn bản')
    await takeInBrought(database)
    expect(await outcomeOf(database)).toMatchObject({ read: held + sound.length, held })

    const first = ambiguous.find(({ raw_number }) => /^\d+\.\d{3}$/.test(raw_number)) as Money
    await page.goto(`${url}/console/feeds/so-trong-van-ban/held`)
    await page.getByRole('columnheader', { name: 'raw_number' }).waitFor()
    const cell = page.locator(`input[data-column="raw_number"][value="${first.raw_number}"]`).first()
    expect(await cell.getAttribute('title')).toMatch(/không rõ dấu nào là phần nghìn.*Sửa tại nguồn/)
    const meant = first.raw_number.replaceAll('.', '')
    await cell.fill(meant)
    await page.locator('.held-sound').waitFor()
    await page.getByRole('textbox', { name: 'Người thực hiện' }).fill('Nguyễn Thị Lan')
    await page.getByRole('button', { name: 'Thử lại và đưa vào 1 dòng' }).click()
    await page.getByText('Đưa vào 1 dòng, chờ duyệt 0, còn lỗi 0.').waitFor()
    const { rows } = await database.pool.query('select amount from budget_fact where item like $1', [`% ${meant}`])
    expect(rows).toHaveLength(1)
    expect(Number(rows[0].amount)).toBe(Number(meant) * (DONG[first.unit] as number))
    expect((await verify(database.db)).differences).toEqual([])
  })
})

const NUMBERS = filesIn('messy', /^vn_number/)[0] ?? ''
const DONG: Record<string, number> = { đồng: 1, 'nghìn đồng': 1e3, 'triệu đồng': 1e6, 'tỷ đồng': 1e9, 'tỉ đồng': 1e9 }

interface Money {
  raw_number: string
  unit: string
}

/** The sums of money of a file: those that can be read two ways, those no province has, the rest; told here by rules of their own. */
function moneyIn(file: string): Record<'ambiguous' | 'impossible' | 'sound', Money[]> {
  const rows: Money[] = parse(readFileSync(file, 'utf8'), { columns: true, bom: true })
  const sorted: ReturnType<typeof moneyIn> = { ambiguous: [], impossible: [], sound: [] }
  for (const row of rows.filter(({ unit }) => unit in DONG)) {
    const written = row.raw_number
    const vi = /^([1-9]\d{0,2}(\.\d{3})+|\d+)(,\d+)?$/.test(written)
    const en = /^([1-9]\d{0,2}(,\d{3})+|\d+)(\.\d+)?$/.test(written)
    const isPlain = /^\d+$/.test(written)
    if (!isPlain && vi === en) sorted.ambiguous.push(row)
    else {
      const amount = Number(vi ? written.replaceAll('.', '').replace(',', '.') : written.replaceAll(',', ''))
      // 200 thousand billion đồng: more than any line of any province's budget.
      sorted[amount * (DONG[row.unit] as number) > 2e14 ? 'impossible' : 'sound'].push(row)
    }
  }
  return sorted
}
