import { applyProvince, Feed, loadProvince, loadUnitRegistry, openQuestion, readIndicator } from '@ioc/sql'
import { buildWeb, ingestUpload, xlsx } from '@ioc/workers/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve, until } from '../support/app.ts'
import { launchBrowser, signIn } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { newestPeriod, reportApi, stationReport } from '../support/reports.ts'

// A steward fills in a report from the keyboard and by pasting from a spreadsheet; others check and approve it.

const FORM = 'tram-y-te-thang'
const UNIT = 'xa-nhu-quynh'
const DOCTORS = 'nhan_luc.bac_si.so_nguoi'

let browser: Browser
beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

async function begun() {
  const database = await hungYen()
  const { url } = await serve(database)
  const period = await newestPeriod(database, FORM)
  return {
    database,
    url,
    api: reportApi(url, FORM, UNIT, period.from),
    at: `${url}/console/reports/${FORM}/${UNIT}/${period.from}`,
  }
}

/** A desk of its own: what one machine keeps another does not have. */
async function desk(url: string, by?: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  if (by) await signIn(page.context(), by)
  await page.goto(url)
  return page
}

const cell = (page: Page, id: string) => page.locator(`[data-cell="${id}"]`)
const isHere = (page: Page, id: string) => cell(page, id).evaluate((field) => field === document.activeElement)

