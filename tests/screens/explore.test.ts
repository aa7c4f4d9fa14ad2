import { loadUnitRegistry } from '@ioc/sql'
import { buildWeb } from '@ioc/workers/testing'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { commit, type DossierSketch, dossier, openRun } from '../support/dossiers.ts'
import { heard } from '../support/sources.ts'

// The explorer in a real browser: a question of few clicks, its answer as a picture and as a table, and down to the records.

let browser: Browser

beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

const PLACES = ['phuong-pho-hien', 'xa-nhu-quynh', 'phuong-thai-binh'] as const
/** Days after 1 January 2026. */
const TODAY = Math.floor((Date.now() - Date.parse('2026-01-01T00:00:00+07:00')) / 86_400_000)

interface Told extends Omit<DossierSketch, 'id'> {
  place: 0 | 1 | 2
}

/** The explorer of a province that was told of dossiers, at an address. */
async function explore(search: string, told: readonly Told[], colorScheme: 'light' | 'dark' = 'light') {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const run = await openRun(database, 'dossiers-sim')
  const first = dossier({ id: 'first', unit: units.find(PLACES[0]).id, received: TODAY - 900, finished: TODAY - 890 })
  await commit(database, run, [
    first,
    ...told.map(({ place, ...sketch }, n) => dossier({ id: `d${n}`, unit: units.find(PLACES[place]).id, ...sketch })),
  ])
  await heard(database, new Date())
  const { url } = await serve(database)
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme })
  page.on('pageerror', (error) => expect.soft(error.message).toBe(''))
  await page.goto(`${url}/explore${search}`)
  return { page, url, database, run, units }
}

const many = (count: number, sketch: Told): Told[] => Array.from({ length: count }, () => sketch)

