import { type Database, loadUnitRegistry, openQuestion, readByUnit, readIndicator } from '@ioc/sql'
import { expect, test } from 'vitest'
import { hungYen } from './support/database.ts'
import { takeFiles } from './support/files.ts'
import { heard } from './support/sources.ts'

// The same reports are counted twice: as the cases of any stretch of weeks, and as those of the newest week by itself. What one of them hides must not
// come back from the other.

const AT = new Date('2026-11-26T03:00:00Z')
const HERE = { code: '11953', key: 'phuong-pho-hien' }
const THERE = { code: '11977', key: 'xa-tan-hung' }
/** Each by its last day: of nine weeks the epidemic threshold is made, so that the newest ones are counted by themselves. */
const WEEKS = Array.from({ length: 12 }, (_, n) =>
  new Date(Date.UTC(2026, 10, 22) - (11 - n) * 7 * 86_400_000).toISOString().slice(0, 10),
)
const BEFORE = Array<number>(9).fill(20)
/** The last three. */
const spanOf = (from: number, to: number) => {
  const [first, last] = [WEEKS[9 + from] as string, WEEKS[9 + to] as string]
  return `${new Date(Date.parse(first) - 6 * 86_400_000).toISOString().slice(0, 10)}..${last}`
}

/** Cases of dengue by commune, a week each. */
async function told(cases: Record<string, number[]>): Promise<Database> {
  const database = await hungYen()
  const duLieu = Object.entries(cases).flatMap(([code, counts]) =>
    [...BEFORE, ...counts].map((count, week) => ({
      ...{
        MaDonVi: code,
        NhomChiTieu: 'BENH_TRUYEN_NHIEM',
        KyBaoCao: WEEKS[week]?.replaceAll('-', ''),
        SotXuatHuyet: String(count),
      },
      NgayCapNhat: '2026-11-24T09:00:00.000',
    })),
  )
  expect(await takeFiles(database, 'health-sim', { 'tuan.json': JSON.stringify({ duLieu }) })).toMatchObject({ held: 0 })
  await heard(database, AT)
  return database
}

async function ask({ db }: Database, indicator: string, unit: string, period: string): Promise<number | null> {
  const question = await openQuestion(db, await loadUnitRegistry(db), { indicator, unit, period }, AT)
  return (await readIndicator(db, question.units, question.indicator, question.unit.id, question.moment, question.span)).value
}

test('13 cases in two weeks, of which 10 in the second, would tell of 3 in the first: so the second is not told by itself', async () => {
  const database = await told({ [HERE.code]: [20, 3, 10] })
  const both = await ask(database, 'health.cases', HERE.key, spanOf(1, 2))
  const newest = await ask(database, 'health.week_cases', HERE.key, spanOf(2, 2))
  expect([both, newest].filter((value) => value !== null).length).toBeLessThan(2)
  // The first of them, which leaves enough on either side, is.
  expect(await ask(database, 'health.week_cases', HERE.key, spanOf(0, 0))).toBe(20)
  expect(await ask(database, 'health.week_cases', HERE.key, spanOf(1, 1))).toBeNull()
})

test('nor by what the whole province had in the newest week less what the others had in it', async () => {
  const database = await told({ [HERE.code]: [20, 3, 10], [THERE.code]: [30, 31, 32] })
  const units = await loadUnitRegistry(database.db)
  const asked = { indicator: 'health.week_cases', unit: 'hung-yen', period: spanOf(2, 2) }
  const { indicator, unit, moment, span } = await openQuestion(database.db, units, asked, AT)
  const whole = await ask(database, 'health.week_cases', 'hung-yen', spanOf(2, 2))
  const each = await readByUnit(database.db, units, indicator, units.children(unit.id, moment.geo), moment, span, unit)
  const known = new Map(each.map(({ unit, value }) => [unit.key, value]))
  expect(known.get(HERE.key)).toBeNull()
  expect([whole, known.get(THERE.key)].filter((value) => value != null).length).toBeLessThan(2)
})

test('what is enough in every week is told in either way, and to the same', async () => {
  const database = await told({ [HERE.code]: [20, 13, 10] })
  for (const week of [0, 1, 2])
    expect(await ask(database, 'health.week_cases', HERE.key, spanOf(week, week))).toBe([20, 13, 10][week])
  expect(await ask(database, 'health.cases', HERE.key, spanOf(1, 2))).toBe(23)
})
