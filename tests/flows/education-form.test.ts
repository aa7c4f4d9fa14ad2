import { loadUnitRegistry, momentOf, openQuestion, readIndicator, verify } from '@ioc/sql'
import { loadSimulators, loadWorld } from '@ioc/sql/simulate'
import { type Rows, xlsx } from '@ioc/workers/testing'
import { expect, test } from 'vitest'
import { hungYen } from '../support/database.ts'
import { takeFiles } from '../support/files.ts'
import { heard } from '../support/sources.ts'

const AT = new Date('2026-11-26T03:00:00Z')

/** The simulated forms of the department of education, by name, as the bytes of workbooks. */
async function forms(wanted: RegExp): Promise<Record<string, Buffer>> {
  const world = loadWorld('hung-yen', { seed: 1, scale: 0.01, start: '2025-06-01' })
  const files = (await loadSimulators()).get('education')?.files?.(world).files(AT) ?? []
  const written = files
    .filter(({ name }) => wanted.test(name))
    .map(async ({ name, sheets }): Promise<[string, Buffer]> => {
      const [sheet] = sheets()
      const rows = (sheet?.rows ?? []).map((row) => row.map(({ value }) => value)) as Rows
      return [name, await xlsx({ Biểu: { rows, ...(sheet && { merges: sheet.merges }) } })]
    })
  return Object.fromEntries(await Promise.all(written))
}

test('a school year’s figures stand from each count to the next, whatever calendar year it falls in', async () => {
  const database = await hungYen()
  const summary = await takeFiles(database, 'education-sim', await forms(/^(truong-lop-202[56]|tot-nghiep)/))
  expect(summary).toMatchObject({ held: 0, rejected: 0 })
  await heard(database, AT)
  const units = await loadUnitRegistry(database.db)
  const ask = async (indicator: string, period?: string) => {
    const question = await openQuestion(database.db, units, { indicator, unit: 'hung-yen', ...(period && { period }) }, AT)
    return readIndicator(database.db, units, question.indicator, question.unit.id, momentOf({}, AT), question.span)
  }
  const [newest, year2025, schoolYear] = [
    await ask('education.pupils_total'),
    await ask('education.pupils_total', '2025'),
    await ask('education.pupils_total', '2025-08-01..2026-07-31'),
  ]
  // The newest count is of 30 September 2026, in school year 2026–2027; the one of 2025 is of 30 September 2025.
  expect(newest.span.from).toEqual(new Date('2026-09-29T17:00:00Z'))
  expect(schoolYear.value).toBe(year2025.value)
  expect(newest.value).toBeLessThan(year2025.value as number)
  expect(await ask('education.mean_mark')).toMatchObject({ state: 'ok' })
  expect((await ask('education.graduation_share')).value).toBeGreaterThan(95)
  expect((await verify(database.db)).differences).toEqual([])
})

test('a row that cannot be is held with its reason, the rest is stored', async () => {
  const database = await hungYen()
  const head = [
    'STT',
    'Mã đơn vị',
    'Tên đơn vị',
    'Mã biểu',
    'Tính đến ngày',
    'Cấp học',
    'Số trường',
    'Trường đạt chuẩn quốc gia',
    'Cập nhật lúc',
  ]
  const row = (stt: number, unit: string, day: string, schools: number, standard: number) =>
    [stt, unit, unit, 'EQMS-TH', day, 'Tiểu học', schools, standard, '02/10/2026 09:00'] as Rows[number]
  const rows: Rows = [
    ['BIỂU TỔNG HỢP'],
    [null],
    head,
    row(1, '11953', '30/09/2026', 7, 5),
    row(2, '11977', '30/09/2026', 4, 6),
    row(3, '99999', '30/09/2026', 4, 4),
  ]
  const summary = await takeFiles(database, 'education-sim', { 'bieu.xlsx': await xlsx({ Biểu: { rows } }) })
  expect(summary).toMatchObject({ read: 3, inserted: 1, held: 2 })
  const { rows: held } = await database.pool.query("select reasons->0->>'message' as message from held_record order by place")
  expect(held.map(({ message }) => message)).toEqual([
    'Trường, lớp, giáo viên, học sinh: «trường đạt chuẩn quốc gia» không lớn hơn «trường». Dòng này: «trường đạt chuẩn quốc gia» 6, «trường» 4. Soát lại và sửa tại nguồn, hoặc sửa ở đây rồi đưa vào.',
    'Không nhận ra đơn vị «99999» tại ngày 30/09/2026. Sửa thành tên hoặc mã có trong danh mục đơn vị; nếu đã đúng, báo người quản trị thêm vào danh mục.',
  ])
})
