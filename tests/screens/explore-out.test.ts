import { readFileSync } from 'node:fs'
import { read, utils } from '@e965/xlsx'
import { buildWeb } from '@ioc/workers/testing'
import { parse } from 'csv-parse/sync'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { heard } from '../support/sources.ts'

// What leaves the explorer, opened by other readers and compared cell by cell with what its screen shows.

let browser: Browser

beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

const NOW = Math.floor((Date.now() - Date.parse('2026-01-01T00:00:00+07:00')) / 86_400_000)

/** Dossiers of two communes over a year and more, some late, so that the year before is known. */
async function explorer(): Promise<{ url: string; page: Page }> {
  const database = await hungYen()
  const { rows } = await database.pool.query(`select key, id from unit where key in ('phuong-pho-hien', 'xa-nhu-quynh')`)
  const drafts = rows.flatMap(({ id, key }, place) =>
    Array.from({ length: 60 }, (_, n) => {
      const received = NOW - 5 - 9 * n
      const finished = n % 7 === 0 ? null : received + (n % (3 + place) === 0 ? 9 : 3)
      return dossier({ id: `${key}-${n}`, unit: id, received, finished, channel: n % 3 === 0 ? 'direct' : 'online' })
    }),
  )
  await commit(database, await openRun(database, 'dossiers-sim'), drafts)
  await heard(database, new Date())
  const { url } = await serve(database)
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.on('pageerror', (error) => expect.soft(error.message).toBe(''))
  return { url, page }
}

async function take(page: Page, name: RegExp): Promise<{ file: Buffer; name: string }> {
  await page.getByText('Tải về', { exact: true }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()])
  await page.getByRole('button', { name }).waitFor({ state: 'hidden' })
  return { file: readFileSync(await download.path()), name: download.suggestedFilename() }
}

type Line = (string | number | boolean | null)[]

interface Taken {
  heads: string[]
  rows: Line[]
  about: Map<string, string>
}

async function takeXlsx(page: Page): Promise<Taken> {
  const { file } = await take(page, /Excel/)
  const book = read(file, { cellDates: true, UTC: true })
  const [table, about] = book.SheetNames.map((name) =>
    utils.sheet_to_json<Line>(book.Sheets[name] as never, { header: 1, defval: null, UTC: true }),
  )
  const [heads, ...rows] = table as Line[]
  const day = (cell: unknown) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : cell)
  return {
    heads: heads as string[],
    rows: rows.map((row) => row.map(day) as Line),
    about: new Map((about as Line[]).map(([name, said]) => [String(name), String(said)])),
  }
}