async function paste(page: Page, id: string, text: string): Promise<void> {
  await cell(page, id).focus()
  await cell(page, id).evaluate((field, copied) => {
    const data = new DataTransfer()
    data.setData('text/plain', copied)
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, text)
}

test('from the list of what is due, typed by keyboard and one paste, mended, submitted, checked, approved, and the number stands', async () => {
  const { database, url, api } = await begun()
  const page = await desk(`${url}/console/reports`, 'Nguyễn Thị Lan')
  await page.getByRole('combobox', { name: 'Đơn vị' }).selectOption({ label: 'Xã Như Quỳnh' })
  const due = page.getByRole('row').filter({ hasText: 'trạm y tế' })
  await due.last().getByText('Chưa nhập').waitFor()
  await due.last().getByRole('link').click()
  await page.getByRole('heading', { name: /Báo cáo tháng của trạm y tế/ }).waitFor()
  await cell(page, DOCTORS).focus()
  await page.keyboard.type('2')
  await page.keyboard.press('Enter')
  expect(await isHere(page, 'nhan_luc.dieu_duong.so_nguoi')).toBe(true)
  await page.keyboard.type('năm')
  await page.getByRole('complementary').getByText('«năm» không phải số').first().waitFor()
  await page
    .getByRole('complementary')
    .getByRole('button', { name: /«năm» không phải số/ })
    .click()
  expect(await isHere(page, 'nhan_luc.dieu_duong.so_nguoi')).toBe(true)
  // Reached by a click on its fault, the cell is chosen whole: typing replaces it.
  await page.keyboard.type('5')
  // Esc gives back what the cell said when it was come to.
  await page.keyboard.press('Escape')
  expect(await cell(page, 'nhan_luc.dieu_duong.so_nguoi').inputValue()).toBe('năm')
  await page.keyboard.type('5')
  await page.keyboard.press('ArrowDown')
  expect(await isHere(page, 'thuoc.khang_sinh.mat_hang')).toBe(true)
  const block = Array.from({ length: 5 }, () => '20\t2\t1.500\t500').join('\r\n')
  await paste(page, 'thuoc.khang_sinh.mat_hang', `${block}\r\n100\t10\t7.400\t2.500\r\n`)
  await page.getByText('Đã dán 24 ô.').waitFor()
  await page.keyboard.press('ArrowRight')
  expect(await isHere(page, 'thuoc.khang_sinh.duoi_muc')).toBe(true)

  // A sum that does not add up says what would, and a press puts it there.
  await page
    .getByRole('complementary')
    .getByRole('button', { name: /các dòng cộng lại là 7.500/ })
    .click()
  expect(await isHere(page, 'thuoc.cong.ton_kho')).toBe(true)
  expect(await cell(page, 'thuoc.cong.ton_kho').getAttribute('aria-invalid')).toBe('true')
  const submit = page.getByRole('button', { name: 'Nộp báo cáo' })
  expect(await submit.isDisabled()).toBe(true)
  await page.getByRole('button', { name: 'Điền 7.500' }).click()
  await page.getByText('Không có ô nào sai.').waitFor()
  await until('all is saved', async () => Object.keys((await api.read()).cells).length === 26)

  // It survives a reload.
  await page.reload()
  await page.getByText('Không có ô nào sai.').waitFor()
  expect(await cell(page, 'thuoc.cong.ton_kho').inputValue()).toBe('7500')
  await submit.click()
  await page.getByText('Đã nộp, chờ kiểm tra').waitFor()
  expect(await cell(page, DOCTORS).getAttribute('readonly')).not.toBeNull()
  await page.close()

  const checker = await desk(`${url}/console/reports`, 'Lê Văn Sơn')
  await checker.getByRole('tab', { name: 'Chờ kiểm tra, duyệt' }).click()
  await checker.getByRole('link', { name: /trạm y tế/ }).click()
  await checker.getByRole('button', { name: 'Đạt, chuyển duyệt' }).click()
  await checker.getByText('Đã kiểm tra, chờ duyệt').waitFor()
  await checker.getByRole('button', { name: 'Duyệt và khóa' }).click()
  await checker.getByRole('alert').getByText('do chính Lê Văn Sơn kiểm tra').waitFor()
  await signIn(checker.context(), 'Lê Minh')
  await checker.getByRole('button', { name: 'Duyệt và khóa' }).click()
  await checker.getByText('Số này đang được dùng trên màn hình điều hành.').waitFor()
  await checker.getByRole('complementary').getByText('duyệt và khóa').waitFor()

  const units = await loadUnitRegistry(database.db)
  const asked = { indicator: 'health.items_short', unit: UNIT }
  const { indicator, unit, moment, span } = await openQuestion(database.db, units, asked, new Date())
  expect((await readIndicator(database.db, units, indicator, unit.id, moment, span)).value).toBe(10)

  // Unlocked it is typed into again, and says why.
  await checker.getByRole('button', { name: 'Mở khóa để sửa' }).click()
  await checker.keyboard.type('Đếm thiếu')
  await checker.keyboard.press('Enter')
  await checker.getByText('Phải sửa: Đếm thiếu').waitFor()
  await checker.getByText('Số đã duyệt trước vẫn được dùng').waitFor()
  expect(await checker.getByText(/^quá hạn/).count()).toBe(0)
  expect(await cell(checker, DOCTORS).getAttribute('readonly')).toBeNull()
  await checker.close()
})

test('two people who type the same report are told of each other, and each choice is a person’s', async () => {
  const { at, api } = await begun()
  await api.save(0, { [DOCTORS]: '1' })
  const [lan, hung] = [await desk(at, 'Nguyễn Thị Lan'), await desk(at, 'Lê Văn Sơn')]
  await cell(hung, DOCTORS).waitFor()
  await cell(lan, DOCTORS).fill('2')
  await cell(lan, 'thuoc.vac_xin.mat_hang').fill('7')
  await until('hers is saved', async () => (await api.read()).cells['thuoc.vac_xin.mat_hang'] === '7')
  await cell(hung, DOCTORS).fill('3')
  await cell(hung, 'nhan_luc.dieu_duong.so_nguoi').fill('4')
  await hung.getByRole('alert').getByText('Nguyễn Thị Lan vừa ghi khác bạn ở 1 ô.').waitFor()
  // What only one of them typed went together without a question.
  await until('his other cell is saved', async () => (await api.read()).cells['nhan_luc.dieu_duong.so_nguoi'] === '4')
  expect(await cell(hung, 'thuoc.vac_xin.mat_hang').inputValue()).toBe('7')
  expect((await api.read()).cells[DOCTORS]).toBe('2')
  await hung.reload()
  await hung.getByRole('button', { name: 'Giữ của tôi: 3' }).click()
  await until('his choice is saved', async () => (await api.read()).cells[DOCTORS] === '3')
  await lan.close()
  await hung.close()
})

test('a workbook taken away comes back filled in; one that is not of this report is refused in words', async () => {
  const { at, api } = await begun()
  await api.save(0, stationReport(9, 9))
  const page = await desk(at, 'Nguyễn Thị Lan')
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Tải mẫu Excel' }).click()])
  const workbook = await download.path()
  await cell(page, DOCTORS).fill('1')
  await until('it is saved', async () => (await api.read()).cells[DOCTORS] === '1')
  const picker = page.locator('input[type="file"]')
  await picker.setInputFiles({
    name: 'báo cáo.xlsx',
    mimeType: 'application/octet-stream',
    buffer: await xlsx({ Biểu: { rows: [['A'], [1]] } }),
  })
  await page
    .getByRole('alert')
    .getByText(/báo cáo.xlsx: không phải mẫu tải từ hệ thống này/)
    .waitFor()
  await picker.setInputFiles(workbook)
  await page.getByText(/Đã nạp 1 ô khác với trước/).waitFor()
  // A file that is refused says nothing of the one before it, and one that changes nothing has nothing to take back.
  await picker.setInputFiles({ name: 'khác.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('chữ') })
  await page
    .getByRole('alert')
    .getByText(/khác.xlsx: /)
    .waitFor()
  expect(await page.getByRole('button', { name: 'Hoàn tác' }).count()).toBe(0)
  await picker.setInputFiles(workbook)
  await page.getByText(/không có ô nào khác với trên màn hình/).waitFor()
  await cell(page, DOCTORS).fill('1')
  await picker.setInputFiles(workbook)
  await page.getByText(/Đã nạp 1 ô khác với trước/).waitFor()
  await until('what the workbook says is saved', async () => (await api.read()).cells[DOCTORS] === '9')
  await page.getByRole('button', { name: 'Hoàn tác' }).click()
  await until('taken back', async () => (await api.read()).cells[DOCTORS] === '1')
  await page.close()
})

test('what could not be saved is kept on the machine and said so, and is saved when the server is there again', async () => {
  const { at, api } = await begun()
  const page = await desk(at, 'Nguyễn Thị Lan')
  await cell(page, DOCTORS).waitFor()
  await page.route('**/cells', (route) => route.abort())
  await cell(page, DOCTORS).fill('6')
  await page.getByText('Số vừa gõ còn trên máy này; hệ thống tự thử lại.').waitFor()
  await page.reload()
  expect(await cell(page, DOCTORS).inputValue()).toBe('6')
  // Nobody has judged yet what is not saved.
  await cell(page, DOCTORS).focus()
  await page
    .getByRole('complementary')
    .getByRole('heading', { name: /bác sĩ/i })
    .waitFor()
  expect(
    await page
      .getByRole('complementary')
      .getByText(/Ô này đúng|Không có ô nào sai/)
      .count(),
  ).toBe(0)
  await page.unroute('**/cells')
  await until('saved after all', async () => (await api.read()).cells[DOCTORS] === '6')
  await page.close()
})

test('what was typed and not saved before somebody else submitted is not shown as part of the report, and is said', async () => {
  const { at, api } = await begun()
  await api.save(0, stationReport())
  const page = await desk(at, 'Lê Văn Sơn')
  await cell(page, DOCTORS).waitFor()
  await page.route('**/cells', (route) => route.abort())
  await cell(page, DOCTORS).fill('6')
  await page.getByText('Số vừa gõ còn trên máy này; hệ thống tự thử lại.').waitFor()
  await api.act(1, 'submit', 'Nguyễn Thị Lan')
  await page.reload()
  await page.getByRole('alert').getByText('Báo cáo bị khóa khi 1 ô gõ trên máy này chưa kịp lưu').waitFor()
  expect(await cell(page, DOCTORS).inputValue()).toBe('2')
  await page.unroute('**/cells')
  // A draft again, it is still a person who chooses.
  await api.act(2, 'return', 'Lê Minh', 'Thiếu')
  await page.getByRole('button', { name: 'Giữ của tôi: 6' }).waitFor()
  expect((await api.read()).cells[DOCTORS]).toBe('2')
  await page.getByRole('button', { name: 'Giữ của tôi: 6' }).click()
  await until('it is saved', async () => (await api.read()).cells[DOCTORS] === '6')
  await page.close()
})

test('rows are typed and pasted into the form of a feed, each cell tried at once, and sent once', async () => {
  const database = await hungYen()
  const province = loadProvince('hung-yen')
  const feed = Feed.parse({
    id: 'dem-tay',
    title: { vi: 'Đếm tay', en: 'Counted by hand' },
    domain: 'health',
    kind: 'health_report',
    connector: 'form',
    settings: {
      fields: [
        { name: 'xa', title: 'Xã, phường', required: true },
        { name: 'ngay', title: 'Đến ngày', type: 'date', required: true },
        { name: 'bac_si', title: 'Bác sĩ', type: 'integer' },
      ],
    },
    format: { kind: 'json' },
    zone: 'Asia/Ho_Chi_Minh',
    promise: 86_400,
    owner: 'so-y-te',
    map: {
      unit: { from: 'xa', required: true },
      form: { const: 'staff' },
      as_of: { from: 'ngay', as: 'day', format: 'yyyy-MM-dd', required: true },
      doctors: { from: 'bac_si', as: 'integer' },
    },
  })
  await applyProvince(database, { ...province, feeds: [...province.feeds, feed] })
  const { url } = await serve(database)
  const page = await desk(`${url}/console/feeds/dem-tay`)
  await page.getByRole('link', { name: 'Nhập số liệu' }).click()
  const at = (column: string, row: number) => page.locator(`[data-row="${row}"][data-column="${column}"]`)
  await at('xa', 0).focus()
  await page.keyboard.type('Xã Như Quỳnh')
  await page.keyboard.press('Tab')
  await page.keyboard.type('31/10/2026')
  await page.keyboard.press('Tab')
  await page.keyboard.type('1.234,5')
  await page.getByRole('complementary').getByText('Dòng 1: «Bác sĩ» phải là số nguyên.').waitFor()
  await page.keyboard.press('Enter')
  expect(await at('bac_si', 1).evaluate((field) => field === document.activeElement)).toBe(true)
  await at('bac_si', 0).fill('12')
  await at('xa', 1).evaluate((field) => {
    const data = new DataTransfer()
    data.setData('text/plain', 'Phường Mỹ Hào\t31/10/2026\t8\r\nXã Không Có\t31/10/2026\t3\r\n')
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  })
  await page.getByRole('complementary').getByText('Không nhận ra đơn vị «Xã Không Có»').waitFor()
  expect(await page.getByRole('button', { name: 'Gửi 3 dòng' }).isDisabled()).toBe(true)
  await page.reload()
  await at('xa', 2).fill('Xã Văn Giang')
  await page.getByText('3 dòng đúng, gửi được.').waitFor()
  await page.getByRole('button', { name: 'Gửi 3 dòng' }).click()
  await page.getByText('Đã nhận.').waitFor()
  expect(await at('xa', 0).inputValue()).toBe('')
  const { rows } = await database.pool.query(
    "select run_id, page_id from delivery join feed on feed.id = feed_id where feed.key = 'dem-tay'",
  )
  expect(rows).toHaveLength(1)
  const summary = await ingestUpload(database, { feed: 'dem-tay', run: rows[0].run_id, page: rows[0].page_id })
  expect(summary).toMatchObject({ read: 3, inserted: 3, held: 0 })

  // A feed that is filled by reports leads to them.
  await page.goto(`${url}/console/feeds/${FORM}/enter`)
  await page.getByRole('link', { name: 'Mở báo cáo nhập tay' }).waitFor()
  await page.close()
})
