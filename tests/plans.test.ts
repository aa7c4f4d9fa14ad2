import { applyProvince, type Database, describePlans, loadProvince, loadUnitRegistry, momentOf, registryAsOf } from '@ioc/sql'
import { describe, expect, test } from 'vitest'
import { serve } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'
import { heard } from './support/sources.ts'

/** In the month the dossiers of the tests are of. */
const AT = new Date('2026-01-25T03:00:00Z')

const hungYenFiles = loadProvince('hung-yen')

/** The province's files with one promise instead of its own. */
function promising(clause: object) {
  const { plans } = hungYenFiles
  const plan = {
    id: 'thu',
    title: { vi: 'Kế hoạch thử', en: 'Trial plan' },
    source: 'bài thử',
    from: '2025-01-01',
    clauses: [
      {
        id: 'mot',
        text: 'Đúng hạn',
        each: false,
        owner: 'van-phong-ubnd',
        operator: '≥',
        value: 90,
        unitOfMeasurement: 'percent',
        indicator: 'dossiers.on_time_rate',
        ...clause,
      },
    ],
  }
  return { ...hungYenFiles, plans: [{ plan, where: () => 'thu.yaml:1' }] as typeof plans }
}

const target = async (database: Database, asOf: Date | null) =>
  (await registryAsOf(database.db, asOf))
    .indicator('dossiers.on_time_rate')
    .targetFor({ key: 'hung-yen', kind: 'province', ancestors: [] }, '2026-06-01')?.value

async function read(database: Database, moment = momentOf()) {
  const units = await loadUnitRegistry(database.db)
  const province = { unitId: units.find('hung-yen').id, domains: {} }
  return describePlans(database.db, units, province, moment)
}

test('a plan changed today leaves what was the target until then', async () => {
  const database = await hungYen()
  await applyProvince(database, promising({ value: 90 }))
  const first = new Date()
  await new Promise((done) => setTimeout(done, 5))
  await applyProvince(database, promising({ value: 95 }))
  expect(await target(database, null)).toBe(95)
  expect(await target(database, first)).toBe(90)
  expect(await target(database, new Date('2000-01-01'))).toBe(await target(database, new Date('2000-01-01')))
  await applyProvince(database, promising({ value: 95 }))
  expect((await database.pool.query('select count(*)::int from plan_version')).rows[0].count).toBe(3)
  await expect(database.pool.query('delete from plan_version')).rejects.toThrow('append-only')
})

test('a plan that speaks of what no domain declares stops the start', async () => {
  const database = await hungYen()
  await expect(applyProvince(database, promising({ indicator: 'dossiers.gone' }))).rejects.toThrow(
    'thu.yaml:1: there is no indicator',
  )
})

describe('how a clause stands', () => {
  test('against the dossiers there are: kept, missed, and by how many of the communes', async () => {
    const database = await hungYen()
    const units = await loadUnitRegistry(database.db)
    const run = await openRun(database, 'dossiers-sim')
    await commit(database, run, [
      dossier({ id: 'a', unit: units.find('phuong-pho-hien').id, received: 0, finished: 2 }),
      dossier({ id: 'b', unit: units.find('xa-tan-hung').id, received: 0, finished: 9 }),
    ])
    await heard(database, AT)
    const standing = async (clause: object) => {
      await applyProvince(database, promising(clause))
      return (await read(database, momentOf({}, AT)))[0]?.clauses[0]
    }
    expect(await standing({ value: 50 })).toMatchObject({ status: 'on_track', actual: 50, done: 1, needed: null, elapsed: null })
    expect(await standing({ value: 90 })).toMatchObject({
      ...{ status: 'late', actual: 50 },
      receivedAt: AT.toISOString(),
    })
    expect(await standing({ value: 90, due: '2099-12-31' })).toMatchObject({ status: 'on_track', noForecast: 'too_far' })
    expect(await standing({ value: 90, level: 'commune', each: true })).toMatchObject({
      units: { reached: 1, of: 104 },
      status: 'late',
    })
  })

  test('a source that has said nothing leaves it unmeasured, with the reason', async () => {
    const database = await hungYen()
    await applyProvince(database, promising({}))
    expect((await read(database))[0]?.clauses[0]).toMatchObject({
      ...{ status: 'unmeasured', unmeasured: { code: 'no_number' } },
      receivedAt: null,
    })
  })

  test('a level that lost its organisation keeps its clause and needs a decision; on the old map it does not', async () => {
    const database = await hungYen()
    await applyProvince(database, promising({ level: 'district' }))
    const clause = async (geo: string) => (await read(database, momentOf({ geo })))[0]?.clauses[0]
    expect(await clause('2026-01-01')).toMatchObject({
      status: 'unmeasured',
      needsDecision: true,
      unmeasured: { code: 'level_ended', since: '2025-07-01' },
    })
    expect(await clause('2025-06-30')).toMatchObject({ needsDecision: false })
  })

  test('a number set for another map is not called reached by this one until somebody decides', async () => {
    const database = await hungYen()
    await applyProvince(database, promising({ undecided: 'đặt cho 63 tỉnh' }))
    expect((await read(database))[0]?.clauses[0]).toMatchObject({
      status: 'unmeasured',
      needsDecision: true,
      unmeasured: { code: 'undecided', words: 'đặt cho 63 tỉnh' },
    })
  })
})

