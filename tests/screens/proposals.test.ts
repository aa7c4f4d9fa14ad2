import { applyProvince, loadProvince, plansAsOf } from '@ioc/sql'
import { buildWeb } from '@ioc/workers/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { launchBrowser, signIn } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'

// One person changes what the house goes by, another lets it through: each at a desk of their own.

let browser: Browser
beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

const province = loadProvince('hung-yen')

async function desks() {
  const database = await hungYen()
  await applyProvince(database, { ...province, province: { ...province.province, review: ['rules', 'plans'] } })
  const { url } = await serve(database)
  const deskOf = async (name: string): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    await signIn(context, name)
    return context.newPage()
  }
  return { database, url, lan: await deskOf('Lan'), hoa: await deskOf('Hoa') }
}

test('a rule of records is proposed where it is changed, and holds once another has tried it and let it through', async () => {
  const { url, lan, hoa } = await desks()
  await lan.goto(`${url}/console/rules`)
  await lan.getByRole('searchbox', { name: 'Tìm quy tắc' }).fill('không sớm hơn «Giờ tiếp nhận»')
  await lan
    .getByRole('row', { name: /«Giờ xử lý xong» không sớm hơn/ })
    .getByRole('link')
    .first()
    .click()
  await lan.getByRole('radio', { name: /Cảnh báo/ }).check()
  await lan.getByText('Tỉnh đặt hai người công bố').waitFor()
  await lan.getByLabel('Lý do thay đổi').fill('Cổng mới đã chặn từ đầu vào')
  await lan.getByRole('button', { name: 'Trình duyệt' }).click()
  await lan.getByText('Lan đã trình một thay đổi ở đây, đang chờ người thứ hai duyệt.').waitFor()
  await lan.getByRole('link', { name: 'Xem thay đổi' }).click()
  await lan.getByText('Đề nghị này do chính Lan trình. Nhờ người có thẩm quyền khác duyệt.').waitFor()
  expect(await lan.getByRole('button', { name: 'Duyệt và công bố' }).count()).toBe(0)

  await hoa.goto(`${url}/console`)
  const section = hoa.getByRole('link', { name: /^Duyệt thay đổi\s*1$/ })
  await section.click()
  await hoa.getByRole('link', { name: /«Giờ xử lý xong» không sớm hơn/ }).click()
  const change = hoa.getByRole('row', { name: /Khi vi phạm/ })
  expect(await change.textContent()).toMatch(/Giữ lại.*Cảnh báo/)
  await hoa.getByRole('button', { name: 'Thử trên 1.000 bản ghi gần nhất' }).click()
  await hoa.getByText('Chưa có bản ghi nào loại này để thử.').waitFor()
  await hoa.getByRole('button', { name: 'Duyệt và công bố' }).click()
  await hoa.getByText('Hoa duyệt và công bố').waitFor()
  await hoa.getByRole('link', { name: 'Về danh sách thay đổi' }).click()
  await hoa.getByText('Không có thay đổi nào đang chờ.').waitFor()
  await hoa.getByRole('tab', { name: 'Đã xong' }).click()
  await hoa.getByRole('row', { name: /Đã công bố/ }).waitFor()

  await lan.goto(`${url}/console/rules`)
  await lan.getByRole('searchbox', { name: 'Tìm quy tắc' }).fill('không sớm hơn «Giờ tiếp nhận»')
  await lan.getByRole('row', { name: /^Cảnh báo khác mặc định «Giờ xử lý xong» không sớm hơn/ }).waitFor()
})

test('a plan is written, told where it does not hold together, handed back, mended and published', async () => {
  const { url, lan, hoa, database } = await desks()
  const value = async () =>
    (await plansAsOf(database.db, null))?.value
      .find(({ id }) => id === 'chi-tieu-2025')
      ?.clauses.find((each) => each.value !== undefined)?.value ?? 0
  const before = await value()
  await lan.goto(`${url}/console/proposals`)
  await lan.getByRole('button', { name: 'Soạn kế hoạch, chỉ tiêu' }).click()
  await lan.getByLabel('Tìm theo tên hoặc mã').fill('chi tieu chuyen doi so')
  await lan.getByRole('button', { name: /chi-tieu-2025/ }).click()
  const text = lan.getByLabel('Nội dung')
  const kept = await text.inputValue()
  await text.fill(kept.replace(/indicator: \S+/, 'indicator: khong.co'))
  await lan.keyboard.press('Control+s')
  await lan.getByText('không có chỉ tiêu «khong.co»').waitFor()
  expect(await lan.getByRole('button', { name: 'Trình duyệt' }).isDisabled()).toBe(true)
  await lan.getByRole('button', { name: /^Dòng \d+$/ }).click()
  const chosen = await text.evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd))
  expect(chosen.trim()).toBe('indicator: khong.co')
  await text.fill(kept.replace(`value: ${before}`, `value: ${before + 1}`))
  await lan.getByRole('button', { name: 'Lưu và kiểm tra' }).click()
  await lan.getByRole('row', { name: new RegExp(`Giá trị.*${before}.*${before + 1}`) }).waitFor()
  const why = lan.getByLabel('Lý do thay đổi')
  await why.fill('Nghị quyết nâng chỉ tiêu')
  await lan.getByRole('button', { name: 'Trình duyệt' }).click()
  await lan.getByText('Lan trình duyệt').waitFor()

  await hoa.goto(lan.url())
  const handBack = hoa.getByRole('button', { name: 'Trả lại' })
  expect(await handBack.isDisabled()).toBe(true)
  await hoa.getByLabel('Ý kiến của người duyệt').fill('Ghi rõ số nghị quyết')
  await handBack.click()
  await hoa.getByText('Trả lại để sửa').waitFor()
  expect(await value()).toBe(before)

  await lan.reload()
  await lan.getByText('Ghi rõ số nghị quyết').waitFor()
  await why.fill('Nghị quyết 12/NQ-HĐND nâng chỉ tiêu')
  await lan.getByRole('button', { name: 'Trình duyệt' }).click()
  await lan.getByText('«Nghị quyết 12/NQ-HĐND nâng chỉ tiêu»').waitFor()
  await hoa.reload()
  await hoa.getByRole('button', { name: 'Duyệt và công bố' }).click()
  await hoa.getByText('Hoa duyệt và công bố').waitFor()
  expect(await value()).toBe(before + 1)
})
