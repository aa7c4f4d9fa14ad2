import {
  type Asked,
  applyProvince,
  type Database,
  describeProof,
  findFact,
  loadCalendar,
  loadProvince,
  loadUnitRegistry,
  openQuestion,
  partsOf,
  proofRows,
  proveReading,
  type RegistryUnit,
  readByUnit,
  readIndicator,
  readRecords,
  readUnitSeries,
  readUnusual,
} from '@ioc/sql'
import { Measure } from '@ioc/sql/pack'
import { expect, test } from 'vitest'
import { askAll, onlyRules, toldOf } from './support/alerts.ts'
import { hungYen } from './support/database.ts'
import { takeFiles } from './support/files.ts'
import { heard } from './support/sources.ts'

// Three communes registered 3, 31 and 44 births in October. The 3 point at someone.

const AT = new Date('2026-11-20T03:00:00Z')
const FEW = 'phuong-pho-hien'
const BIRTHS: [string, number, number][] = [
  ['11953', 2, 1],
  ['11977', 16, 15],
  ['11980', 24, 20],
]

async function october(births = BIRTHS) {
  const database = await hungYen()
  const duLieu = births.map(([unit, boys, girls]) => ({
    MaDonVi: unit,
    NhomChiTieu: 'HO_TICH',
    KyBaoCao: '202610',
    NguonSoLieu: 'CSDLQGVDC',
    NgayCapNhat: '2026-11-03T09:00:00.000',
    KhaiSinh: String(boys + girls),
    KhaiSinhNam: String(boys),
    KhaiSinhNu: String(girls),
    KhaiTu: '9',
  }))
  const summary = await takeFiles(database, 'population-sim', { 'trang-1.json': JSON.stringify({ duLieu }) })
  expect(summary).toMatchObject({ inserted: births.length, held: 0 })
  await heard(database, AT)
  return database
}

async function ask(database: Database, asked: Partial<Asked> = {}) {
  const about = { indicator: 'population.births_last_month', unit: 'hung-yen', ...asked }
  return openQuestion(database.db, await loadUnitRegistry(database.db), about, AT)
}

test.each(['births_last_month', 'natural_growth'])('a commune’s %s is suppressed, alone, in a list and over time', async (id) => {
  const database = await october()
  const { units, indicator, unit, moment } = await ask(database, { indicator: `population.${id}`, unit: FEW })
  expect(await readIndicator(database.db, units, indicator, unit.id, moment)).toMatchObject({ value: null, state: 'suppressed' })
  // Who knows the whole and all others knows it too: the smallest of them is hidden with it.
  const each = ['xa-tan-hung', 'phuong-hong-chau'].map((key) => units.find(key))
  const [few, more, most] = await readByUnit(database.db, units, indicator, [unit, ...each], moment)
  expect([few?.value, more?.value, most?.value]).toEqual([null, null, id === 'natural_growth' ? 35 : 44])
  const span = { from: new Date('2026-09-30T17:00:00Z'), to: new Date('2026-10-31T17:00:00Z') }
  const [series] = await readUnitSeries(database.db, units, indicator, [unit], moment, span, 'month')
  expect(series?.points.map(({ value }) => value)).toEqual([null])
})

test('nor is it told by how much they moved the whole beside other years', async () => {
  const database = await hungYen()
  const months = [2026, 2025, 2024, 2023].flatMap((year) => ['09', '10', '11'].map((month) => `${year}${month}`)).slice(1, -1)
  const duLieu = months.flatMap((month) =>
    BIRTHS.map(([unit, boys, girls]) => ({
      ...{ MaDonVi: unit, NhomChiTieu: 'HO_TICH', KyBaoCao: month, NguonSoLieu: 'CSDLQGVDC' },
      NgayCapNhat: '2026-11-03T09:00:00.000',
      ...{ KhaiSinh: String(boys + girls), KhaiSinhNam: String(boys), KhaiSinhNu: String(girls), KhaiTu: '9' },
    })),
  )
  await takeFiles(database, 'population-sim', { 'trang-1.json': JSON.stringify({ duLieu }) })
  await heard(database, AT)
  const { units, indicator, unit, moment } = await ask(database)
  const october = { at: new Date('2026-09-30T17:00:00Z'), step: 'month' as const }
  const calendar = loadCalendar('hung-yen')
  const { stand, parts, untold } = await readUnusual(database.db, units, indicator, unit, october, moment, calendar)
  expect(stand).toMatchObject({ middle: 78, side: null })
  expect(parts?.map((part) => [part.value, part.usual]).sort()).toEqual([[44, 44]])
  expect(untold).toBe(2)
})

