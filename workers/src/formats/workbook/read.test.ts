import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as XLSX from '@e965/xlsx'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { collect, pieces } from '../testing.ts'
import { figuresOf } from './figures.ts'
import { parseWorkbook } from './parse.ts'
import { lookAtSheets, readRecords } from './read.ts'
import { type FiguresSettings, settings } from './settings.ts'
import type { Cell } from './sheet.ts'
import { type Rows, xls, xlsx } from './testing.ts'

/** The way in production: through a child process. */
const readSafely = async (file: Buffer, given: object, name = 'bieu.xlsx') =>
  collect(readRecords({ body: pieces(file), name }, settings.parse(given)))
/** The parsing alone, without a second of starting a process each time. */
const read = async (file: Buffer, given: object, name = 'bieu.xlsx') => {
  const path = join(folder, 'page')
  await writeFile(path, file)
  return collect(parseWorkbook(path, name, settings.parse(given)))
}
const values = async (file: Buffer, given: object) =>
  (await read(file, given)).map((record) => ('value' in record ? record.value : record.problem))
const TABLE = { shape: 'table' }
const FORM = {
  shape: 'figures',
  title: '(?<scope>dự toán|quyết toán) thu, chi ngân sách .* năm (?<year>\\d{4})',
  ordinal: '^stt$',
  label: '^tỉnh, thành phố$',
  figures: [
    { item: 'revenue', heading: '^tổng thu' },
    { item: 'expenditure', heading: '^tổng chi' },
  ],
  measures: ['^đơn vị(?: tính)?: (.+?)\\.?$'],
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pho-hien-test-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('a list', () => {
  const rows: Rows = [
    ['Mã hồ sơ', 'Ngày nhận', 'Số tiền'],
    ['H1', new Date('2026-01-31T08:30:00Z'), 1_234.5],
    ['H2', null, null],
  ]
  const expected = [
    { ma_ho_so: 'H1', ngay_nhan: '2026-01-31T08:30:00', so_tien: 1234.5 },
    { ma_ho_so: 'H2', ngay_nhan: null, so_tien: null },
  ]

  test('in an .xlsx, whatever it is called', async () => {
    const records = await readSafely(await xlsx({ 'Tháng 1': { rows } }), TABLE, 'cu.xls')
    expect(records).toEqual(expected.map((value, index) => ({ place: index + 1, at: `Tháng 1!R${index + 2}`, value })))
  })

  test('in an old .xls', async () => {
    const book = XLSX.utils.book_new()
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows, { cellDates: true, UTC: true }), 'Tháng 1')
    expect(await values(XLSX.write(book, { type: 'buffer', bookType: 'biff8' }), TABLE)).toEqual(expected)
  })

  test('in an .ods', async () => {
    expect(await values(xls({ 'Tháng 1': rows }, 'ods'), TABLE)).toEqual(expected)
  })

  test('in text or HTML that someone called .xls', async () => {
    expect(await values(Buffer.from('Mã hồ sơ;Số tiền\nH1;1.234,5\n'), TABLE)).toEqual([{ ma_ho_so: 'H1', so_tien: '1.234,5' }])
    const html =
      '<html><meta charset="utf-8"><body><table><tr><td>Mã hồ sơ</td><td>Số tiền</td></tr><tr><td>H1</td><td>1.234,5</td></tr></table></body></html>'
    expect(await values(Buffer.from(html), TABLE)).toEqual([{ ma_ho_so: 'H1', so_tien: '1.234,5' }])
  })

  test('under a heading of two rows with merged cells', async () => {
    const file = await xlsx({
      S: {
        rows: [
          ['Báo cáo', null, null],
          ['Xã', 'Hồ sơ', null],
          [null, 'Đúng hạn', 'Trễ hạn'],
          ['Phố Hiến', 5, 1],
        ],
        merges: ['A1:C1', 'A2:A3', 'B2:C2'],
      },
    })
    expect(await values(file, { ...TABLE, headerRow: 2, headerRows: 2 })).toEqual([
      { xa: 'Phố Hiến', ho_so_dung_han: 5, ho_so_tre_han: 1 },
    ])
    expect(await values(file, { ...TABLE, heading: 'xã', headerRows: 2 })).toEqual([
      { xa: 'Phố Hiến', ho_so_dung_han: 5, ho_so_tre_han: 1 },
    ])
  })

  test('under a heading that says a thing twice, and one printed down its column letter by letter', async () => {
    const file = await xlsx({
      S: {
        rows: [
          ['S', 'Tỉnh', 'PCI'],
          ['T', 'Tỉnh', 'có trọng số'],
          ['T', null, null],
          [1, 'Hưng Yên', 58.01],
        ],
      },
    })
    expect(await values(file, { ...TABLE, headerRow: 1, headerRows: 3 })).toEqual([
      { s_t_t: 1, tinh: 'Hưng Yên', pci_co_trong_so: 58.01 },
    ])
  })

  test('from its first row on, of the rows asked for, with what stands outside of it', async () => {
    const file = await xlsx({
      'Năm 2012': {
        rows: [
          ['DỰ TOÁN NĂM 2012'],
          [null, null, 'Đơn vị: Triệu đồng'],
          ['STT', 'Tỉnh', 'Thu', 'Chi'],
          ['A', 'B', 1, 2],
          ['I', 'MIỀN NÚI', 9, 9],
          [1, 'Hà Giang', 3, null],
          [2, 'Hưng Yên', 4, 5],
          [null, 'Ghi chú', null, null, 'ngoài bảng'],
        ],
      },
    })
    const given = {
      ...TABLE,
      headerRow: 3,
      firstRow: 5,
      rows: { column: 'STT', like: '^\\d+$' },
      figures: { Thu: 'Thu', Chi: { item: 'Chi', period: '2012' } },
      outside: { tieu_de: 'A1', don_vi_tinh: 'C2', trang: '@sheet', tep: '@file' },
    }
    const outside = { tieu_de: 'DỰ TOÁN NĂM 2012', don_vi_tinh: 'Đơn vị: Triệu đồng', trang: 'Năm 2012', tep: 'bieu.xlsx' }
    expect(await values(file, given)).toMatchObject([
      { ...outside, tinh: 'Hà Giang', item: 'Thu', amount: 3 },
      { ...outside, tinh: 'Hưng Yên', item: 'Thu', amount: 4 },
      { ...outside, tinh: 'Hưng Yên', item: 'Chi', period: '2012', amount: 5 },
    ])
  })

  test('a sheet that is not there is said, and a cell beyond the headings is held', async () => {
    const file = await xlsx({ S: { rows: [['a'], [1], [2, 3]] } })
    await expect(read(file, { ...TABLE, sheet: '^Khác$' })).rejects.toThrow('không có trang tính nào khớp')
    expect(await values(file, TABLE)).toEqual([{ a: 1 }, expect.stringContaining('S!R3 có ô nằm ngoài')])
    expect(await values(file, { ...TABLE, stray: 'ignore' })).toEqual([{ a: 1 }, { a: 2 }])
    expect(await values(file, { ...TABLE, heading: 'không có' })).toEqual([expect.stringContaining('không có dòng tiêu đề')])
  })
})

