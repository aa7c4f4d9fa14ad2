import { expect, test } from 'vitest'
import type { Cell } from '../formats/workbook/sheet.ts'
import { guessFormat } from './guess-format.ts'
import { findTable, type SeenSheet } from './look.ts'

const sheet = (rows: Cell[][], over: Partial<SeenSheet> = {}): SeenSheet => ({
  name: 'Biểu',
  rows: rows.map((cells, index) => ({ number: index + 1, cells })),
  merges: [],
  hasMore: false,
  ...over,
})

test('a heading is found under titles, over several rows and over the row that numbers its columns', () => {
  const form = sheet([
    ['BỘ TÀI CHÍNH', null, null, 'Mẫu số 06'],
    ['DỰ TOÁN NĂM 2003'],
    [],
    ['S', null, 'TỔNG THU', 'TỶ LỆ'],
    ['T', 'TỈNH', 'NSNN', 'PHÂN CHIA'],
    ['T', null, 'TRÊN ĐỊA BÀN', null],
    ['A', 'B', 1, 2],
    ['I', 'THÀNH PHỐ', 27, null],
    [1, 'Hà Nội', 19, 30],
    [2, 'Hải Phòng', 8, 30],
  ])
  expect(findTable([form])).toEqual({ headerRow: 4, headerRows: 3, firstRow: 8 })
})

test('what stands over several columns of a heading is heading too, though it fills few cells', () => {
  const form = sheet([
    ['DỰ TOÁN NĂM 2010'],
    [null, null, null, null, null, 'Đơn vị tính: Triệu đồng'],
    [],
    [null, null, 'TỔNG THU', 'TỶ LỆ (%)', 'TỔNG CHI', 'BỔ SUNG', null, null, null, null, null, null],
    ['SỐ', null, 'NSNN TRÊN', 'PHÂN CHIA', 'CÂN ĐỐI', null, null, 'LƯƠNG', 'MỤC TIÊU', null, null, null],
    ['TT', 'TỈNH', 'ĐỊA BÀN', 'NGUỒN THU', 'NGÂN SÁCH', 'TỔNG', 'CÂN ĐỐI', '650.000Đ', 'TỔNG', 'DỰ ÁN', 'NHIỆM VỤ', 'CTMTQG'],
    ...[1, 2, 3, 4, 5].map((at) => [at, `Tỉnh ${at}`, 425, 100, 2058, 3272, 1262, 517, 1492, 576, 501, 415]),
  ])
  expect(findTable([form])).toEqual({ headerRow: 4, headerRows: 3 })
})

test('a heading of one row is one, whether figures follow or words alone, and merged cells reach as far down as they do', () => {
  expect(
    findTable([
      sheet([
        ['Mã', 'Tên', 'Ngày'],
        ['H1', 'a', '01/02/2026'],
        ['H2', 'b', '02/02/2026'],
      ]),
    ]),
  ).toEqual({
    headerRow: 1,
    headerRows: 1,
  })
  expect(findTable([sheet([['SỔ'], ['Mã', 'Số'], ['H1', 5], ['H2', 6]])])).toEqual({ headerRow: 2, headerRows: 1 })
  const merged = sheet(
    [
      ['Xã', 'Hồ sơ', null],
      [null, 'Đúng hạn', 'Trễ hạn'],
      ['Phố Hiến', 'năm', 'sáu'],
    ],
    { merges: [{ top: 0, left: 0, bottom: 1, right: 0 }] },
  )
  expect(findTable([merged])).toEqual({ headerRow: 1, headerRows: 2 })
  expect(findTable([])).toEqual({ headerRow: 1, headerRows: 1 })
})

test('sheets with one heading are one table; of sheets that differ the largest is taken', () => {
  const year = (name: string) =>
    sheet(
      [
        ['Tỉnh', 'Điểm'],
        ['Hưng Yên', 1],
        ['Huế', 2],
      ],
      { name },
    )
  const note = sheet(
    [
      ['Ghi chú', 'x'],
      ['a', 'b'],
    ],
    { name: 'Ghi chú (1)' },
  )
  expect(findTable([year('2011'), year('2012')])).toEqual({ headerRow: 1, headerRows: 1 })
  expect(findTable([note, year('2011 (a+b)')])).toMatchObject({ sheet: '^(2011 \\(a\\+b\\))$' })
})

test('a sign within quotes parts no cells, so a heading over long texts is one', async () => {
  const body = Buffer.from('ten,so,ghi_chu\na,1,"một, hai, ba, bốn, năm"\nb,2,"sáu, bảy, tám, chín"\nc,3,"mười, mười một"\n')
  expect(await guessFormat({ name: 't.csv', mediaType: null, body, isWhole: true })).toEqual({ kind: 'csv' })
})

test('a text that was a workbook has its heading of several rows found, under titles and over the row that numbers its columns', async () => {
  const guess = (rows: string[]) =>
    guessFormat({ name: 't.csv', mediaType: null, body: Buffer.from(rows.join('\r\n')), isWhole: true })
  const heading = ['STT;Đơn vị;Dân số;;;Hộ nghèo;', ';;Tổng số;Trong đó;;Số hộ;Tỷ lệ (%)', ';;;Nam;Nữ;;']
  const data = ['1;Xã Như Quỳnh;18.000;9.000;9.000;12;0,5', '2;Phường Phố Hiến;20.000;9.900;10.100;8;0,2']
  const titles = ['ỦY BAN NHÂN DÂN TỈNH HƯNG YÊN;;;;;;', 'BIỂU 02/DS;;;;;;', ';;;;;;']
  expect(await guess([...titles, ...heading, 'A;B;1;2;3;4;5', ...data])).toEqual({
    kind: 'csv',
    skipLines: 3,
    headerRows: 3,
    firstRow: 8,
  })
  expect(await guess([...heading, ...data])).toEqual({ kind: 'csv', headerRows: 3 })
  // Titles that are no rows of the table, as people type them.
  expect(await guess(['BIỂU 02/DS', 'Đơn vị tính: người', ...heading.slice(0, 2), ...data])).toEqual({
    kind: 'csv',
    skipLines: 2,
    headerRows: 2,
  })
  expect(await guess(['STT;Đơn vị;Dân số', ...['1;Xã A;18.000', '2;Xã B;…']])).toEqual({ kind: 'csv' })
})

test('of a list without figures the days tell where its heading of two rows ends, so that no first record is taken for heading', async () => {
  const guess = (rows: string[]) =>
    guessFormat({ name: 't.csv', mediaType: null, body: Buffer.from(rows.join('\r\n')), isWhole: true })
  const heading = ['Số phản ánh,Nơi xảy ra,,Thời gian,,,Nội dung,Lĩnh vực', ',"Xã, phường","Thôn, tổ",Tiếp nhận,Hạn,Xử lý xong,,']
  const data = [
    'PA-0001,Phường Mỹ Hào,Tổ 2,02/11/2026,04/11/2026,03/11/2026,Rác tồn đọng,Môi trường',
    'PA-0002,Xã Quảng Châu,Tổ 3,03/11/2026 08:30,05/11/2026 17:00,,Rác tồn đọng,Môi trường',
  ]
  expect(await guess([...heading, ...data])).toEqual({ kind: 'csv', headerRows: 2 })
  expect(await guess(['Số phản ánh,Xã phường,Tiếp nhận,Lĩnh vực', 'PA-0001,Phường Mỹ Hào,02/11/2026,Môi trường'])).toEqual({
    kind: 'csv',
  })
})
