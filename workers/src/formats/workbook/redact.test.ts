import { expect, test } from 'vitest'
import { collect, pieces } from '../testing.ts'
import { readRecords } from './read.ts'
import { redactBody } from './redact.ts'
import { settings as Settings } from './settings.ts'
import { type Rows, xls, xlsx } from './testing.ts'

const read = (body: Uint8Array, settings: object) =>
  collect(readRecords({ body: pieces(body), name: 'bang.xlsx' }, Settings.parse({ shape: 'table', ...settings })))

async function redact(book: Uint8Array, given: object, redaction: Parameters<typeof redactBody>[2]) {
  const page = { body: pieces(book), name: 'bang.xlsx' }
  return Buffer.concat(await collect(redactBody(page, Settings.parse({ shape: 'table', ...given }), redaction)))
}

const ROWS: Rows = [
  ['Người lập: Vũ Thị Đào', 'Tháng 10'],
  ['Mã', 'Người nộp', null, 'Nội dung', 'Ngày'],
  [null, 'Họ tên', 'Điện thoại', null, null],
  [1, 'Trần Thị Bưởi', 912_345_678, 'Gọi 0912345678, gấp', new Date('2026-10-03T00:00:00Z')],
  [2, 'Lê Văn Mít', '0987654321', 'Không', null, 'ngoài lề Nguyễn Ổi'],
]
const SETTINGS = { sheet: '^Biểu$', headerRow: 2, headerRows: 2, outside: { ky: 'B1' } }
const GONE = ['nguoi_nop_ho_ten', 'nguoi_nop_dien_thoai', { mask: 'noi_dung' }]

test.each([
  ['xlsx', () => xlsx({ Biểu: { rows: ROWS, merges: ['B2:C2', 'A2:A3'] }, Khác: { rows: [['Hoàng Na']] } })],
  ['xls', async () => xls({ Biểu: ROWS.with(1, ['Mã', 'Người nộp', 'Người nộp', 'Nội dung', 'Ngày']), Khác: [['Hoàng Na']] })],
])(
  'columns of a workbook (%s) are emptied and masked, the rest stays where it stood and nothing else is kept',
  async (_, make) => {
    const book = await make()
    const stripped = await redact(book, SETTINGS, GONE)
    const whole = JSON.stringify([await read(stripped, { headerRow: 1 }), await read(stripped, SETTINGS)])
    expect(whole).not.toMatch(/Đào|Bưởi|Mít|Ổi|Na|912345678|0987654321/)
    const [before, after] = [await read(book, SETTINGS), await read(stripped, SETTINGS)]
    expect(after.map(({ place, at }) => [place, at])).toEqual(before.map(({ place, at }) => [place, at]))
    const [first] = before
    expect(after[0]).toEqual({
      ...first,
      value: {
        ...(first as { value: object }).value,
        nguoi_nop_ho_ten: null,
        nguoi_nop_dien_thoai: null,
        noi_dung: 'Gọi [số điện thoại], gấp',
      },
    })
    expect(after[1]).toMatchObject({ problem: expect.stringContaining('nằm ngoài các cột') })
  },
)

test('the same workbook is stripped to the same bytes, so that it is known again', async () => {
  const book = await xlsx({ Biểu: { rows: ROWS } })
  expect(await redact(book, SETTINGS, GONE)).toEqual(await redact(book, SETTINGS, GONE))
})

test('what can’t be stripped is not let through', async () => {
  const figures = { shape: 'figures', title: 'x', ordinal: 'stt', label: 'ten', figures: [{ item: 'a', heading: 'b' }] }
  await expect(redact(await xlsx({ A: { rows: ROWS } }), figures, GONE)).rejects.toThrow(/chưa lược bỏ được dữ liệu cá nhân/)
})