test('of residents too, whose kind has but a few in a commune, those few are not told', async () => {
  const database = await hungYen()
  const duLieu = BIRTHS.map(([unit], n) => ({
    MaDonVi: unit,
    NhomChiTieu: 'DAN_CU',
    KyBaoCao: '202610',
    NgayChot: '2026-10-31',
    NguonSoLieu: 'CSDLQGVDC',
    NgayCapNhat: '2026-11-03T09:00:00.000',
    NhanKhauThuongTru: '30000',
    NguoiLuuTru: String([3, 20, 41][n]),
  }))
  expect(await takeFiles(database, 'population-sim', { '1.json': JSON.stringify({ duLieu }) })).toMatchObject({ inserted: 3 })
  await heard(database, AT)
  const { units, indicator, unit, moment } = await ask(database, { indicator: 'population.staying', unit: FEW })
  expect(await readIndicator(database.db, units, indicator, unit.id, moment)).toMatchObject({ value: null, state: 'suppressed' })
  const province = units.find('hung-yen').id
  expect(await readIndicator(database.db, units, indicator, province, moment)).toMatchObject({ value: 64 })
  const each = BIRTHS.map(([code]) => units.all.find((other) => other.code === code && other.valid_to === null) as RegistryUnit)
  expect((await readByUnit(database.db, units, indicator, each, moment)).map(({ value }) => value)).toEqual([null, null, 41])
})

test('nor are two so few that what is left of the whole tells both', async () => {
  const database = await october([
    ['11953', 1, 0],
    ['11977', 0, 1],
    ['11980', 24, 20],
    ['11983', 30, 31],
  ])
  const { units, indicator, moment } = await ask(database)
  const each = ['phuong-pho-hien', 'xa-tan-hung', 'phuong-hong-chau', 'phuong-son-nam'].map((key) => units.find(key))
  const told = await readByUnit(database.db, units, indicator, each, moment)
  expect(told.map(({ value }) => value)).toEqual([null, null, null, 61])
})

test('what is hidden only with a small count still raises its alarm, without its number; the small count itself never does', async () => {
  const database = await october()
  const house = await onlyRules(database, {
    id: 'births',
    title: { vi: 'Khai sinh', en: 'Births' },
    indicators: ['population.births_last_month'],
    kinds: ['commune'],
    when: { is: 'threshold', better: 'down', levels: { warn: 2, critical: 30 } },
  })
  await askAll(house, AT)
  const alerts = await toldOf(house)
  expect(alerts.map(({ unit, measured }) => [unit, measured]).sort()).toEqual([
    ['phuong-hong-chau', 44],
    ['xa-tan-hung', null],
  ])
})

test('how many kinds there were tells as little as how many of each', async () => {
  const database = await october()
  const kinds = {
    ...{ id: 'population.kinds', title: { vi: 'Số giới tính', en: 'Kinds' }, basis: 'để thử', owner: 'van-phong-ubnd' },
    ...{
      formula: 'distinct(population.births, sex, count)',
      unit: 'count',
      direction: 'none' as const,
      period: 'last_month' as const,
    },
  }
  await applyProvince(database, { ...loadProvince('hung-yen'), indicators: [{ value: kinds, where: () => 'thu.yaml:1' }] })
  for (const where of [[], ['sex:male']]) {
    const { units, indicator, unit, moment } = await ask(database, { indicator: kinds.id, where })
    const proof = await proveReading(database.db, units, indicator, unit.id, moment)
    expect([proof.agrees, proof.reading.value, proof.reading.state]).toEqual([true, null, 'suppressed'])
  }
})

test('the province’s births count all of them, and the proof adds up without telling the 3', async () => {
  const database = await october()
  const { units, indicator, unit, moment } = await ask(database)
  const proof = await proveReading(database.db, units, indicator, unit.id, moment)
  expect(proof).toMatchObject({ value: 78, agrees: true })
  const [term] = describeProof(proof, 200).terms
  expect(term).toMatchObject({ sum: 78, agrees: true })
  expect(term?.groups.every(({ value }) => value >= 5)).toBe(true)
  // Groups are of boys or girls; 2 and 1 are told together with as much as hides them.
  expect(term?.rest.value).toBeGreaterThanOrEqual(5)
})