test('a workbook is looked at as it stands, sheet by sheet, whatever it is to be read as', async () => {
  const file = await xlsx({
    Một: {
      rows: [
        ['Biểu', null],
        [null, 5],
      ],
      merges: ['A1:B1'],
    },
    Hai: { rows: [['x']] },
    Trống: { rows: [] },
  })
  expect(await collect(lookAtSheets({ body: pieces(file), name: 'bieu.xlsx' }))).toEqual([
    {
      sheet: 'Một',
      rows: [
        { number: 1, cells: ['Biểu'] },
        { number: 2, cells: [null, 5] },
      ],
      merges: [{ top: 0, left: 0, bottom: 0, right: 1 }],
      hasMore: false,
    },
    { sheet: 'Hai', rows: [{ number: 1, cells: ['x'] }], merges: [], hasMore: false },
  ])
  const none = collect(lookAtSheets({ body: pieces(Buffer.from('PK\u0003\u0004')), name: 'hong.xlsx' }))
  await expect(none).rejects.toThrow(/không mở được/)
})

describe('a published form', () => {
  // The layout of 2017: a column more than the year before, in front of the share.
  const form = (over: { title?: string; revenue?: string; measure?: string } = {}): Rows => [
    ['BỘ TÀI CHÍNH', null, null, null, null, 'Phụ lục số 09'],
    [over.title ?? 'DỰ TOÁN THU, CHI  NGÂN SÁCH CỦA CÁC TỈNH NĂM 2017'],
    ['(Kèm theo Quyết định ngày 28/12/2016)'],
    [null, null, null, null, null, over.measure ?? 'Đơn vị: Triệu đồng.'],
    ['STT', 'TỈNH, THÀNH PHỐ', over.revenue ?? 'TỔNG THU', 'THU NSĐP', 'TỶ LỆ', 'TỔNG CHI'],
    [null, null, 'NSNN', 'ĐƯỢC HƯỞNG', null, 'CÂN ĐỐI'],
    ['A', 'B', 1, 2, 3, 4],
    [null, 'TỔNG SỐ', 30, 20, null, 25],
    ['I', 'ĐỒNG BẰNG', 30, 20, null, 25],
    [1, ' HƯNG YÊN', 10_590_000, 7_069_494, 93, 7_217_994],
    [2, 'THÁI BÌNH', 8_557_000, 4_809_400, 100, null],
    [null, 'Ghi chú: 1'],
  ]

  test('gives a record for every row and chosen column, known by the words above', async () => {
    const records = await read(
      await xlsx({
        M01: { rows: [['CÂN ĐỐI NĂM 2017'], ['STT', 'Chỉ tiêu', 'Số'], [1, 'x', 2]] },
        M09: { rows: form(), merges: ['A2:F2', 'B5:B6'] },
      }),
      FORM,
    )
    expect(records[0]).toEqual({
      place: 1,
      at: 'M09!R10',
      value: {
        scope: 'DỰ TOÁN',
        year: '2017',
        item: 'revenue',
        label: 'HƯNG YÊN',
        amount: 10_590_000,
        unit_reported: 'Triệu đồng',
        heading: 'TỔNG THU NSNN',
      },
    })
    expect(records.map((record) => 'value' in record && [record.value.label, record.value.item, record.value.amount])).toEqual([
      ['HƯNG YÊN', 'revenue', 10_590_000],
      ['HƯNG YÊN', 'expenditure', 7_217_994],
      ['THÁI BÌNH', 'revenue', 8_557_000],
      ['THÁI BÌNH', 'expenditure', null],
    ])
  })

  test.each([
    ['a heading nobody knows', { revenue: 'SỐ THU' }, /không nhận ra cột «revenue»/],
    ['two columns alike', { revenue: 'TỔNG CHI' }, /có 2 cột cùng khớp cột «expenditure»/],
    ['no unit of measurement', { measure: 'Trang 1' }, /không in đơn vị tính/],
    ['another form', { title: 'CÂN ĐỐI NGÂN SÁCH NĂM 2017' }, /không trang nào có tiêu đề/],
  ])('with %s is one clear problem', async (_, over, says) => {
    expect(await values(await xlsx({ M09: { rows: form(over) } }), FORM)).toEqual([expect.stringMatching(says)])
  })

  test('longer than people read is refused whole and says so, read past to the next sheet', async () => {
    let last = 0
    const rows = (async function* () {
      for (const [index, cells] of form().entries()) yield { number: index + 1, cells: cells as Cell[] }
      for (last = 100; last < 20_100; last++) yield { number: last, cells: [last, `TỈNH ${last}`, 1, 1, null, 1] }
    })()
    const given = settings.parse(FORM) as FiguresSettings
    const found = await collect(figuresOf({ name: 'M09', merges: [], rows }, given, 'bieu.xlsx', { found: false, title: '' }))
    expect(found).toMatchObject([
      { problem: expect.stringMatching(/«M09» dài hơn 20\.000 dòng nên không dòng nào được lấy\. Chia thành nhiều tệp/) },
    ])
    expect(last).toBe(20_100)
  })

  test('without a title is known by its file, and only with every column', async () => {
    const bare = form().slice(4)
    const given = { ...FORM, file: '^(?<scope>plan)_(?<year>\\d{4})', measure: { file: '^plan_2004', is: 'triệu đồng' } }
    const file = await xlsx({ S: { rows: bare } })
    expect(await read(file, given, 'Plan_2004.xls')).toHaveLength(4)
    expect((await read(file, given, 'Plan_2004.xls'))[0]).toMatchObject({
      value: { scope: 'Plan', year: '2004', unit_reported: 'triệu đồng' },
    })
    expect(await values(file, given)).toEqual([expect.stringContaining('không trang nào')])
  })

  test('a league table, each column sorted for itself beside its own names, gives places and how many there are', async () => {
    const rows: Rows = [
      ['Thứ tự', 'Tỉnh', 'Đất đai', null, 'PCI 2012', null, 'Xếp hạng'],
      [1, 'Kiên Giang', 8.8, 'Đồng Tháp', 63.8, 'Đồng Tháp', 1],
      [2, 'Hưng Yên', 6.2, 'Hưng Yên', 58, 'Hưng Yên', 2],
      ['Thứ tự', 'Tỉnh', 'Đất đai', null, 'PCI 2012', null, 'Xếp hạng'],
      [null, 'Hà Nội', 4.2, null, 53.4, null, 51],
    ]
    const league = {
      shape: 'figures',
      title: '^$ không in tiêu đề',
      file: '^PCI_(?<year>\\d{4})',
      sheet: '^(?<kind>Tổng hợp)$',
      ordinal: ['^mã pci$', '^thứ tự$'],
      label: '^(tỉnh|)$',
      figures: [
        { item: 'pci', heading: '^pci \\d{4}$', ranked: true },
        { item: 'land', heading: '^đất đai$' },
      ],
      measure: { file: '.', is: 'điểm' },
    }
    const file = await xlsx({ Khác: { rows }, ['Tổng hợp'.normalize('NFD')]: { rows } })
    const found = await read(file, league, 'PCI_2012.xlsx')
    const common = { year: '2012', kind: 'Tổng hợp', unit_reported: 'điểm' }
    expect(found.map((record) => 'value' in record && record.value)).toEqual([
      { ...common, item: 'pci', label: 'Đồng Tháp', amount: 63.8, heading: 'PCI 2012', rank: 1, of: 2 },
      { ...common, item: 'land', label: 'Kiên Giang', amount: 8.8, heading: 'Đất đai' },
      { ...common, item: 'pci', label: 'Hưng Yên', amount: 58, heading: 'PCI 2012', rank: 2, of: 2 },
      { ...common, item: 'land', label: 'Hưng Yên', amount: 6.2, heading: 'Đất đai' },
    ])
  })

  test('typed in a TCVN3 font is recovered, capitals as printed', async () => {
    const tcvn3 = (text: string) => iconv.encode(text, 'tcvn').toString('latin1')
    const rows = form().map((row) => row.map((cell) => (typeof cell === 'string' ? tcvn3(cell.toLowerCase()) : cell)))
    const found = await values(xls({ M09: rows }), FORM)
    expect(found[0]).toMatchObject({ label: 'HƯNG YÊN', year: '2017', unit_reported: 'triệu đồng' })
  })
})