test('what a source says had been reached is no target: no goal, no day, and no reading of it', async () => {
  const plans = await read(await hungYen())
  const plan = (id: string) => plans.find((each) => each.id === id)?.clauses ?? []
  const targets = ['ho-so-cong-viec-cap-tinh', 'ho-so-cong-viec-cap-huyen', 'ho-so-cong-viec-cap-xa']
  expect(plan('chi-tieu-2025').map(({ id, due }) => [id, due])).toEqual(targets.map((id) => [id, '2025-12-31']))
  expect(plan('hien-trang-2025')).toHaveLength(12)
  for (const clause of plan('hien-trang-2025')) expect(clause).toMatchObject({ goal: null, due: null, status: 'unmeasured' })
  // Communes are there still; it is Tiên Lữ that ended.
  expect(plan('hien-trang-2025').find(({ id }) => id === 'tien-lu-may-tinh-cap-xa')).toMatchObject({
    level: 'commune',
    unit: { name: 'Huyện Tiên Lữ' },
    unmeasured: { code: 'unit_ended', since: '2025-07-01' },
  })
})

/** Every number of the articles the three provinces’ plans are taken from, in the order the articles name them. */
const NUMBERS = {
  'hung-yen':
    '200/KH-UBND, 100% cơ quan từ tỉnh đến xã có mạng nội bộ, 1.800, Trên 90%, Trên 80%, Trên 60%, xếp thứ 5 trong 63, khoảng 95%, 2.0',
  'nghe-an':
    '1.300, 18 sở, 3 cơ quan, 9 phân hệ, 1.917, 873, 386, 724, 301, 21 cơ quan, 90–95%, 90% hồ sơ, 80% hồ sơ, 60% hồ sơ, 50%, 90% trở lên, 30 tỉnh, 50% người trưởng thành, Trên 50% người dùng, 100% hồ sơ công việc cấp tỉnh, 95% hồ sơ, 85% hồ sơ',
  'phu-tho':
    'Trên 90% hồ sơ công việc cấp tỉnh, Trên 90% hồ sơ công việc cấp huyện, 60% hồ sơ, Trên 70%, 100% báo cáo, 300 điểm cầu',
}

test.each(Object.entries(NUMBERS))('every number said of %s is a clause, and is measured or says why not', (key, numbers) => {
  const plans = loadProvince(key).plans.map(({ plan }) => plan)
  const texts = plans.flatMap(({ number = '', clauses }) => [number, ...clauses.map(({ text }) => text)]).join('\n')
  for (const number of numbers.split(', ')) expect(texts).toContain(number)
  for (const { clauses } of plans)
    for (const clause of clauses) expect(clause.indicator ?? clause.unmeasured, clause.id).toEqual(expect.any(String))
})

test('over HTTP: all plans with their counts, one clause by clause, an unknown one with those there are', async () => {
  const { app } = await serve(await hungYen())
  const all = (await app.inject('/api/plans')).json()
  expect(all.map(({ id }: { id: string }) => id)).toEqual([
    'chi-tieu-2025',
    'hien-trang-2025',
    'ke-hoach-200-kh-ubnd',
    'ket-noi-bat-buoc',
    'muc-quoc-gia-2025',
  ])
  const plan = (await app.inject('/api/plans/chi-tieu-2025')).json()
  expect(plan.clauses).toHaveLength(all[0].counts.unmeasured + all[0].counts.late + all[0].counts.done)
  expect(plan.clauses[1]).toMatchObject({ level: 'district', needsDecision: true })
  const unknown = await app.inject('/api/plans/khac')
  expect([unknown.statusCode, unknown.body]).toEqual([404, expect.stringContaining('muc-quoc-gia-2025')])
})
