import type { Database } from '@ioc/sql'
import { openQueue } from '@ioc/workers/jobs'
import { backfillFeed, buildWeb, ingestUpload, pullFeed, reprocessFeed } from '@ioc/workers/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { serve } from '../support/app.ts'
import { launchBrowser, signIn } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { follow, PagedSource, request311 } from '../support/paged-source.ts'

// A steward follows a run, stops it, lets it go on, reads what went wrong, and has stored pages read again.

let browser: Browser
beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

async function open(url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.setDefaultTimeout(60_000)
  await page.goto(url)
  return page
}

/** A worker of this test's database. */
async function working(database: Database): Promise<void> {
  const queue = openQueue({ databaseUrl: database.url })
  const ending = new AbortController()
  const worker = await queue.work(
    {
      'pull-feed': async ({ feed, asked }) => void (await pullFeed(database, feed, ending.signal, asked)),
      'reprocess-feed': async (asked) => void (await reprocessFeed(database, asked, ending.signal)),
      'backfill-feed': async (asked) => void (await backfillFeed(database, asked, ending.signal, 0)),
      'ingest-page': async (page) => void (await ingestUpload(database, page)),
    },
    () => {},
  )
  onTestFinished(async () => {
    ending.abort()
    await worker.close()
    await queue.close()
  })
}

test('a run is followed, stopped with a reason and let go on; its rows and its log open; stored pages are read again', async () => {
  const database = await hungYen()
  const source = await PagedSource.open()
  await follow(database, source, { timeoutSeconds: 120, deadlineSeconds: 120 })
  source.pages = [[request311(1), request311(2, { status: 'Lost' })], [request311(3)], [request311(4)]]
  let release = () => {}
  source.before = async (page) => {
    if (page === 3) await new Promise<void>((done) => (release = done))
  }
  await working(database)
  const { url } = await serve(database)
  const page = await open(`${url}/console/feeds/nyc311`)

  await page.getByRole('button', { name: 'Chạy ngay' }).click()
  await page.getByText(/^Đang chạy/).waitFor()
  await page.getByText(/dòng mỗi giây/).waitFor()
  await page.getByRole('button', { name: 'Dừng', exact: true }).click()
  const asking = page.getByRole('form', { name: /^Dừng lượt/ })
  expect(await asking.getByRole('button', { name: 'Đồng ý' }).isDisabled()).toBe(true)
  await signIn(page.context(), 'Nguyễn Thị Lan')
  await asking.getByRole('textbox', { name: 'Lý do' }).fill('Nguồn đang bảo trì')
  await asking.getByRole('button', { name: 'Đồng ý' }).click()
  await page.getByText(/^Đã dừng sau/).waitFor()
  await page.getByText('Nguyễn Thị Lan dừng: Nguồn đang bảo trì').waitFor()
  release()
  source.before = async () => {}

  await page.getByText('Lịch chạy tạm nghỉ vì có người dừng.').waitFor()
  await page.getByRole('button', { name: 'Chạy tiếp' }).click()
  await page.getByText(/^Xong sau/).waitFor()
  await page
    .getByText(/do Nguyễn Thị Lan yêu cầu/)
    .first()
    .waitFor()

  // The held row of the stopped run, then what happened in it.
  const stopped = page.getByRole('row', { name: /Đã dừng sau/ })
  await stopped.getByRole('link', { name: '1', exact: true }).last().click()
  await page.getByRole('heading', { name: /^Lượt chạy/ }).waitFor()
  await page.getByRole('cell', { name: /«Lost»: chưa có trong bảng quy đổi/ }).waitFor()
  await page.getByText('Nguyễn Thị Lan yêu cầu dừng: Nguồn đang bảo trì').waitFor()
  await page.getByRole('link', { name: /Thêm mới/ }).click()
  await page.getByRole('cell', { name: 'k1', exact: true }).waitFor()
  await page.getByRole('link', { name: 'Mọi lượt chạy của nguồn' }).click()

  await page.getByRole('button', { name: 'Đọc lại trang đã lưu' }).click()
  await page
    .getByRole('form', { name: /^Đọc lại mọi trang/ })
    .getByRole('button', { name: 'Đồng ý' })
    .click()
  await page.getByText(/đọc lại trang đã lưu, cấu hình bản/).waitFor()
  await page.close()
})