test('nor do the rows behind it, nor the record', async () => {
  const database = await october()
  const { units, indicator, unit, moment, span } = await ask(database, { period: '2026-10' })
  const query = {
    roots: [unit.id],
    span: span as NonNullable<typeof span>,
    ...moment,
    unit: units.find(FEW).id,
    limit: 10,
    offset: 0,
  }
  expect(await proofRows(database.db, units, indicator.compiled.terms, 0, query)).toEqual([])
  const most = { ...query, unit: units.find('phuong-hong-chau').id }
  const rows = await proofRows(database.db, units, indicator.compiled.terms, 0, most)
  expect(rows.map(({ value }) => value).sort()).toEqual([20, 24])
  const asked = { term: 0, sort: 'when', isDescending: true, limit: 10, offset: 0 } as const
  const records = await readRecords(database.db, units, indicator, unit.id, moment, span, asked)
  expect(records).toMatchObject({ count: 6, listed: 2, sum: 78, agrees: true })
  expect(records.rows.map(({ unit: { key } }) => key)).toEqual(['phuong-hong-chau', 'phuong-hong-chau'])
  const { versions } = await findFact(database.db, 'population-sim', rows[0]?.externalId as string)
  const untold = '•••'
  expect(versions[0]?.fact.figures).toEqual({ births: untold, births_male: untold, births_female: untold, deaths: untold })
})

test('what a formula picks of a dimension is not told by asking for more of its values', async () => {
  const database = await october([
    ['11953', 30, 3],
    ['11977', 16, 15],
    ['11980', 24, 20],
  ])
  const boys = {
    ...{ id: 'population.boys', title: { vi: 'Bé trai', en: 'Boys' }, basis: 'để thử', owner: 'van-phong-ubnd' },
    ...{
      formula: "pick(population.births, sex, 'male')",
      unit: 'person',
      direction: 'none' as const,
      period: 'last_month' as const,
    },
  }
  await applyProvince(database, { ...loadProvince('hung-yen'), indicators: [{ value: boys, where: () => 'thu.yaml:1' }] })
  const { units, indicator, unit, moment } = await ask(database, {
    indicator: boys.id,
    unit: FEW,
    where: ['sex:male', 'sex:female'],
  })
  expect(await readIndicator(database.db, units, indicator, unit.id, moment)).toMatchObject({ value: null, state: 'suppressed' })
})

test('a measure of two dimensions is no measure of what points at persons', () => {
  const births = { id: 'population.births', title: { vi: 'Khai sinh', en: 'Births' }, unit: 'person', units: 'sum', time: 'sum' }
  const measure = (dims: string[]) => Measure.safeParse({ ...births, grain: 'month', smallest: 5, dims }).success
  expect([measure([]), measure(['sex']), measure(['sex', 'district'])]).toEqual([true, true, false])
})

test('30 boys of 33 children tell of 3 girls, so neither is told alone, nor over time, nor as parts of the whole', async () => {
  const database = await october([
    ['11953', 30, 3],
    ['11977', 16, 15],
    ['11980', 24, 20],
  ])
  const told = async (unit: string, ...where: string[]) => {
    const { units, indicator, unit: of, moment } = await ask(database, { unit, where })
    return (await readIndicator(database.db, units, indicator, of.id, moment)).value
  }
  expect(await told(FEW)).toBe(33)
  expect(await told(FEW, 'sex:male')).toBe(null)
  expect(await told(FEW, 'sex:female')).toBe(null)
  expect(await told(FEW, 'sex:male', 'sex:female')).toBe(33)
  // The girls of all communes and of one commune are told, and so must be hidden those of another, with its boys.
  expect(await told('xa-tan-hung')).toBe(31)
  expect(await told('xa-tan-hung', 'sex:male')).toBe(null)
  expect(await told('phuong-hong-chau', 'sex:male')).toBe(24)

  const { units, indicator, unit, moment } = await ask(database, { unit: FEW, where: ['sex:male'] })
  const span = { from: new Date('2026-09-30T17:00:00Z'), to: new Date('2026-10-31T17:00:00Z') }
  const series = await readUnitSeries(database.db, units, indicator, [unit, units.find('xa-tan-hung')], moment, span, 'month')
  expect(series.map(({ points }) => points.map(({ value }) => value))).toEqual([[null], [null]])

  const whole = await ask(database, { unit: FEW })
  const reading = await readIndicator(database.db, units, whole.indicator, unit.id, moment)
  const { told: parts } = await partsOf(database.db, units, reading, 'sex', unit.id, moment)
  expect(parts.map(({ key, value, state }) => [key, value, state]).sort()).toEqual([
    ['female', null, 'suppressed'],
    ['male', null, 'suppressed'],
  ])
})