/** What stands in each row of the table under the picture. */
const tableOf = (page: Page) =>
  page
    .locator('.cube-table tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent?.trim())))

test('an indicator is found without its marks, and what it was each month stands in a line and in a table', async () => {
  const { page } = await explore('', [
    ...many(3, { place: 0, received: TODAY - 1 }),
    ...many(2, { place: 1, received: TODAY - 70 }),
  ])
  await page.getByRole('heading', { name: 'Chọn một chỉ tiêu để bắt đầu' }).waitFor()
  await page.getByRole('button', { name: 'Thêm chỉ tiêu' }).click()
  await page.getByRole('dialog').getByRole('combobox').waitFor()
  await page.keyboard.type('tiep nhan ho so')
  await page.getByRole('option', { name: 'Tiếp nhận hồ sơ', exact: true }).first().click()
  await page.getByRole('heading', { level: 1, name: 'Tiếp nhận', exact: true }).waitFor()
  await page.locator('.cube-table').waitFor()
  const told = (await tableOf(page)).map(([, value]) => value).filter((value) => value !== '0' && value !== '—')
  expect(told).toEqual(['3', '2'])
  expect(await page.locator('.explore-chart').getAttribute('aria-label')).toContain('Đường: Tiếp nhận')
})

test('months that are whole though the stretch chosen is not say so above the picture, in either language', async () => {
  const { page, url } = await explore('?indicator=dossiers.received_today&over=2026-03-15..2026-06-20&step=month', [])
  await page.getByText('Mỗi điểm là trọn một tháng: số liệu kể từ 01/03/2026 đến hết 30/06/2026, rộng hơn kỳ đã chọn.').waitFor()
  await page.goto(`${url}/explore?indicator=dossiers.received_today&over=2026-03-15..2026-06-20&step=month&lang=en`)
  await page.getByText('Each point is a whole month').waitFor()
})

test('all that is chosen stands in the address: whoever opens it sees the same', async () => {
  const told = [...many(4, { place: 0, received: TODAY - 3 }), ...many(1, { place: 1, received: TODAY - 3 })]
  const { page, url } = await explore('?indicator=dossiers.received_today', told)
  await page.getByLabel('Chia theo').selectOption({ label: 'Đơn vị trực thuộc' })
  await page.getByLabel('Kỳ số liệu').selectOption({ label: 'Năm nay' })
  await page.getByRole('radio', { name: 'Bản đồ', exact: true }).check({ force: true })
  await page.locator('.explore-map').waitFor()
  await page.getByLabel('Làm nổi Phường Phố Hiến').check()
  const table = await tableOf(page)
  const again = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await again.goto(page.url())
  await again.locator('.explore-map').waitFor()
  expect(await tableOf(again)).toEqual(table)
  expect(await again.getByLabel('Thôi làm nổi Phường Phố Hiến').isChecked()).toBe(true)
  expect(await again.getByLabel('Kỳ số liệu').inputValue()).toBe('year')
  expect(new URL(again.url()).origin).toBe(url)
})

test('province, commune, records: a level a click, the records add up, and the way back leads up', async () => {
  const { page } = await explore('?indicator=dossiers.overdue&by=unit', [
    ...many(5, { place: 0, received: TODAY - 60 }),
    ...many(2, { place: 1, received: TODAY - 60 }),
  ])
  await page.getByRole('button', { name: 'Phường Phố Hiến', exact: true }).click()
  const verdict = page.locator('.records-verdict')
  await verdict.waitFor()
  expect(await verdict.getAttribute('data-agrees')).toBe('true')
  expect(await verdict.textContent()).toContain('5 bản ghi cộng lại được 5 hồ sơ')
  expect(await page.locator('.records-table [data-record]').allTextContents()).toEqual(['d0', 'd1', 'd2', 'd3', 'd4'])
  expect(await page.getByRole('navigation', { name: 'Đang xem' }).locator('li').allTextContents()).toEqual([
    'Toàn tỉnh',
    'Phường Phố Hiến',
  ])

  await page.getByRole('link', { name: 'd3' }).click()
  await page.getByRole('dialog').getByText('d3').first().waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  await page.getByRole('button', { name: 'Toàn tỉnh', exact: true }).first().click()
  await page.locator('.cube-table').waitFor()
  expect((await tableOf(page)).slice(0, 2).map(([name, value]) => [name, value])).toEqual([
    ['Phường Phố Hiến', '5'],
    ['Xã Như Quỳnh', '2'],
  ])
})

test('a stretch of time drawn over the line is all that is shown, until the whole is wanted again', async () => {
  const { page } = await explore(
    '?indicator=dossiers.received_today',
    Array.from({ length: 12 }, (_, month): Told => ({ place: 0, received: TODAY - 28 * month })),
  )
  await page.locator('.cube-table').waitFor()
  const all = (await tableOf(page)).length
  const box = await page.locator('.explore-chart').boundingBox()
  if (!box) throw new Error('No chart.')
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2, { steps: 8 })
  await page.mouse.up()
  await page.getByRole('button', { name: 'Xem cả kỳ' }).waitFor()
  const shown = (await tableOf(page)).length
  expect(shown).toBeGreaterThan(1)
  expect(shown).toBeLessThan(all)
  expect(new URL(page.url()).searchParams.get('zoom')).toMatch(/^\d{4}.*Z\.\.\d{4}.*Z$/)
  await page.getByRole('button', { name: 'Xem cả kỳ' }).click()
  await expect.poll(async () => (await tableOf(page)).length).toBe(all)
})

