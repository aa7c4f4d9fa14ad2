import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadWorld } from '@ioc/sql/simulate'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SimulatedHouse } from './house.ts'
import { LgspHost } from './lgsp.ts'

let now = new Date('2026-11-18T10:00:00+07:00')
let house: SimulatedHouse
let dataDir: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ioc-simulators-'))
  const world = loadWorld('hung-yen', { seed: 1, scale: 0.02, start: '2026-10-01' })
  house = await SimulatedHouse.open(world, dataDir, 0, () => now)
  await house.drops.get('budget')?.save(now)
})

afterAll(async () => {
  await house.close()
  await rm(dataDir, { recursive: true })
})

interface Page {
  tongSo: number
  tiepTheo: string | null
  duLieu: Record<string, string>[]
}

/** One request in two hundred fails on purpose; a reader asks again. */
async function dossiers(query: Record<string, string>): Promise<Page> {
  for (;;) {
    const answer = await fetch(`${house.url}/lgsp/hoso?${new URLSearchParams(query)}`, {
      headers: { authorization: 'Bearer mo-phong' },
    })
    if (answer.status !== 500) return (await answer.json()) as Page
  }
}

async function allDossiers(query: Record<string, string>): Promise<Page['duLieu']> {
  const rows: Page['duLieu'] = []
  for (let page = await dossiers(query); ; page = await dossiers({ ...query, trang: page.tiepTheo as string })) {
    rows.push(...page.duLieu)
    if (page.tiepTheo === null) return rows
  }
}

async function command(body: unknown): Promise<Record<string, unknown>> {
  const answer = await fetch(`${house.url}/control`, {
    method: 'POST',
    headers: { 'x-control': '1' },
    body: JSON.stringify(body),
  })
  expect(answer.status).toBe(200)
  return (await answer.json()) as Record<string, unknown>
}

const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1_000)
}

test('the integration platform wants its token', async () => {
  expect((await fetch(`${house.url}/lgsp/hoso`)).status).toBe(401)
  expect((await fetch(`${house.url}/lgsp/hoso`, { headers: { authorization: 'Bearer khac' } })).status).toBe(401)
})

test('what comes from national databases wants access by OAuth2, which runs out', async () => {
  const ask = (authorization: string) => fetch(`${house.url}/lgsp/dan-cu?soDong=1`, { headers: { authorization } })
  const grant = async (secret: string, form = 'grant_type=client_credentials') => {
    const headers = { authorization: `Basic ${btoa(`ioc-tinh:${secret}`)}`, 'content-type': 'application/x-www-form-urlencoded' }
    return fetch(`${house.url}/oauth2/token`, { method: 'POST', body: form, headers })
  }
  expect((await ask('Bearer mo-phong')).status).toBe(401)
  expect((await grant('sai')).status).toBe(401)
  expect((await grant('mo-phong', 'grant_type=password')).status).toBe(400)
  const { access_token: token, expires_in: seconds } = (await (await grant('mo-phong')).json()) as Record<string, string>
  const known = () => ask(`Bearer ${token}`).then(({ status }) => status)
  expect([200, 500]).toContain(await known())
  later(Number(seconds) + 1)
  expect(await known()).toBe(401)
})

test('pages of any size hold the same dossiers, about as many as promised', async () => {
  const rows = await allDossiers({ soDong: '500' })
  expect(await allDossiers({ soDong: '97' })).toEqual(rows)
  const { tongSo } = await dossiers({})
  expect(Math.abs(tongSo / rows.length - 1)).toBeLessThan(0.1)
})

test('asking from a moment on gives what changed since, to the millisecond', async () => {
  const rows = await allDossiers({ soDong: '500' })
  const since = rows.at(-40)?.NgayCapNhat as string
  expect(await allDossiers({ capNhatTu: since })).toEqual(rows.filter((row) => (row.NgayCapNhat as string) >= since))
})

test('nonsense is refused with a sentence', async () => {
  expect(await dossiers({ capNhatTu: 'hôm qua' })).toHaveProperty('loi')
  expect(await dossiers({ trang: '@@' })).toHaveProperty('loi')
  expect(await dossiers({ soDong: '0' })).toHaveProperty('loi')
})

test('a dossier submitted by a test is the next change read', async () => {
  const [last] = (await allDossiers({ soDong: '500' })).slice(-1)
  later(5)
  await command({ dossiers: { submit: { MaHoSo: 'H31.101-261118-900001', TrangThaiHoSo: '2', DonViXuLy: 'H31.101' } } })
  later(1)
  const changed = await allDossiers({ capNhatTu: last?.NgayCapNhat as string })
  expect(changed.filter((row) => row.MaHoSo === 'H31.101-261118-900001')).toHaveLength(1)
})

test('a source is addressed by its path as well as by its domain', async () => {
  await command({ hoso: { submit: { MaHoSo: 'H31.101-261118-900002', TrangThaiHoSo: '2', DonViXuLy: 'H31.101' } } })
  later(1)
  const codes = (await allDossiers({ soDong: '500' })).slice(-50).map((row) => row.MaHoSo)
  expect(codes).toContain('H31.101-261118-900002')
  const answer = await fetch(`${house.url}/control`, {
    method: 'POST',
    headers: { 'x-control': '1' },
    body: '{"x":{"submit":{}}}',
  })
  expect(((await answer.json()) as { loi: string }).loi).toMatch(/«x» không có nguồn mô phỏng loại này\. Có: .*hoso/)
})