async function takeCsv(page: Page): Promise<Taken> {
  const { file } = await take(page, /CSV/)
  expect(file.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
  const [heads, ...lines] = parse(file, { bom: true }) as string[][]
  const end = lines.findIndex((line) => line.every((cell) => cell === ''))
  return {
    heads: heads as string[],
    rows: lines.slice(0, end),
    about: new Map(lines.slice(end + 1).map(([name, said]) => [name ?? '', said ?? ''])),
  }
}

interface Shown {
  head: string
  cells: { text: string; value: string | null; before: string | null }[]
}

/** The table as it stands on the screen. */
const shownOn = (page: Page): Promise<Shown[]> =>
  page.locator('.cube-table tbody tr').evaluateAll((rows) =>
    rows.map((row) => ({
      head: row.querySelector('.cube-open')?.textContent ?? '',
      cells: [...row.querySelectorAll('td')].map((cell) => ({
        text: (cell.querySelector('.mark') ?? cell).textContent?.trim() ?? '',
        value: cell.getAttribute('data-value'),
        before: cell.getAttribute('data-before'),
      })),
    })),
  )

const number = (text: string | null | undefined) => (text === '' || text == null ? null : Number(text))
const of = (cell: unknown) => (cell === '' || cell === null ? null : Number(cell))

async function open(page: Page, address: string) {
  await page.goto(address)
  await page.locator('.cube-table tbody tr').first().waitFor()
  await page.locator('.explore-asking').waitFor({ state: 'detached' })
}

test('a table of communes with two indicators leaves cell by cell as it stands, in a workbook and as CSV', async () => {
  const { url, page } = await explorer()
  await open(
    page,
    `${url}/explore?indicator=dossiers.on_time_rate&indicator=dossiers.received_today&by=unit&over=last12m&sort=name&picture=bar`,
  )
  const shown = await shownOn(page)
  expect(shown.length).toBeGreaterThan(100)
  expect(shown.some(({ cells }) => cells[0]?.value)).toBe(true)
  for (const { heads, rows, about } of [await takeXlsx(page), await takeCsv(page)]) {
    expect(heads.slice(0, 3)).toEqual(['Mã', 'Đơn vị', expect.stringContaining('(%)')])
    expect(heads).toHaveLength(12)
    expect(rows.map(([, name]) => name)).toEqual(shown.map(({ head }) => head))
    for (const [place, { cells }] of shown.entries()) {
      const row = rows[place] as Line
      expect([of(row[2]), of(row[7])]).toEqual([number(cells[0]?.value), number(cells[2]?.value)])
      expect(cells[1]?.text).toContain(row[3])
      expect(cells[3]?.text).toContain(row[8])
      for (const flag of [4, 5, 6, 9, 10, 11]) expect(String(row[flag])).toMatch(/^(true|false)$/)
    }
    expect([...about.keys()]).toEqual(
      expect.arrayContaining(['Chỉ tiêu', 'Cách tính', 'Căn cứ', 'Đơn vị', 'Đơn vị tính', 'Kỳ số liệu', 'Địa giới']),
    )
    expect(about.get('Theo số liệu đã biết lúc')).toMatch(/^\d\d:\d\d \d\d\/\d\d\/\d{4}$/)
    expect(about.get('Tính lúc')).toBe(about.get('Theo số liệu đã biết lúc'))
    expect(about.get('Nguồn số liệu')).toContain('mô phỏng')
    expect(about.get('Lĩnh vực')).toBe('Hồ sơ thủ tục hành chính')
    const address = new URL(about.get('Địa chỉ') ?? '')
    for (const [name, value] of new URL(page.url()).searchParams) expect(address.searchParams.getAll(name)).toContain(value)
  }
  await page.close()
})

test('a course leaves with its days as days, and as known when it was asked', async () => {
  const { url, page } = await explorer()
  const asOf = new Date().toISOString()
  const address = `${url}/explore?indicator=dossiers.received_today&over=last12m&step=month&known=${asOf}`
  await open(page, address)
  const shown = await shownOn(page)
  expect(shown).toHaveLength(12)
  const { heads, rows, about } = await takeXlsx(page)
  expect(heads[0]).toBe('Thời gian')
  expect(rows.map(([day]) => String(day).slice(0, 7).split('-').reverse().join('/'))).toEqual(shown.map(({ head }) => head))
  expect(rows.map((row) => of(row[1]))).toEqual(shown.map(({ cells }) => number(cells[0]?.value)))
  expect(rows.map((row) => row[2])).toEqual(shown.map(({ cells }) => cells[1]?.text))
  const known = new Date(Date.parse(asOf) + 7 * 3_600_000).toISOString()
  expect(about.get('Theo số liệu đã biết lúc')).toBe(
    `${known.slice(11, 16)} ${known.slice(0, 10).split('-').reverse().join('/')}`,
  )
  const csv = await takeCsv(page)
  expect(csv.rows.map(([day, value]) => [day, of(value)])).toEqual(rows.map(([day, value]) => [day, of(value)]))
  await page.close()
})

test('communes over time leave as a row for each at each time; a split by channel with what it is compared with', async () => {
  const { url, page } = await explorer()
  await open(page, `${url}/explore?indicator=dossiers.received_today&over=last12m&step=month&by=unit&picture=heat&sort=name`)
  const wide = await shownOn(page)
  const { rows } = await takeXlsx(page)
  expect(rows).toHaveLength(wide.length * 12)
  const written = (value: unknown) => (value === null ? '—' : new Intl.NumberFormat('vi-VN').format(Number(value)))
  expect(rows.map((row) => written(row[3]))).toEqual(wide.flatMap(({ cells }) => cells.map(({ text }) => text)))

  await open(page, `${url}/explore?indicator=dossiers.received_today&over=last12m&by=channel&compare=solar`)
  const shown = await shownOn(page)
  const split = await takeXlsx(page)
  expect(split.rows.map(([, name]) => name)).toEqual(shown.map(({ head }) => head))
  expect(split.rows.map((row) => [of(row[2]), of(row[3])])).toEqual(
    shown.map(({ cells }) => [number(cells[0]?.value), number(cells[1]?.before)]),
  )
  expect(split.rows.every((row) => row[9] === true)).toBe(true)
  await page.close()
})

test('the records behind a number leave as they are listed, in its words, and the file says that they add up', async () => {
  const { url, page } = await explorer()
  await page.goto(`${url}/explore?indicator=dossiers.on_time_rate&of=xa-nhu-quynh&over=year&by=records&term=2`)
  await page.locator('.records-verdict').waitFor()
  const verdict = (await page.locator('.records-verdict').textContent())?.trim()
  const listed = await page
    .locator('.records-table tbody tr:has([data-record])')
    .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('td')].map((each) => each.textContent?.trim() ?? '')))
  expect(listed.length).toBeGreaterThan(5)
  const heads = (await page.locator('.records-table thead th').allTextContents()).map((head) => head.trim())
  for (const taken of [await takeXlsx(page), await takeCsv(page)]) {
    expect(taken.heads).toEqual(heads)
    const cells = (place: number) => taken.rows.map((row) => String(row[place]))
    for (const head of ['Mã', 'Đơn vị', 'Kết quả', 'Kênh thực hiện']) {
      const place = heads.indexOf(head)
      expect(place, head).toBeGreaterThan(0)
      // As many as are in sight: the rest of a long list is fetched when it is scrolled to.
      expect(cells(place).slice(0, listed.length), head).toEqual(listed.map((row) => row[place]))
    }
    expect(taken.rows).toHaveLength(Number(await page.locator('.records-table').getAttribute('aria-rowcount')) - 1)
    expect(taken.about.get('Các bản ghi')).toBe(verdict)
    expect(taken.about.get('Thành phần')).toMatch(/^Mẫu số: /)
  }
  await page.close()
})

