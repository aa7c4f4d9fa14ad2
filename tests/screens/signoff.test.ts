import { dayOf, findFeed, loadUnitRegistry } from '@ioc/sql'
import { buildWeb } from '@ioc/workers/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signedInWithin } from '../access/as.ts'
import { serve } from '../support/app.ts'
import { launchBrowser, signIn } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'

// A commune signs its month, the province signs the whole of it, and what comes late waits until both have unlocked.

let browser: Browser
beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

const UNIT = 'xa-nhu-quynh'

test('a commune signs what it looks at, the province signs without the others and says why, and a late record waits until it is unlocked', async () => {
  const database = await hungYen()
  const unit = (await loadUnitRegistry(database.db)).find(UNIT)
  const lastDay = new Date(Date.parse(`${dayOf(new Date()).slice(0, 7)}-01T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
  const period = `${lastDay.slice(0, 7)}-01`
  const name = `tháng ${lastDay.slice(5, 7)}/${lastDay.slice(0, 4)}`
  // Days after 1 January 2026, as dossiers are told.
  const first = Math.round((Date.parse(period) - Date.parse('2026-01-01')) / 86_400_000)
  const run = await openRun(database, 'one-stop')
  const dossiers = Array.from({ length: 40 }, (_, n) =>
    dossier({ id: `d${n}`, unit: unit.id, received: first + (n % 10), finished: first + 4 + (n % 17) }),
  )
  await commit(database, run, dossiers)
  expect((await findFeed(database.db, 'one-stop')).id).toBe(run.feedId)
  const { url } = await serve(database)

  const { cookie = '' } = await signedInWithin(database, { unit: unit.id, domains: null, upTo: 'internal' }, 'nhu-quynh')
  const officer = await desk()
  const [key, value] = cookie.split('=') as [string, string]
  await officer.context().addCookies([{ name: key, value, domain: '127.0.0.1', path: '/' }])
  await officer.goto(`${url}/console/signoff`)
  await officer.getByRole('heading', { name: 'Chốt số liệu' }).waitFor()
  // Its own row and the province’s.
  expect(await officer.locator('.unit-board tbody tr').count()).toBe(2)
  await officer.getByRole('button', { name: new RegExp(`^Xã Như Quỳnh, ${name}: (Chờ chốt|Quá hạn)`) }).click()
  await officer.getByRole('heading', { name: `Xã Như Quỳnh, ${name}` }).waitFor()
  const completed = officer.getByRole('row').filter({ hasText: 'dossiers.completed_month' })
  await completed.getByText('40 hồ sơ').waitFor()
  await officer.getByRole('button', { name: 'Chốt số liệu' }).click()
  await officer.getByText('Đơn vị đã chốt').waitFor()
  await officer.getByText('Người nhu-quynh chốt lúc').waitFor()
  expect(await officer.getByText('như số đã chốt').count()).toBe(2)

  await commit(database, run, [dossier({ id: 'late', version: 2, unit: unit.id, received: first, finished: first + 9 })])
  await officer.reload()
  await officer.getByText('1 bản ghi của nguồn «one-stop» bị giữ vì kỳ này đã chốt').waitFor()
  await completed.getByText('như số đã chốt').waitFor()

  const province = await desk('Lê Minh')
  await province.goto(`${url}/console/signoff/ho-so-thang`)
  await province.getByRole('button', { name: new RegExp(`^Xã Như Quỳnh, ${name}: Đơn vị đã chốt, Người nhu-quynh`) }).waitFor()
  await province.getByRole('button', { name: new RegExp(`^Toàn tỉnh, ${name}`) }).click()
  const signing = province.getByRole('button', { name: 'Chốt số liệu' })
  await signing.waitFor()
  expect(await signing.isDisabled()).toBe(true)
  await province.getByLabel('Lý do chung').fill('chưa có tài khoản')
  await province.getByRole('button', { name: 'Ghi cho mọi đơn vị còn trống' }).click()
  await signing.click()
  await province.getByText('Tỉnh đã chốt, khóa').first().waitFor()

  // Wherever the number is looked into, it says that it is locked.
  const question = `unit=${UNIT}&period=${period.slice(0, 7)}`
  await province.goto(`${url}/wall?proof=dossiers.completed_month&${question}`)
  await province.getByText(`Tỉnh đã chốt và khóa số liệu ${name}`).waitFor()

  // In the explorer the rows of what is signed bear the mark, and no other.
  const inTable = (row: RegExp) => province.locator('.cube-table tbody tr').filter({ hasText: row }).locator('.cube-signed')
  await province.goto(`${url}/explore?indicator=dossiers.completed_month&of=${UNIT}&picture=table&step=month`)
  await inTable(new RegExp(`^${name.slice(6)}`)).waitFor()
  expect(await province.locator('.cube-signed').allTextContents()).toEqual(['Đã chốt'])
  await province.goto(`${url}/explore?indicator=dossiers.completed_month&by=unit&picture=table&over=${period.slice(0, 7)}`)
  await inTable(/Xã Như Quỳnh/).waitFor()
  await province.goto(`${url}/console/signoff/ho-so-thang/hung-yen/${period}`)

  // Top down: the commune has nothing to unlock while the province has signed.
  await officer.reload()
  await officer.getByText('Nhờ cấp tỉnh mở khóa trước').waitFor()
  expect(await officer.getByRole('button', { name: 'Mở khóa' }).count()).toBe(0)
  await unlock(province, 'Đơn vị đề nghị sửa')
  await province.getByText('Lê Minh mở khóa lúc').waitFor()
  await officer.reload()
  await unlock(officer, 'Bổ sung một hồ sơ đến muộn')
  await commit(database, run, [dossier({ id: 'late', version: 2, unit: unit.id, received: first, finished: first + 9 })])
  await officer.reload()
  await completed.getByText('41 hồ sơ').waitFor()
  // What was signed stands beside what is now, unlocked too.
  await completed.getByText('40 hồ sơ').waitFor()
  await completed.getByText('khác số đã chốt').waitFor()
})

async function unlock(page: Page, why: string): Promise<void> {
  await page.getByRole('button', { name: 'Mở khóa' }).click()
  await page.getByLabel(/^Vì sao mở khóa/).fill(why)
  await page.getByRole('button', { name: 'Đồng ý' }).click()
  await page.getByText('Đã mở khóa').first().waitFor()
}

async function desk(by?: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  if (by) await signIn(page.context(), by)
  return page
}
