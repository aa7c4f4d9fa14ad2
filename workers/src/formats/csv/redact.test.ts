import fc from 'fast-check'
import { expect, test } from 'vitest'
import { collect, pieces } from '../testing.ts'
import { readRecords } from './read.ts'
import { redactBody } from './redact.ts'
import { settings as Settings } from './settings.ts'

async function redact(text: string | Uint8Array, given: object = {}) {
  const settings = Settings.parse(given)
  const page = { body: pieces(text, 11), name: 'bang.csv' }
  const bytes = Buffer.concat(await collect(redactBody(page, settings, ['Họ và tên', { mask: 'noi_dung' }])))
  const read = (body: string | Uint8Array) => collect(readRecords({ body: pieces(body), name: 'bang.csv' }, settings))
  return { text: bytes.toString(), before: await read(text), after: await read(bytes) }
}

test('columns are emptied and masked by the names they are read by; rows keep their lines', async () => {
  const { text, after } = await redact('Mã;HỌ VÀ TÊN;Nội dung\r\nA;"Trần\nThị B";"Gọi 0912345678; gấp"\r\n\r\nC;D;E\r\n')
  expect(text).not.toMatch(/Trần|Thị|0912345678/)
  expect(after).toEqual([
    { place: 1, at: 'dòng 2', value: { ma: 'A', ho_va_ten: '\n', noi_dung: 'Gọi [số điện thoại]; gấp' } },
    { place: 2, at: 'dòng 5', value: { ma: 'C', ho_va_ten: '', noi_dung: 'E' } },
  ])
})

test('a column without a heading, and the second of two alike, are emptied by the keys they are read by', async () => {
  const settings = Settings.parse({})
  const page = { body: pieces('ma,Tên,Tên,\n1,Lan,Hoa,Mai\n'), name: 'bang.csv' }
  const bytes = Buffer.concat(await collect(redactBody(page, settings, ['ten_2', 'cot_4'])))
  expect(bytes.toString()).toMatch(/Lan/)
  expect(bytes.toString()).not.toMatch(/Hoa|Mai/)
})

test('a line that is no row keeps its fault and its place, and loses its words', async () => {
  const { text, before, after } = await redact('ma,ho_va_ten,noi_dung\n1,Lan,x\n2,Hoa\n"3"Mai,y,z\n4,Đào,t\n')
  expect(text).not.toMatch(/Lan|Hoa|Mai|Đào/)
  expect(after.map(({ at }) => at)).toEqual(before.map(({ at }) => at))
  expect(after.map((row) => 'problem' in row)).toEqual([false, true, true, false])
})

test('lines above the heading row are emptied', async () => {
  const { text, after } = await redact('Người lập: Lan\nSố: 1\nma,ho_va_ten\n1,Hoa\n', { skipLines: 2 })
  expect(text).not.toMatch(/Lan|Hoa/)
  expect(after).toEqual([{ place: 1, at: 'dòng 4', value: { ma: '1', ho_va_ten: '' } }])
})

test('a cell above the table that is taken as a column stays, and what stands beside it goes', async () => {
  const settings = { skipLines: 2, outside: { ky: 'B2' } }
  const { text, after } = await redact('Sổ hộ tịch;\n"Người lập: Lan";Tháng 10\nma;ho_va_ten\n1;Hoa\n', settings)
  expect(text).not.toMatch(/Lan|Hoa/)
  expect(after).toEqual([{ place: 1, at: 'dòng 4', value: { ma: '1', ho_va_ten: '', ky: 'Tháng 10' } }])
})

test('under a heading of several rows columns are known by what is put together', async () => {
  const text = 'Mã;Công dân;;Họ và tên\n;Họ;Nội dung;\nA;Trần;gọi 0912345678;Lan\n'
  const { after } = await redact(text, { headerRows: 2, delimiter: ';' })
  expect(after).toEqual([
    { place: 1, at: 'dòng 3', value: { ma: 'A', cong_dan_ho: 'Trần', cong_dan_noi_dung: 'gọi 0912345678', ho_va_ten: '' } },
  ])
  // What is broken in it is no row of data: nothing below is taken for one before the heading is whole.
  const broken = await Promise.allSettled([redact('Mã;x\n"a"b;c\n;Họ và tên\n1;Lan\n', { headerRows: 3, delimiter: ';' })])
  expect(broken[0]).toMatchObject({ status: 'rejected' })
  const page = { body: pieces('Mã;x\n"a"b;c\nHọ;và tên\n1;Lan\n'), name: 'bang.csv' }
  const settings = Settings.parse({ headerRows: 3, delimiter: ';' })
  const bytes = Buffer.concat(await collect(redactBody(page, settings, ['x_va_ten'])))
  expect(bytes.toString()).not.toMatch(/Lan/)
})

test('a table in an old encoding is written back in it', async () => {
  const utf16 = Buffer.from('ma\tho_va_ten\tdiện_tích\n1\tLan\tđồng\n', 'utf16le')
  const { after } = await redact(utf16, { encoding: 'utf-16le', delimiter: '\t' })
  expect(after).toEqual([{ place: 1, at: 'dòng 2', value: { ma: '1', ho_va_ten: '', dien_tich: 'đồng' } }])
})

test('whatever stands in the cells, only the named columns change', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'đ', '"', ',', ';', '\n', ' ', '1'), maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 6 }), async (rows) => {
      const write = (cells: string[]) => cells.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')
      const { before, after } = await redact([write(['ma', 'ho_va_ten']), ...rows.map(write)].join('\n'), { delimiter: ',' })
      expect(after).toEqual(
        before.map((row) =>
          'value' in row ? { ...row, value: { ...row.value, ho_va_ten: expect.stringMatching(/^[\r\n]*$/) } } : row,
        ),
      )
    }),
  )
})

test('a sealed column has a token in every cell that says something, and rows keep their lines', async () => {
  const settings = Settings.parse({})
  const page = { body: pieces('ma;Họ tên;Ghi chú\nA;"Trần\nThị B";x\nB;;y\nC;Lan\nD;Mai;z\n'), name: 'bang.csv' }
  const given: string[] = []
  const seal = (words: string) => (words.trim() === '' ? words : `t${given.push(words)}`)
  const bytes = Buffer.concat(await collect(redactBody(page, settings, [{ seal: 'ho_ten' }, 'ghi_chu'], seal)))
  // Of a row of the wrong width nobody knows which cell is whose: it loses its words.
  expect(given).toEqual(['Trần\nThị B', 'Mai'])
  const rows = await collect(readRecords({ body: pieces(bytes), name: 'bang.csv' }, settings))
  expect(rows.map((row) => ('value' in row ? [row.at, String(row.value.ho_ten).trim()] : [row.at]))).toEqual([
    ['dòng 2', 't1'],
    ['dòng 4', ''],
    ['dòng 5'],
    ['dòng 6', 't2'],
  ])
})
