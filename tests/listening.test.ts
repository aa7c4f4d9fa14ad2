import { computeTile, loadTileContext } from '@ioc/server/testing'
import {
  type Database,
  findFeed,
  loadRegistry,
  loadUnitRegistry,
  type Moment,
  momentOf,
  openQuestion,
  readIndicator,
  verify,
} from '@ioc/sql'
import { loadSimulators, loadWorld, type RecordSource, type SourceRow } from '@ioc/sql/simulate'
import { ingest } from '@ioc/workers/testing'
import { expect, test } from 'vitest'
import { hungYen } from './support/database.ts'
import { everythingStored } from './support/stored.ts'

// Public posts from the simulated service through the whole road: what arrives, what never does, and what the wall makes of it.

const NOW = new Date('2026-11-18T22:00:00+07:00')

async function rowsOf(): Promise<SourceRow[]> {
  const world = loadWorld('hung-yen', { seed: 1, scale: 0.03, start: '2026-10-01' })
  const { records } = (await loadSimulators()).get('social') as { records: (given: typeof world) => RecordSource }
  return records(world).changesSince(null, 100_000, NOW).records
}

async function take(database: Database, rows: SourceRow[]) {
  const body = Buffer.from(JSON.stringify({ tongSo: rows.length, tiepTheo: null, duLieu: rows }))
  const pages = (async function* () {
    yield {
      body: (async function* () {
        yield body
      })(),
      name: 'mangxahoi.json',
      next: null,
    }
  })()
  return ingest(database, await findFeed(database.db, 'social-sim'), pages, { trigger: 'command', keepCursor: false })
}

const CANARY = {
  tenNguoiDang: 'Canaria Chim Hoàng Yến',
  soDienThoai: '0987001002',
  tacGia: [
    {
      ten: 'Canaria Chim Hoàng Yến',
      maNguoiDung: 'hoang.yen.canaria',
      anhDaiDien: 'https://mang-xa-hoi.example/anh/hoang.yen.canaria.jpg',
    },
  ],
  duongDan: 'https://mang-xa-hoi.example/hoang.yen.canaria/bai/1',
  viTri: [{ viDo: '20.646111', kinhDo: '106.051222' }],
  noiDung: 'Xã Như Quỳnh ngập. Gọi 0987 001 003, thư hoang.yen@canaria.example, căn cước 033195000777, xe 89A-777.88',
}
/** A tile of the wall as it would have been shown. */
async function tileOf(database: Database, id: string, moment: Moment) {
  const context = await loadTileContext(database)
  return computeTile(context, context.tiles.get(id) as Parameters<typeof computeTile>[1], moment)
}

const PERSONAL = /canaria|hoàng yến|0987 ?001|033195000777|777\.88|20\.646111|106\.051222/i

test('nothing of a poster is in any table or page, of posts that are stored and of posts that are held', async () => {
  const database = await hungYen()
  const rows = await rowsOf()
  const pattern = rows[0] as SourceRow
  const held = { ...pattern, ...CANARY, maBai: 'canary-held', kenh: 'telegram' }
  const summary = await take(database, [...rows.slice(0, 400), { ...pattern, ...CANARY, maBai: 'canary-1' }, held])
  expect(summary).toMatchObject({ read: 402, inserted: 401, held: 1, rejected: 0 })
  const stored = await everythingStored(database)
  expect(stored).toContain('Xã Như Quỳnh ngập. Gọi [số điện thoại]')
  expect(PERSONAL.exec(stored)?.[0]).toBeUndefined()
  // And of nobody the simulation made up.
  for (const row of rows.slice(0, 400)) {
    expect(stored).not.toContain(row.soDienThoai as string)
    expect(stored).not.toContain((row.tacGia as Record<string, string>[])[0]?.maNguoiDung)
  }
})

test('a post makes four totals at most, one or two more where an answer is owed; they re-add, and again changes nothing', async () => {
  const database = await hungYen()
  const rows = await rowsOf()
  const summary = await take(database, rows)
  expect(summary).toMatchObject({ held: 0, rejected: 0, inserted: rows.length })
  const { rows: cells } = await database.pool.query('select count(*)::int as n from cell')
  expect(cells[0].n / rows.length).toBeLessThan(4)
  expect((await verify(database.db)).differences).toEqual([])
  expect(await take(database, rows)).toMatchObject({ inserted: 0, updated: 0 })
})

test('the crisis of a day is found: a spike, its matter, its place, and who answers for it', async () => {
  const database = await hungYen()
  await take(database, await rowsOf())
  const { rows } = await database.pool.query(
    `select min(published_at) as at, unit.name, count(*)::int as copies from social_fact join unit on unit.id = unit_id
     where external_id like '%-k-%' and published_at > '2026-11-05' group by story_id, unit.name order by 3 desc limit 1`,
  )
  const { at, name } = rows[0]
  const moment = { ...momentOf(), at: new Date(at.getTime() + 2 * 3_600_000) }
  const spike = await tileOf(database, 'social.spike', moment)
  if (spike.kind !== 'spike') throw new Error('not a spike')
  expect(spike.usual?.z).toBeGreaterThan(3)
  expect(spike.reasons[0]).toMatchObject({ kind: { id: 'unit' }, title: { vi: name } })
  expect(spike.responsible[0]).toBe(name)
  expect(spike.responsible.length).toBe(2)
  const units = await loadUnitRegistry(database.db)
  const proven = await openQuestion(
    database.db,
    units,
    { indicator: spike.measure, unit: 'hung-yen', period: 'last3h' },
    moment.at,
  )
  const { value } = await readIndicator(database.db, units, proven.indicator, proven.unit.id, moment, proven.span)
  expect(value).toBe(spike.observed.value)
  // While its source has not been heard to its end, half a history alarms nobody.
  await database.pool.query('delete from feed_heard')
  await database.pool.query(`update feed set spec = spec || '{"every": 60, "connector": "rest"}'`)
  expect(await tileOf(database, 'social.spike', moment)).toMatchObject({ state: 'provisional', level: null, responsible: [] })
  const issues = await tileOf(database, 'social.issues', moment)
  if (issues.kind !== 'mentions') throw new Error('no mentions')
  expect(issues.issues[0]).toMatchObject({ place: name, title: spike.story?.title })
  expect(issues.note?.vi).toMatch(
    /^Sắc thái do máy chấm, chưa đo trên tin bài: đúng \d+\u202f% trong \d+ góp ý của sinh viên \(UIT-VSFC\)/,
  )
})

test('shares of sentiment make up the whole; a person’s judgement is counted before the machine’s', async () => {
  const database = await hungYen()
  const rows = await rowsOf()
  await take(database, rows)
  const units = await loadUnitRegistry(database.db)
  const registry = await loadRegistry()
  const read = async (id: string) =>
    (await readIndicator(database.db, units, registry.indicator(id), units.find('hung-yen').id, { ...momentOf(), at: NOW })).value
  const [negative, neutral, positive, net] = await Promise.all(
    ['negative_share', 'neutral_share', 'positive_share', 'net_sentiment'].map((id) => read(`social.${id}`)),
  )
  expect((negative ?? 0) + (neutral ?? 0) + (positive ?? 0)).toBeCloseTo(100)
  expect(net).toBeCloseTo((positive ?? 0) - (negative ?? 0))
  const reviewed = rows.filter((row) => row.sacThaiDuyet !== '')
  const { rows: counted } = await database.pool.query(
    'select count(*)::int as n from social_fact where reviewed_sentiment is not null',
  )
  expect(counted[0].n).toBe(reviewed.length)
})