test('a point of the line says all it was ever known to be, and what was known then is a click away', async () => {
  const { page, database, units } = await explore(
    '?indicator=dossiers.received_today',
    many(3, { place: 0, received: TODAY - 40 }),
  )
  const before = new Date().toISOString()
  await commit(
    database,
    await openRun(database, 'dossiers-sim'),
    ['late1', 'late2'].map((id) => dossier({ id, unit: units.find(PLACES[0]).id, received: TODAY - 40 })),
  )
  await page.reload()
  await page.locator('.cube-table').waitFor()
  const rows = await tableOf(page)
  const [month] = rows.find(([, value]) => value === '5') ?? []
  await page.getByRole('button', { name: month ?? '', exact: true }).click()
  const point = page.getByRole('complementary', { name: new RegExp(month ?? '') })
  await expect
    .poll(() => point.locator('.point-vintages b').allTextContents(), { timeout: 15_000 })
    .toEqual(['5 hồ sơ', '3 hồ sơ'])
  expect(await point.locator('.point-vintages span').first().textContent()).toBe('+2')
  await point.locator('.point-vintages button').last().click()
  await expect.poll(async () => (await tableOf(page)).find(([name]) => name === month)?.[1], { timeout: 15_000 }).toBe('3')
  const known = new URL(page.url()).searchParams.get('known') ?? ''
  expect(known < before).toBe(true)
})

test('units of many pictures are the same units: bars, a map, lines, a heat map and two indicators against each other', async () => {
  const { page } = await explore('?indicator=dossiers.received_today&indicator=dossiers.completed_today&by=unit&over=year', [
    ...many(5, { place: 0, received: TODAY - 60, finished: TODAY - 50 }),
    ...many(2, { place: 1, received: TODAY - 60, finished: TODAY - 50 }),
  ])
  for (const [kind, name] of [
    ['bar', 'Cột'],
    ['scatter', 'Tương quan'],
    ['line', 'Đường'],
    ['heat', 'Bản đồ nhiệt'],
  ] as const) {
    await page.getByRole('radio', { name, exact: true }).check({ force: true })
    await page.locator(`.explore-picture[data-picture="${kind}"] canvas`).first().waitFor()
    expect((await tableOf(page))[0]?.[0], name).toBe('Phường Phố Hiến')
  }
  await page.getByRole('radio', { name: 'Bản đồ', exact: true }).check({ force: true })
  const unit = page.locator('.explore-unit', { hasText: 'Phường Phố Hiến' })
  expect(await unit.getAttribute('aria-label')).toContain('5 hồ sơ')
  await unit.focus()
  await page.keyboard.press('Enter')
  await page.locator('.records-verdict').waitFor()
})

test('set beside the year before, each unit says how much it changed, and so does each month, of the whole and of each unit', async () => {
  const { page, url } = await explore('?indicator=dossiers.received_today&by=unit&over=year&compare=solar', [
    ...many(5, { place: 0, received: TODAY - 40 }),
    ...many(2, { place: 0, received: TODAY - 365 - 40 }),
  ])
  await page.locator('.cube-table').waitFor()
  expect((await tableOf(page))[0]?.slice(0, 5)).toEqual(['Phường Phố Hiến', '5', '2', '+3', '+150,0 %'])
  await page.goto(`${url}/explore?indicator=dossiers.received_today&compare=solar`)
  await page.locator('.cube-table').waitFor()
  expect((await tableOf(page)).find(([, value]) => value === '5')?.slice(1, 5)).toEqual(['5', '2', '+3', '+150,0 %'])
  await page.goto(`${url}/explore?indicator=dossiers.received_today&by=unit&picture=line&compare=solar`)
  await page.locator('.cube-table[data-wide]').waitFor()
  expect((await tableOf(page)).find(([name]) => name === 'Phường Phố Hiến')).toContain('5+3')
})

