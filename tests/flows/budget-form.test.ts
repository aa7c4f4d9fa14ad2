import { heldReasons, verify } from '@ioc/sql'
import { type Rows, xls, xlsx } from '@ioc/workers/testing'
import { expect, test } from 'vitest'
import { hungYen } from '../support/database.ts'
import { takeFiles } from '../support/files.ts'

/** The ministry's form of 2017 as printed, two provinces long. */
const form = (measure: string | null): Rows => [
  ['BỘ TÀI CHÍNH', null, null, null, null, 'Biểu số 09/CKTC-NSNN'],
  ['DỰ TOÁN THU, CHI NGÂN SÁCH CỦA CÁC TỈNH, THÀNH PHỐ TRỰC THUỘC TRUNG ƯƠNG NĂM 2017'],
  ['(Kèm theo Quyết định ngày 28/12/2016 của Bộ trưởng Bộ Tài chính)'],
  [null, null, null, null, null, measure],
  ['STT', 'TỈNH, THÀNH PHỐ', 'TỔNG THU NSNN TRÊN ĐỊA BÀN', 'THU NSĐP ĐƯỢC HƯỞNG', 'TỶ LỆ', 'TỔNG CHI CÂN ĐỐI NSĐP'],
  ['A', 'B', 1, 2, 3, 4],
  [null, 'TỔNG SỐ', 19_147_000, 11_878_894, null, 14_000_000],
  [1, 'HƯNG YÊN', 10_590_000, 7_069_494, 93, 7_217_994],
  [2, 'THÁI BÌNH', 8_557_000, 4_809_400, 100, 6_782_006],
]

test.each([
  ['an old .xls', 'bieu-2017.xls', async (rows: Rows) => xls({ M09: rows })],
  ['an .xlsx', 'bieu-2017.xlsx', (rows: Rows) => xlsx({ M09: { rows, merges: ['A2:F2'] } })],
])('%s that prints no unit of measurement is rejected and says what to do; printed, it is read', async (_, name, write) => {
  const database = await hungYen()
  expect(await takeFiles(database, 'budget-mof', { [name]: await write(form(null)) })).toMatchObject({ read: 1, rejected: 1 })
  expect(await heldReasons(database.db, { feed: 'budget-mof' })).toMatchObject([
    {
      feed: 'budget-mof',
      status: 'rejected',
      count: 1,
      at: 'M09',
      message: expect.stringMatching(
        /«M09» không in đơn vị tính\. Ghi đơn vị tính, .+, vào một ô phía trên bảng rồi nạp lại, hoặc/,
      ),
    },
  ])
  expect((await database.pool.query('select from budget_fact')).rowCount).toBe(0)

  const mended = { [name]: await write(form('Đơn vị tính: Triệu đồng.')) }
  expect(await takeFiles(database, 'budget-mof', mended)).toMatchObject({ read: 4, inserted: 4, held: 0, rejected: 0 })
  const { rows } = await database.pool.query(
    "select amount from budget_fact join unit on unit.id = unit_id where item = 'revenue' and unit.key = 'hung-yen-cu'",
  )
  expect(rows).toEqual([{ amount: '10590000000000' }])
  expect((await verify(database.db)).differences).toEqual([])
})