test('days are asked for again by hand: what the source says otherwise now is an update, and which days is said beside the run', async () => {
  const database = await hungYen()
  const source = await PagedSource.open()
  await follow(database, source, { since: { param: 'since', untilParam: 'until', field: 'resolution_action_updated_date' } })
  source.heedsTime = true
  const tell = (kind: string) => {
    source.pages = [
      [1, 2, 3, 4].map((day) =>
        request311(day, { complaint_type: kind, resolution_action_updated_date: `2026-03-0${day}T05:00:00.000Z` }),
      ),
    ]
  }
  tell('Noise')
  await working(database)
  await pullFeed(database, 'nyc311', AbortSignal.timeout(60_000))
  // The source corrected its past without saying so.
  tell('Dogs')
  const { url } = await serve(database)
  const page = await open(`${url}/console/feeds/nyc311`)
  await page.getByRole('button', { name: 'Lấy lại theo ngày' }).click()
  const asking = page.getByRole('form', { name: /^Hỏi lại nguồn/ })
  await asking.getByText('Nguồn trả đúng các ngày được hỏi.').waitFor()
  await signIn(page.context(), 'Nguyễn Thị Lan')
  await asking.getByLabel('Từ ngày').fill('31/02/2026')
  await asking.getByLabel('Đến hết ngày').focus()
  await asking.getByText('«31/02/2026» không phải ngày. Gõ ngày/tháng/năm, ví dụ 31/10/2026.').waitFor()
  await asking.getByLabel('Từ ngày').fill('3-3-26')
  await asking.getByLabel('Đến hết ngày').fill('02/03/2026')
  await asking.getByRole('button', { name: 'Đồng ý' }).click()
  await asking.getByText(/Ngày đầu/).waitFor()
  await asking.getByLabel('Từ ngày').fill('02/03/2026')
  await asking.getByLabel('Đến hết ngày').fill('03/03/2026')
  await asking.getByRole('button', { name: 'Đồng ý' }).click()

  const asked = page.getByRole('row', { name: /lấy lại.*02\/03\/2026.*03\/03\/2026/i })
  await asked.getByText(/^Xong sau/).waitFor()
  // What was asked for has come, and nothing says any more that it is to.
  await page.getByText('Đã xếp vào hàng chờ').waitFor({ state: 'detached' })
  await asked.getByText(/Nguyễn Thị Lan/).waitFor()
  // Two read, none new, two updated.
  expect(await asked.getByRole('cell').allInnerTexts()).toEqual(expect.arrayContaining(['2', '0']))
  const { rows } = await database.pool.query('select field from dossier_fact order by external_id')
  expect(rows.map(({ field }) => field)).toEqual(['Noise', 'Dogs', 'Dogs', 'Noise'])
  await page.close()
})

test('a source that fails says what happened, what to do and when it is tried again, in either language', async () => {
  const database = await hungYen()
  const source = await PagedSource.open()
  await follow(database, source, { deadlineSeconds: 0.2 })
  source.status = 503
  await pullFeed(database, 'nyc311', AbortSignal.timeout(60_000))
  const { url } = await serve(database)
  const page = await open(`${url}/console/feeds/nyc311`)
  await page.getByText(/đang lỗi \(503\)\. Hệ thống tự thử lại; nếu kéo dài, báo bên cung cấp\./).waitFor()
  await page.getByText(/Thử lại lần 1\/5 lúc \d\d:\d\d\./).waitFor()
  await page.getByText('Không lấy lại theo ngày được: cấu hình chưa khai báo «Chỉ lấy phần mới».').waitFor()
  await page.goto(`${url}/console/feeds/nyc311?lang=en`)
  await page.getByText(/is failing \(503\)\. It is tried again by itself/).waitFor()
  await page.getByText(/Retry 1\/5 at \d\d:\d\d\./).waitFor()
  source.status = 200
  await working(database)
  await page.getByRole('button', { name: 'Try again now' }).click()
  await page.getByText(/^Done in/).waitFor()
  // The feed is asked about less often than its runs.
  await page.getByText(/Retry 1\/5/).waitFor({ state: 'detached' })
  await page.close()
})

test('of a folder, what is still to come is counted in files', async () => {
  const database = await hungYen()
  const { rows } = await database.pool.query(
    "select feed.id, version from feed where spec->>'connector' = 'folder' and enabled order by key limit 1",
  )
  await database.pool.query(
    "insert into run (feed_id, feed_version, trigger, read, unchanged, remaining) values ($1, $2, 'schedule', 5000, 5000, 12)",
    [rows[0].id, rows[0].version],
  )
  const { url } = await serve(database)
  const key = (await database.pool.query('select key from feed where id = $1', [rows[0].id])).rows[0].key
  const page = await open(`${url}/console/feeds/${key}`)
  await page.getByText(/còn 12 tệp/).waitFor()
  await page.close()
})

test('a file is sent from the feed’s page; where its configuration was at fault it is run again without being sent again', async () => {
  const database = await hungYen()
  const configure = (field: object) =>
    database.pool.query("update feed set spec = jsonb_set(spec, '{map,field}', $1) where key = 'nyc311'", [JSON.stringify(field)])
  const { url } = await serve(database)
  const page = await open(`${url}/console/feeds/nyc311`)
  // Nobody pulls files: they are sent.
  await page.getByText('Nguồn này chưa nhận tệp nào. Bấm «Gửi tệp».').waitFor()
  expect(await page.getByRole('button', { name: 'Chạy ngay' }).count()).toBe(0)
  const csv = 'Unique Key,Created Date,Complaint Type,Status,Open Data Channel Type\n1,3/14/2025 1:20,Noise,In Progress,ONLINE\n'
  await page
    .getByLabel('Gửi tệp', { exact: true })
    .setInputFiles({ name: 'tháng 3.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await page.getByText('Đã nhận «tháng 3.csv»').waitFor()
  await configure({ from: 'complaint_type', as: 'nothing' })
  await working(database)
  await page.getByText(/Cấu hình của nguồn không dùng được/).waitFor()
  await configure({ from: 'complaint_type', required: true })
  await page.getByRole('button', { name: 'Chạy lại' }).click()
  await page.getByText(/^Xong sau/).waitFor()
  expect((await database.pool.query('select count(*)::int from dossier_fact')).rows).toEqual([{ count: 1 }])
  await page.close()
})