test('set beside the plan, each unit and each month says how far it is from what was to be reached', async () => {
  const { page, url } = await explore('?indicator=dossiers.on_time_rate&by=unit&over=year&compare=target', [
    // All of one day, so that they are of one month.
    ...many(3, { place: 0, received: TODAY - 32, finished: TODAY - 30 }),
    { place: 0, received: TODAY - 40, finished: TODAY - 30 },
  ])
  await page.locator('.cube-table').waitFor()
  expect(await page.locator('.cube-table thead th').allTextContents()).toEqual(expect.arrayContaining(['Kế hoạch', 'Hơn, kém ']))
  expect((await tableOf(page))[0]?.slice(0, 4)).toEqual(['Phường Phố Hiến', '75,0', '98,0', '−23,0 điểm'])
  expect(await page.locator('.explore-reading').textContent()).toContain('kế hoạch 98,0\u202f% (−23,0 điểm)')
  await page.goto(`${url}/explore?indicator=dossiers.on_time_rate&compare=target`)
  await page.locator('.cube-table').waitFor()
  expect((await tableOf(page)).find(([, value]) => value === '75,0')?.slice(1, 4)).toEqual(['75,0', '98,0', '−23,0 điểm'])
})

test('what stands at one moment is followed from day to day, and a point of it opens as it was known then', async () => {
  const { page, database } = await explore('?indicator=dossiers.overdue', many(2, { place: 0, received: TODAY - 60 }))
  // Its source was heard all the while.
  await database.pool.query("update run set started_at = now() - interval '90 days'")
  await page.reload()
  await page.getByText('theo những gì đã biết lúc đó').waitFor()
  expect(await page.locator('.explore-reading').getAttribute('data-value')).toBe('2')
  await page.locator('.cube-table tbody tr').first().getByRole('button').click()
  await page.locator('.point p').getByText('2 hồ sơ').waitFor()
  await page.locator('.point').getByRole('button', { name: 'Xem hồ sơ gốc' }).click()
  await page.locator('.records-verdict').waitFor()
})

test('a dimension is followed over time, a row a value', async () => {
  const { page } = await explore(
    '?indicator=dossiers.received_today&by=channel&picture=heat&over=2026-01-01..2026-12-31&step=month',
    [...many(3, { place: 0, received: TODAY - 1 }), ...many(2, { place: 1, received: TODAY - 1, channel: 'direct' })],
  )
  await page.locator('.cube-table').waitFor()
  const rows = await tableOf(page)
  expect(rows.map(([name]) => name)).toEqual(expect.arrayContaining(['trực tuyến', 'trực tiếp']))
})

test('what happened meanwhile stands behind the line: the merger, and a storm somebody wrote down', async () => {
  const { page, url } = await explore(
    '?indicator=dossiers.received_today&over=2025-05-01..2026-10-31',
    many(3, { place: 0, received: TODAY - 60 }),
  )
  const event = { kind: 'storm', title: { vi: 'Bão số 3' }, from: '2026-09-07', to: '2026-09-09', source: 'Bản tin' }
  const written = await fetch(`${url}/api/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ event, by: 'Lan', why: 'Thử' }),
  })
  expect(written.status, await written.text()).toBeLessThan(300)
  await page.reload()
  const events = page.getByRole('list', { name: 'Sự kiện trong kỳ' })
  await events.waitFor({ state: 'attached' })
  expect(await events.locator('li').allTextContents()).toEqual([
    expect.stringMatching(/^Sắp xếp|^Sáp nhập|Hưng Yên.*01\/07\/2025/),
    expect.stringContaining('Bão số 3, 07/09/2026 – 09/09/2026'),
  ])
})

test('of a figure that is held back it says when it is released, and not that there is none', async () => {
  const { page, url } = await explore('', many(3, { place: 0, received: TODAY - 40 }))
  const day = new Date(Date.now() - 40 * 86_400_000 + 7 * 3_600_000).toISOString().slice(0, 10)
  const until = new Date(Math.floor(Date.now() / 60_000) * 60_000 + 48 * 3_600_000)
  const held = await fetch(`${url}/api/embargoes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ indicator: 'dossiers.received_today', from: day, to: day, until, why: 'Họp báo', by: 'Lan' }),
  })
  expect(held.status, await held.text()).toBeLessThan(300)
  await page.goto(`${url}/explore?indicator=dossiers.received_today&over=${day}`)
  await page.locator('p.explore-said', { hasText: /^Còn số liệu chờ công bố lúc \d\d:\d\d \d\d\/\d\d\/\d{4}\.$/ }).waitFor()
  expect(await page.getByText('Không có số liệu nào trong kỳ này').count()).toBe(0)
  expect(await page.locator('.explore-reading').textContent()).toContain('Còn số liệu chờ công bố lúc')
})

