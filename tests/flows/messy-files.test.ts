import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { DraftList, type DraftSpec } from '@ioc/server/contract'
import { verify } from '@ioc/sql'
import { buildWeb } from '@ioc/workers/testing'
import { parse } from 'csv-parse/sync'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { filesIn, realData } from '../real-data/shared.ts'
import { stand } from '../support/app.ts'
import { launchBrowser, signIn } from '../support/browser.ts'
import { clerk } from '../support/clerk.ts'
import { cloneOf } from '../support/database.ts'
import { TEMPLATE } from '../support/global-setup.ts'
import { type Choices, steward, takeInBrought } from '../support/making.ts'
import type { Counted, MessyFile } from '../support/messy/file.ts'
import { MESSY_FILES } from '../support/messy/files.ts'

// The real messy files are mapped through the console alone, and none by code: of each way to lay figures out one by clicks and
// typing, its like by the same choices told to the routes the console calls. What is stored is compared with what another reader
// counts in the file. What it would move is weighed on screen only.

const FOLDERS = ['messy', 'admin', 'budget_xls', 'budget_ckns', 'indices_xls', 'analog', 'rss', 'tthc']
const isHere = FOLDERS.every(realData)

// One house for all: every file is a feed of its own.
let house: Awaited<ReturnType<typeof cloneOf>> & Awaited<ReturnType<typeof stand>>
let browser: Browser
let page: Page
let keys: string
beforeAll(async () => {
  if (!isHere) return
  keys = mkdtempSync(join(tmpdir(), 'ioc-key-'))
  vi.stubEnv('IOC_SECRETS_KEY_FILE', join(keys, 'secrets.key'))
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  const cloned = await cloneOf(TEMPLATE)
  house = { ...cloned, ...(await stand(cloned.database)) }
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.setDefaultTimeout(30_000)
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await house?.app.close()
  await house?.drop()
  if (keys) rmSync(keys, { recursive: true, force: true })
})

const broughtAs = ({ file, called = basename(file) }: MessyFile) => ({ name: called, buffer: readFileSync(file) })

async function map(s: Choices, { kind, ...file }: MessyFile): Promise<void> {
  await s.kind(kind)
  await file.map(s)
}

/** What is published is taken in, and adds up to what another reader counts. */
async function expectTakenIn({ facts, total, ...file }: MessyFile, known: Counted): Promise<void> {
  const { pool } = house.database
  await takeInBrought(house.database)
  const { rows: runs } = await pool.query('select feed_id, read, inserted, held, rejected from run order by id desc limit 1')
  const [{ feed_id, ...run }] = runs
  const stored = { inserted: known.things ?? known.facts, held: known.held, rejected: 0 }
  expect(run).toEqual({ read: known.facts + known.held, ...stored })
  const { rows } = await pool.query(`select ${total} as total from ${facts} where feed_id = $1`, [feed_id])
  expect(Number(rows[0].total) / known.total).toBeCloseTo(1, 9)
  if (!known.spots) return
  const told = file.told as NonNullable<MessyFile['told']>
  const spots = await pool.query(
    `select unit.key || ' ' || ${told.item} as spot, ${told.figure} as figure from ${facts} join unit on unit.id = unit_id
     where feed_id = $1 and unit.key || ' ' || ${told.item} = any($2)`,
    [feed_id, Object.keys(known.spots)],
  )
  expect(spots.rows).toHaveLength(Object.keys(known.spots).length)
  for (const { spot, figure } of spots.rows) expect(Number(figure), spot).toBeCloseTo(known.spots[spot] as number, told.decimals)
}

/** What choices come to, apart from what its feed is called and who answers for it. */
function chosenIn({ domain, kind, format, map, zone, unitKinds, redact }: DraftSpec) {
  return { domain, kind, format, map, zone, unitKinds, redact }
}