test('two sources of one path are refused', () => {
  const sources = [...house.sources.records.values()].flat()
  expect(() => new LgspHost([...sources, ...sources], 1, house.access)).toThrow('Two simulated sources share a path: ')
})

test('the exchange lists packets as XML page by page, and hands each over with what is attached', async () => {
  const ask = (path: string) => fetch(`${house.url}/truc/${path}`, { headers: { authorization: 'Bearer mo-phong' } })
  expect((await fetch(`${house.url}/truc/goi-tin`)).status).toBe(401)
  const ids: string[] = []
  for (let token = ''; ; ) {
    const page = await (await ask(`goi-tin?soDong=50&trang=${token}`)).text()
    ids.push(...[...page.matchAll(/<MaGoi>([^<]*)</g)].map(([, id]) => id as string))
    token = /<TiepTheo>([^<]*)</.exec(page)?.[1] ?? ''
    if (token === '') break
  }
  const { length } = ids
  expect(Number(/<TongSo>(\d+)</.exec(await (await ask('goi-tin?soDong=1')).text())?.[1])).toBe(length)
  expect(length).toBeGreaterThan(100)
  const whole = await (await ask(`goi-tin/${encodeURIComponent(ids[0] as string)}`)).text()
  expect(whole).toMatch(/<ContentTransferEncoded>[\w+/=]+<|<Content>[\w+/=]+</)
  expect((await ask('goi-tin/khong-co')).status).toBe(404)
})

test('an outlet that has nothing new says 304, and a published item shows at once', async () => {
  const feed = `${house.url}/bao/tin-chau-tho.rss`
  const first = await fetch(feed)
  const etag = first.headers.get('etag') as string
  const body = await first.text()
  expect(body.match(/<item>/g)?.length).toBeGreaterThan(10)
  expect(body).toContain('</a></br>')
  expect((await fetch(feed, { headers: { 'if-none-match': etag } })).status).toBe(304)

  await command({ press: { publish: { outlet: 'tin-chau-tho', title: 'Người dân xã Như Quỳnh mừng cầu mới & đường mới' } } })
  const second = await fetch(feed, { headers: { 'if-none-match': etag } })
  expect(second.status).toBe(200)
  expect(await second.text()).toContain('<title>Người dân xã Như Quỳnh mừng cầu mới &amp; đường mới</title>')
})

test('one outlet has no feed and names its news of two days in a sitemap', async () => {
  expect((await fetch(`${house.url}/bao/thoi-su-dong-que.rss`)).status).toBe(404)
  const body = await (await fetch(`${house.url}/bao/thoi-su-dong-que-news.xml`)).text()
  const dates = [...body.matchAll(/<news:publication_date>(.*?)</g)].map(([, at]) => Date.parse(at as string))
  expect(dates.length).toBeGreaterThan(1)
  for (const at of dates) expect(now.getTime() - at).toBeLessThanOrEqual(48 * 3_600_000)
})

test('one outlet leaves the zone out of its dates, one writes Atom', async () => {
  expect(await (await fetch(`${house.url}/bao/thoi-bao-dong-bang.rss`)).text()).toMatch(
    /<pubDate>\w{3}, \d\d \w{3} 2026 \d\d:\d\d:\d\d<\/pubDate>/,
  )
  expect(await (await fetch(`${house.url}/bao/cong-thong-tin.rss`)).text()).toContain('<feed xmlns="http://www.w3.org/2005/Atom"')
})

test('workbooks lie in the folder whole, dated when they were saved, with merged headings', async () => {
  const folder = join(dataDir, 'drop', 'budget')
  const names = (await readdir(folder)).sort()
  expect(names).toContain('thu-chi-ngay-2026-11-17.xlsx')
  expect(names.filter((name) => name.startsWith('.'))).toEqual([])
  const path = join(folder, 'thu-chi-ngay-2026-11-17.xlsx')
  expect((await stat(path)).mtime).toEqual(new Date('2026-11-18T06:30:00+07:00'))

  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.readFile(path)
  const sheet = workbook.worksheets[0]
  expect(sheet?.getCell('H3').value).toBe('Đơn vị: Triệu đồng')
  expect(sheet?.getCell('C4').master.address).toBe('B4')
})

test('a revised amount is saved again at once', async () => {
  later(60)
  const done = await command({ budget: { revise: { item: 'revenue', amount: 46_000_000 } } })
  const { file } = done.budget as { file: string }
  expect((await stat(join(dataDir, 'drop', 'budget', file))).mtime).toEqual(now)
})

test('a source that is down answers 503 until it is up again', async () => {
  const ask = async () => (await fetch(`${house.url}/bao/kenh-song-hong.rss`)).status
  await command({ down: { bao: 30 } })
  expect(await ask()).toBe(503)
  later(31)
  expect(await ask()).toBe(200)
})

test('the world is changed only by those who mean to', async () => {
  expect((await fetch(`${house.url}/control`, { method: 'POST', body: '{}' })).status).toBe(403)
  expect(await (await fetch(house.url)).text()).toContain('không phải số liệu thật')
})
