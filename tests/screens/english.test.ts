import { buildWeb, pullFeed, xlsx } from '@ioc/workers/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { takeFiles } from '../support/files.ts'
import { follow, PagedSource, request311 } from '../support/paged-source.ts'
import { newestPeriod, reportApi } from '../support/reports.ts'

// Whoever switched to English reads no Vietnamese but names, and what somebody else wrote: between «» or “”.

const VIETNAMESE = /[ăđơưàảãạằẳẵặầẩẫậèẻẽẹềểễệìỉĩịòỏõọồổỗộờởỡợùủũụừửữựỳỷỹỵáấắéếíóốớúứý]/i
const FORM = 'tram-y-te-thang'
const DOCTORS = 'nhan_luc.bac_si.so_nguoi'

let browser: Browser
let page: Page
let names: string[]
beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
})
afterAll(() => browser?.close())

/** Everything the screen says that no unit is called and nobody is quoted with. */
async function vietnamese(): Promise<string[]> {
  const told = await page.evaluate(() => {
    const texts: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) texts.push(walker.currentNode.textContent ?? '')
    for (const name of ['title', 'aria-label', 'placeholder'])
      for (const element of document.querySelectorAll(`[${name}]`)) texts.push(element.getAttribute(name) ?? '')
    return texts
  })
  return told.filter((text) => {
    const ours = names.reduce((left, name) => left.replaceAll(name, ''), text.replace(/«[^»]*»|“[^”]*”/g, ''))
    return VIETNAMESE.test(ours)
  })
}

const shows = async (text: string | RegExp) => {
  await page.getByText(text).first().waitFor({ timeout: 60_000 })
  expect(await vietnamese()).toEqual([])
}

test('one press at the head of a page switches the language: the address says so, the browser keeps it, and one more press takes it back', async () => {
  const { url } = await serve(await hungYen())
  const own = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  const english = (text: string) => own.getByText(text).first().waitFor()
  await own.goto(`${url}/console/new`)
  await own.getByRole('heading', { name: /Tạo nguồn mới/ }).waitFor()
  await own.getByRole('button', { name: 'VI EN' }).focus()
  await own.keyboard.press('Enter')
  await own.getByRole('heading', { name: /how do its data come/ }).waitFor()
  expect(own.url()).toBe(`${url}/console/new?lang=en`)
  expect(await own.locator('html').getAttribute('lang')).toBe('en')
  // A link that carries no language, another day.
  await own.goto(`${url}/wall`)
  await english('Live, just now')
  expect(own.url()).toBe(`${url}/wall?lang=en`)
  await own.getByRole('button', { name: 'VI EN' }).click()
  await english('Trực tuyến, vừa xong')
  await own.goto(`${url}/console/new`)
  await own.getByRole('heading', { name: /Tạo nguồn mới/ }).waitFor()
  await own.close()
})

test('who was sent an address in English goes on in English by every link, in this tab and in another, and leaves the browser as it was', async () => {
  const { url } = await serve(await hungYen())
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const own = await context.newPage()
  await own.goto(`${url}/console/new?lang=en`)
  const wall = own.getByRole('link', { name: 'Open the wall' })
  const [another] = await Promise.all([context.waitForEvent('page'), wall.click({ modifiers: ['Control'] })])
  // The tab may have come to its address before anybody waits for it: it is asked itself.
  await expect.poll(() => another.evaluate(() => location.href), { timeout: 30_000 }).toBe(`${url}/wall?lang=en`)
  await own.getByRole('link', { name: 'Feeds', exact: true }).focus()
  await own.keyboard.press('Enter')
  await own.waitForURL(`${url}/console/feeds?lang=en`)
  await wall.click()
  await own.waitForURL(`${url}/wall?lang=en`)
  await own.getByText('Live, just now').first().waitFor()
  // Who types an address that says nothing reads what this browser reads.
  await own.goto(`${url}/console/new`)
  await own.getByRole('heading', { name: /Tạo nguồn mới/ }).waitFor()
  await context.close()
})