test('the picture leaves at twice its pixels, with its words around it', async () => {
  const { url, page } = await explorer()
  await open(page, `${url}/explore?indicator=dossiers.received_today&over=last12m&step=month`)
  const drawn = await page.locator('.explore-chart canvas').first().boundingBox()
  const { file, name } = await take(page, /PNG/)
  expect(name).toMatch(/^dossiers\.received_today_\d{4}-\d\d-\d\dT\d{4}\.png$/)
  expect(file.subarray(1, 4).toString()).toBe('PNG')
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)]
  expect(width).toBe(2 * Math.round(drawn?.width ?? 0))
  expect(height).toBeGreaterThan(2 * (drawn?.height ?? 0) + 200)
  await page.close()
})

test('the map leaves as it stands: its units in their colours, and what these mean', async () => {
  const { url, page } = await explorer()
  await page.goto(`${url}/explore?indicator=dossiers.received_today&over=year&by=unit&picture=map`)
  await page.locator('.explore-legend i').first().waitFor()
  const looks = await page
    .locator('.explore-unit')
    .evaluateAll((units) => [
      ...new Set(units.map((unit) => getComputedStyle(unit.firstElementChild?.nextElementSibling as Element).fill)),
    ])
  const { file } = await take(page, /PNG/)
  const found = await page.evaluate(async (base64) => {
    const image = new Image()
    image.src = `data:image/png;base64,${base64}`
    await image.decode()
    const canvas = document.createElement('canvas')
    ;[canvas.width, canvas.height] = [image.width, image.height]
    const drawn = canvas.getContext('2d') as CanvasRenderingContext2D
    drawn.drawImage(image, 0, 0)
    const { data } = drawn.getImageData(0, 0, canvas.width, canvas.height)
    const counts: Record<string, number> = {}
    for (let at = 0; at < data.length; at += 4) {
      const colour = `rgb(${data[at]}, ${data[at + 1]}, ${data[at + 2]})`
      counts[colour] = (counts[colour] ?? 0) + 1
    }
    return counts
  }, file.toString('base64'))
  const filled = looks.filter((look) => look.startsWith('rgb('))
  expect(filled.length).toBeGreaterThan(1)
  // Of the smallest unit of the schematic map some hundreds of pixels.
  for (const look of filled) expect(found[look] ?? 0, look).toBeGreaterThan(300)
  await page.close()
})