test('on a phone it is no wider than the phone, whatever is asked, and the question is folded away above its answer', async () => {
  const { page, url } = await explore('', many(4, { place: 0, received: TODAY - 60 }))
  await page.setViewportSize({ width: 390, height: 844 })
  for (const search of [
    '',
    '?indicator=dossiers.received_today&indicator=dossiers.on_time_rate&at=2026-09-30T17:00:00.000Z',
    '?indicator=dossiers.overdue&by=unit&pick=phuong-pho-hien&compare=solar',
    '?indicator=dossiers.overdue&by=unit&picture=map',
    '?indicator=dossiers.received_today&by=unit&over=year&picture=heat',
    '?indicator=dossiers.overdue&by=records',
    '?indicator=dossiers.overdue&by=forecast',
  ]) {
    await page.goto(`${url}/explore${search}`)
    await page.locator('.start, .cube-table, .records-table, .forecast, .explore-said:not([role])').first().waitFor()
    const over = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(await over(), search).toBe(0)
    if (search === '') continue
    expect(await page.getByLabel('Chia theo').isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Đổi câu hỏi' }).click()
    expect(await page.getByLabel('Chia theo').isVisible()).toBe(true)
    expect(await over(), search).toBe(0)
  }
})

test('a unit past a threshold says so in the table, and not only that its figures are there', async () => {
  const { page } = await explore('?indicator=dossiers.on_time_rate&by=unit&over=year', [
    ...many(3, { place: 0, received: TODAY - 40, finished: TODAY - 30 }),
    { place: 0, received: TODAY - 32, finished: TODAY - 30 },
  ])
  await page.locator('.cube-table').waitFor()
  const [row] = await tableOf(page)
  expect(row?.slice(0, 2)).toEqual(['Phường Phố Hiến', '25,0'])
  expect(row?.[2]).toMatch(/^Nghiêm trọng/)
})

test('while what there is to ask is fetched the page says so, and none is offered that is asked already', async () => {
  const { page, url } = await explore('', [])
  let answer = () => {}
  const asked = new Promise<void>((done) => {
    answer = done
  })
  await page.route('**/api/indicators', async (route) => {
    await asked
    await route.continue()
  })
  await page.goto(`${url}/explore?indicator=dossiers.received_today`)
  await page.getByText('Đang tải…').waitFor()
  expect(await page.getByRole('button', { name: 'Thêm chỉ tiêu' }).count()).toBe(0)
  answer()
  await page.getByRole('button', { name: 'Thêm chỉ tiêu' }).waitFor()
  expect(await page.getByText('Đang tải…').count()).toBe(0)
})

test.each(['light', 'dark'] as const)('nothing keeps anybody from reading or working it (WCAG 2.2 AA), %s', async (scheme) => {
  const { page, url } = await explore('', many(4, { place: 0, received: TODAY - 60 }), scheme)
  for (const search of [
    '',
    '?indicator=dossiers.received_today&at=2026-09-30T17:00:00.000Z',
    '?indicator=dossiers.overdue&by=unit&picture=map',
    '?indicator=dossiers.overdue&by=records',
  ]) {
    await page.goto(`${url}/explore${search}`)
    await page.locator('.start, .cube-table, .records-table').first().waitFor()
    await page.evaluate(axe.source)
    const violations = await page.evaluate<{ id: string; nodes: { html: string; failureSummary: string }[] }[]>(
      `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) => violations)`,
    )
    expect(
      violations.flatMap(({ id, nodes }) =>
        nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`),
      ),
    ).toEqual([])
  }
})