describe.skipIf(!isHere)('real files, through the console alone', () => {
  test.each(MESSY_FILES.filter(({ isClicked }) => isClicked))('by clicks: $name', { timeout: 120_000 }, async (file) => {
    const s = steward(page)
    await s.begin(house.url, broughtAs(file))
    await file.read?.(s)
    await s.next('ghép cột')
    await map(s, file)
    await s.next('xem thử')
    for (const [stranger, unit] of Object.entries(file.strangers ?? {})) await s.tell(stranger, unit)
    const known = file.counted()
    expect(await s.tried()).toEqual({ facts: known.facts, held: known.held, rejected: 0 })
    await page.getByText('Đang tính thử').waitFor({ state: 'detached' })

    const [clicked] = DraftList.parse(await (await fetch(`${house.url}/api/drafts`)).json())
    const told = await clerk(house.url, broughtAs(file))
    await file.read?.(told)
    await map(told, file)
    for (const [stranger, unit] of Object.entries(file.strangers ?? {})) await told.tell(stranger, unit)
    expect(chosenIn(told.draft), 'what the routes are told is what the clicks store').toEqual(
      chosenIn(clicked?.spec as DraftSpec),
    )
    await told.drop()

    await s.publish(`Tệp thật: ${file.name}`.slice(0, 60))
    await expectTakenIn(file, known)
    await page.getByRole('link', { name: 'Xem lượt chạy' }).click()
    await page.getByRole('cell', { name: /^Xong/ }).waitFor()
  })

  test.each(MESSY_FILES.filter(({ isClicked }) => !isClicked))(
    'by the routes the console calls: $name',
    {
      timeout: 60_000,
    },
    async (file) => {
      const s = await clerk(house.url, broughtAs(file))
      await file.read?.(s)
      await map(s, file)
      for (const [stranger, unit] of Object.entries(file.strangers ?? {})) await s.tell(stranger, unit)
      const known = file.counted()
      expect(await s.tried()).toEqual({ facts: known.facts, held: known.held, rejected: 0 })
      await s.publish(`Tệp thật: ${file.name}`.slice(0, 60))
      await expectTakenIn(file, known)
    },
  )

  test('numbers of legal texts: those that can be read two ways are held with what to do, and mended in the grid', {
    timeout: 180_000,
  }, async () => {
    const { database, url } = house
    const s = steward(page)
    await s.begin(url, { name: basename(NUMBERS), buffer: readFileSync(NUMBERS) })
    await s.onlyRows('unit', 'words', Object.keys(DONG).join(', '))
    await s.next('ghép cột')
    await s.kind('budget/budget_figure/')
    await s.fixed('Đơn vị', 'hung-yen')
    await s.from('Khoản mục', 'source_file')
    await s.join('Khoản mục', 'raw_number')
    await s.none('Nguồn số liệu')
    await s.fixed('Ngày số liệu', '2025-12-31')
    await s.fixed('Loại số liệu', 'Dự toán')
    await s.from('Số tiền', 'raw_number')
    await s.numbers('Số tiền', '')
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
    const { rows: runs } = await database.pool.query('select read, held from run order by id desc limit 1')
    expect(runs).toEqual([{ read: held + sound.length, held }])

    const first = ambiguous.find(({ raw_number }) => /^\d+\.\d{3}$/.test(raw_number)) as Money
    await page.goto(`${url}/console/feeds/so-trong-van-ban/held`)
    await page.getByRole('columnheader', { name: 'raw_number' }).waitFor()
    const cell = page.locator(`input[data-column="raw_number"][value="${first.raw_number}"]`).first()
    expect(await cell.getAttribute('title')).toMatch(/không rõ dấu nào là phần nghìn.*ở đây hoặc tại nguồn/)
    const meant = first.raw_number.replaceAll('.', '')
    await cell.fill(meant)
    await page.locator('.held-sound').waitFor()
    await signIn(page.context(), 'Nguyễn Thị Lan')
    await page.getByRole('button', { name: 'Thử lại và đưa vào 1 dòng' }).click()
    await page.getByText('Đưa vào 1 dòng, chờ duyệt 0, còn lỗi 0.').waitFor()
    const { rows } = await database.pool.query('select amount from budget_fact where item like $1', [`% ${meant}`])
    expect(rows).toHaveLength(1)
    expect(Number(rows[0].amount)).toBe(Number(meant) * (DONG[first.unit] as number))
  })

  test('all of them together add up in the ledger', { timeout: 120_000 }, async () => {
    expect((await verify(house.database.db)).differences).toEqual([])
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