test('nobody comes to a small count by taking communes from the province, months from the year, or boys from children', async () => {
  const database = await hungYen()
  const boys: Record<string, number[]> = {
    '11953': [3, 31, 2, 28, 40, 4, 0],
    '11977': [16, 15, 14, 17, 3, 12, 9],
    '11980': [24, 20, 22, 25, 30, 28, 31],
    '11983': [9, 8, 11, 1, 7, 10, 12],
  }
  const months = ['01', '02', '03', '04', '05', '06', '07']
  const duLieu = Object.entries(boys).flatMap(([unit, counts]) =>
    counts.map((male, place) => ({
      ...{ MaDonVi: unit, NhomChiTieu: 'HO_TICH', KyBaoCao: `2026${months[place]}`, NguonSoLieu: 'CSDLQGVDC' },
      ...{
        NgayCapNhat: '2026-11-03T09:00:00.000',
        KhaiSinh: String(male + 6),
        KhaiSinhNam: String(male),
        KhaiSinhNu: '6',
        KhaiTu: '9',
      },
    })),
  )
  expect(await takeFiles(database, 'population-sim', { '1.json': JSON.stringify({ duLieu }) })).toMatchObject({ held: 0 })
  await heard(database, AT)
  const spans = [...months.map((month) => `2026-${month}`), '2026-01-01..2026-07-31']
  const kinds = [[], ['sex:male'], ['sex:female']]
  const keys = (await loadUnitRegistry(database.db)).all.filter(({ code, valid_to }) => code && boys[code] && valid_to === null)
  const told = new Map<string, number | null>()
  for (const unit of ['hung-yen', ...keys.map(({ key }) => key)])
    for (const [kind, where] of kinds.entries())
      for (const [place, period] of spans.entries()) {
        const { units, indicator, unit: of, moment, span } = await ask(database, { unit, where, period })
        told.set(`${unit} ${kind} ${place}`, (await readIndicator(database.db, units, indicator, of.id, moment, span)).value)
      }
  const cell = (unit: string, kind: number, place: number) => `${unit} ${kind} ${place}`
  const lines = [
    ...kinds.flatMap((_, kind) =>
      spans.map((_, place) => [cell('hung-yen', kind, place), ...keys.map(({ key }) => cell(key, kind, place))]),
    ),
    ...['hung-yen', ...keys.map(({ key }) => key)].flatMap((unit) => [
      ...kinds.map((_, kind) => [cell(unit, kind, months.length), ...months.map((_, place) => cell(unit, kind, place))]),
      ...spans.map((_, place) => [0, 1, 2].map((kind) => cell(unit, kind, place))),
    ]),
  ]
  const guessed = new Map<string, number>()
  for (let isNew = true; isNew; ) {
    isNew = false
    for (const [whole, ...parts] of lines as [string, ...string[]][]) {
      const known = (key: string) => told.get(key) ?? guessed.get(key) ?? null
      const lacking = [whole, ...parts].filter((key) => known(key) === null)
      if (lacking.length !== 1) continue
      isNew = true
      const sum = parts.reduce((all, key) => all + (known(key) ?? 0), 0)
      guessed.set(lacking[0] as string, lacking[0] === whole ? sum : (known(whole) as number) - sum)
    }
  }
  expect([...guessed].filter(([, value]) => value > 0 && value < 5)).toEqual([])
  // It still says most of what it knows.
  const numbers = [...told.values()].filter((value) => value !== null)
  expect(numbers.every((value) => value === 0 || value >= 5)).toBe(true)
  expect(numbers.length / told.size).toBeGreaterThan(0.5)
  expect(told.get(`hung-yen 0 ${months.length}`)).toBe(432 + 4 * 7 * 6)
})