test('what goes wrong with a source, a file and a report is said in English to whoever switched to it', async () => {
  const database = await hungYen()
  const { rows } = await database.pool.query<{ name: string }>(
    "select name from (select name from unit union select spec->>'owner' from feed) named order by length(name) desc",
  )
  // The product, the example of a name, and a form's legal basis stay what they are.
  names = ['Phố Hiến', 'Nguyễn Thị Lan', 'Nghị định 09/2019/NĐ-CP về chế độ báo cáo của cơ quan hành chính nhà nước']
  names.push(...rows.map(({ name }) => name))
  const { url } = await serve(database)
  const go = (path: string) => page.goto(`${url}/console/${path}?lang=en`)

  // A page unlike all before it.
  const file = (status: string) =>
    [
      'Unique Key,Created Date,Complaint Type,Status,Open Data Channel Type',
      ...Array.from({ length: 60 }, (_, n) => `${n},3/${1 + (n % 28)}/2025 1:20,Noise,${status},ONLINE`),
    ].join('\n')
  await takeFiles(database, 'nyc311', { 'a.csv': file('In Progress') })
  const unlike = await takeFiles(database, 'nyc311', { 'b.csv': file('Đã xong') })
  expect(unlike.status).toBe('failed')
  await go('feeds/nyc311')
  await shows(/unlike all before/)
  await go(`feeds/nyc311/runs/${unlike.run}`)
  await shows(/unlike all before/)

  // A source that answers with something else, and one whose rows can't be read.
  const source = await PagedSource.open()
  await follow(database, source, { since: { param: 'since', field: 'resolution_action_updated_date' } })
  source.pages = [[request311(1)]]
  const failed = await pullFeed(database, 'nyc311', AbortSignal.timeout(60_000))
  expect(failed?.status).toBe('failed')
  await go(`feeds/nyc311/runs/${failed?.run}`)
  await shows(/No record tells a time in the field/)
  await go('feeds')
  await shows(/No record tells a time in the field/)
  const broken = await takeFiles(database, 'nyc311-reports', {
    'c.csv': 'Unique Key,Created Date,Complaint Type,Status,Open Data Channel Type\n1,2\n2,"x,3\n',
    'd.csv': new Uint8Array(Buffer.from('25504446', 'hex')),
  })
  await go(`feeds/nyc311-reports/runs/${broken.run}`)
  await shows(/this is a PDF file, not a text/)
  await go(`feeds/nyc311-reports/runs/${broken.run}/rejected`)
  await shows(/has 2 cells, the row of headings 5/)

  // A report whose cells are wrong, a workbook that is no form, and who may not approve.
  const period = await newestPeriod(database, FORM)
  const api = reportApi(url, FORM, 'xa-nhu-quynh', period.from)
  await api.save(0, { [DOCTORS]: 'hai', 'nhan_luc.dieu_duong.so_nguoi': '2,5', 'thuoc.khang_sinh.mat_hang': '1,234.5' })
  await go(`reports/${FORM}/xa-nhu-quynh/${period.from}`)
  await shows(/is no number\. Type figures only/)
  await shows(/this cell takes whole numbers/)
  const picker = page.locator('input[type="file"]')
  await picker.setInputFiles({
    name: 'x.xlsx',
    mimeType: 'application/octet-stream',
    buffer: await xlsx({ Biểu: { rows: [['A'], [1]] } }),
  })
  await shows(/this form was not downloaded from this system/)
  await picker.setInputFiles({ name: 'x.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.alloc(3_000_000) })
  await shows(/larger than 2 MB/)
})

test('who lays out scenes, pairs displays, loads boundaries and sets release times is spoken to in English', async () => {
  const database = await hungYen()
  const { rows } = await database.pool.query<{ name: string }>('select name from unit order by length(name) desc')
  names = ['Phố Hiến', 'Nguyễn Thị Lan', ...rows.map(({ name }) => name), 'Hưng Yên']
  const { url } = await serve(database)
  const go = (path: string) => page.goto(`${url}/console/${path}?lang=en`)
  const press = (name: string) => page.getByRole('button', { name }).first().click()
  await go('layouts')
  await shows('Overview')
  await press('New playlist')
  await shows('Name in Vietnamese')
  await go('layouts/scenes/overview')
  await page.locator('.layout-history').waitFor()
  await shows('Columns')
  await go('layouts/playlists/day')
  await shows('Daily round')
  await go('screens')
  await press('Pair a screen')
  await shows('Name of the screen')
  await go('boundaries')
  await press('Load boundaries')
  await shows('File of boundaries')
  await go('proposals')
  await press('Write a plan or an indicator')
  await shows('Find by name or id')
  await go('embargoes')
  await press('Set a release time')
  await page.getByRole('listbox').waitFor()
  await shows('Find a figure')
})
