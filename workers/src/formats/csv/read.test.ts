import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { collect, pieces } from '../testing.ts'
import { readRecords } from './read.ts'
import { settings } from './settings.ts'

const read = (text: string | Buffer, options: object = {}, size = 7) =>
  collect(readRecords({ body: pieces(text, size), name: 't.csv' }, settings.parse(options)))
const values = async (text: string | Buffer, options: object = {}) =>
  (await read(text, options)).map((record) => ('value' in record ? record.value : record.problem))

describe('a delimited text', () => {
  test.each([
    [',', '\n'],
    [';', '\r\n'],
    ['\t', '\r'],
    ['|', '\n'],
  ])('cut by «%s» reads without being told', async (delimiter, end) => {
    const text =
      [
        ['Mã hồ sơ', 'Tên'],
        ['H1', 'Phố Hiến'],
        ['H2', '"a""b"'],
      ]
        .map((row) => row.join(delimiter))
        .join(end) + end
    expect(await values(text)).toEqual([
      { ma_ho_so: 'H1', ten: 'Phố Hiến' },
      { ma_ho_so: 'H2', ten: 'a"b' },
    ])
  })

  test('is read with what stands outside of its table', async () => {
    const text = 'Biểu số 1;;Năm 2024\nĐơn vị tính: người;;\nXã;Dân số;\nPhố Hiến;5;\nTổng;5;\n'
    const given = { skipLines: 2, delimiter: ';', outside: { nam: 'C1', dvt: 'A2', tep: '@file', khong: 'Z9' } }
    expect(await values(text, { ...given, rows: { column: 'Xã', like: '^(?!tổng)' } })).toEqual([
      { xa: 'Phố Hiến', dan_so: '5', cot_3: '', nam: 'Năm 2024', dvt: 'Đơn vị tính: người', tep: 't.csv', khong: '' },
    ])
  })

  test('is the same however its bytes are cut', async () => {
    const text = '\ufeffa;b;c\r\n"x;\r\ny";2;3\r\n"";"""";\r\n\r\n4;5;6'
    const whole = await read(text, {}, 10_000)
    expect(whole).toHaveLength(3)
    for (let size = 1; size < 12; size++) expect(await read(text, {}, size)).toEqual(whole)
  })

  test('gives back whatever was written by the rules', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ế', ',', ';', '"', '\n', '\r', ' ', '1') })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 40 }),
        async (rows, size) => {
          const text = `x,y,z\n${rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\r\n')}\r\n`
          const records = await read(text, { delimiter: ',' }, size)
          expect(records.map((record) => 'value' in record && Object.values(record.value))).toEqual(
            rows.map((row) => row.map((one) => one.normalize('NFC'))),
          )
        },
      ),
      { numRuns: 300 },
    )
  })

  test('never throws on anything but an empty heading', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ') }), async (text) => {
        const records = await read(`x,y\n${text}`, { delimiter: ',' })
        for (const [index, { place }] of records.entries()) expect(place).toBe(index + 1)
      }),
      { numRuns: 500 },
    )
  })

  test('says on which line a record stands', async () => {
    const records = await read('a,b\n"1\n2",3\n4,5\n')
    expect(records.map(({ place, at }) => [place, at])).toEqual([
      [1, 'dòng 2'],
      [2, 'dòng 4'],
    ])
  })

  test('headings alike or blank still have names of their own', async () => {
    expect(await values('a,A,,\n1,2,3,4\n')).toEqual([{ a: '1', a_2: '2', cot_3: '3', cot_4: '4' }])
  })

  test('lines above the heading are passed over, and columns can be given', async () => {
    expect(await values('Báo cáo ngày; ...\n\nx;y\n1;2\n', { skipLines: 2 })).toEqual([{ x: '1', y: '2' }])
    expect(await values('1;2\n', { columns: ['x', 'y'] })).toEqual([{ x: '1', y: '2' }])
  })
})

describe('a heading of several rows', () => {
  // As a spreadsheet writes what was merged in it: the words in the first cell, blanks in the others.
  const FORM = [
    'BIỂU 02/DS;;;;;',
    'Đơn vị tính: người;;;;;',
    'STT;Đơn vị;Dân số;;;Ghi chú',
    ';;Tổng số;Trong đó;;',
    ';;;Nam;"Nữ\n(từ 15 tuổi)";',
    'A;B;1;2;3;4',
    '1;Xã Như Quỳnh;18.000;9.000;9.000;',
    '2;Phường Phố Hiến;20.000;9.900;10.100;tạm tính',
  ].join('\n')
  const told = { skipLines: 2, delimiter: ';', headerRows: 3 }

  test('is put together, what was merged over columns said of each', async () => {
    // The quoted cell breaks over two lines, and the heading ends on the last of them.
    expect(await values(FORM, { ...told, headerRows: 3, firstRow: 8 })).toEqual([
      {
        stt: '1',
        don_vi: 'Xã Như Quỳnh',
        dan_so_tong_so: '18.000',
        dan_so_trong_do_nam: '9.000',
        dan_so_trong_do_nu_tu_15_tuoi: '9.000',
        ghi_chu: '',
      },
      expect.objectContaining({ don_vi: 'Phường Phố Hiến', dan_so_trong_do_nu_tu_15_tuoi: '10.100', ghi_chu: 'tạm tính' }),
    ])
  })

  test('keeps the row that numbers its columns where nobody says where the data begins, and places stay those of the file', async () => {
    const records = await read(FORM, told)
    expect(records.map(({ at }) => at)).toEqual(['dòng 7', 'dòng 8', 'dòng 9'])
    expect(records[0]).toMatchObject({ value: { stt: 'A', don_vi: 'B' } })
  })

  test('spreads no words over a column that has a heading of its own, nor over one without any', async () => {
    expect(await values('Mã,Số,,\n,Nam,,\n1,2,3,4\n', { headerRows: 2 })).toEqual([
      { ma: '1', so_nam: '2', cot_3: '3', cot_4: '4' },
    ])
    expect(await values('Mã,Tên,Số\n,,Nam\n1,x,3\n', { headerRows: 2 })).toEqual([{ ma: '1', ten: 'x', so_nam: '3' }])
  })

  test('that does not end before the file has no records, and one that is broken is refused', async () => {
    expect(await values('a,b\nc,d\n', { headerRows: 3 })).toEqual([])
    await expect(values('a,b\n"c"x,d\n', { headerRows: 2 })).rejects.toThrow('dòng tiêu đề')
    await expect(values('', { headerRows: 2 })).rejects.toThrow('tệp trống')
  })
})

describe('a bad line costs itself alone', () => {
  test('too many or too few cells', async () => {
    expect(await values('a,b\n1\n1,2,3\n1,2,,\n3,4\n')).toEqual([
      expect.stringContaining('Dòng 2 có 1 ô, dòng tiêu đề có 2 ô'),
      expect.stringContaining('Dòng 3 có 3 ô'),
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ])
  })

  test('a quote that is never closed', async () => {
    expect(await values('a,b\n1,"2\n3,4\n5,6\n')).toEqual([
      expect.stringContaining('ngoặc kép'),
      { a: '3', b: '4' },
      { a: '5', b: '6' },
    ])
  })

  test('letters after a closing quote', async () => {
    expect(await values('a,b\n"x"y,2\n3,"4\n4"\n')).toEqual([expect.stringContaining('thừa'), { a: '3', b: '4\n4' }])
  })

  test('a line without end', async () => {
    const records = await collect(
      readRecords({ body: pieces(`a,b\n1,${'x'.repeat(3_000_000)}\n3,4\n`, 65_536), name: 't' }, settings.parse({})),
    )
    expect(records).toHaveLength(2)
    expect(records[0]).toMatchObject({ problem: expect.stringContaining('chưa hết dòng') })
    expect(records[1]).toMatchObject({ value: { a: '3', b: '4' } })
  })

  test('bytes that are no letters', async () => {
    const text = Buffer.concat([Buffer.from('a,b\n1,Phố\n2,'), Buffer.from([0x50, 0xff]), Buffer.from('\n3,4\n')])
    const sure = await read(text, { encoding: 'utf-8' })
    expect(sure.map((record) => 'value' in record)).toEqual([true, false, true])
  })
})

test('an empty file is not a file with no records', async () => {
  await expect(read('')).rejects.toThrow('tệp trống')
})

describe('an encoding', () => {
  const text = 'ma;ten\n1;Phường Phố Hiến\n2;Xã Hoàng Hoa Thám\n3;Ấp Bắc, Đường Hào\n'
  test.each(['tcvn', 'windows1258', 'viscii', 'utf16le', 'utf16be'])('%s is recognised', async (encoding) => {
    expect(await values(iconv.encode(loose(text, encoding), encoding))).toEqual([
      { ma: '1', ten: 'Phường Phố Hiến' },
      { ma: '2', ten: 'Xã Hoàng Hoa Thám' },
      { ma: '3', ten: encoding === 'tcvn' ? expect.stringMatching(/^.p Bắc, Đường Hào$/u) : 'Ấp Bắc, Đường Hào' },
    ])
  })

  test('text that is not Vietnamese is Western', async () => {
    expect(await values(iconv.encode('n,c\n1,Genève façade crème brûlée Zürich\n', 'windows1252'))).toEqual([
      { n: '1', c: 'Genève façade crème brûlée Zürich' },
    ])
  })

  test('letters far down the file are still recognised', async () => {
    const late = `a,b\n${'1,2\n'.repeat(20_000)}3,Hưng Yên và Phố Hiến\n`
    const records = await read(iconv.encode(late, 'tcvn'), {}, 4_096)
    expect(records.at(-1)).toMatchObject({ value: { b: 'Hưng Yên và Phố Hiến' } })
  })

  // Code page 1258 holds most Vietnamese letters as a base and a mark, and iconv-lite encodes only letters it has.
  function loose(composed: string, encoding: string): string {
    if (encoding !== 'windows1258') return composed
    return composed.replace(/\p{L}/gu, (letter) =>
      letter
        .normalize('NFD')
        .replace(/^([aAeEoOuU])([\u0302\u0306\u031b])?(.*)$/u, (_, base, hat = '', tone) => (base + hat).normalize('NFC') + tone),
    )
  }
})

const messy = new URL('../../../../../shared/data/messy/', import.meta.url)
describe.skipIf(!existsSync(messy))('the communes of Hưng Yên in five encodings (skipped without ../shared/data)', () => {
  test('are the same 104 rows', async () => {
    const files = ['cp1258.csv', 'nfd_utf8.csv', 'semicolon_utf8bom_crlf.csv', 'tcvn3_abc.csv', 'utf16le_tab.txt']
    const [first, ...rest] = await Promise.all(
      files.map((file) => values(readFileSync(new URL(`hung_yen_communes_${file}`, messy)))),
    )
    expect(first).toHaveLength(104)
    expect(first?.[0]).toMatchObject({ code: '11953', full_name: 'Phường Phố Hiến' })
    for (const other of rest) expect(other).toEqual(first)
  })
})

test('a hundred megabytes pass through little memory', { timeout: 120_000 }, () => {
  const script = `
    const { readRecords } = await import(${JSON.stringify(new URL('./read.ts', import.meta.url).href)})
    const { settings } = await import(${JSON.stringify(new URL('./settings.ts', import.meta.url).href)})
    const block = Buffer.from('H1,Phường Phố Hiến,"một, hai",31/12/2025\\n'.repeat(1500))
    async function* body() { yield Buffer.from('a,b,c,d\\n'); for (let n = 0; n < 1600; n++) yield block }
    let n = 0, peak = 0
    for await (const r of readRecords({ body: body(), name: 'big' }, settings.parse({}))) if (++n % 100000 === 0) peak = Math.max(peak, process.memoryUsage().rss)
    console.log(JSON.stringify({ n, peak }))`
  const tsx = new URL('../../../../node_modules/tsx/dist/loader.mjs', import.meta.url).href
  const out = execFileSync(process.execPath, ['--max-old-space-size=64', '--import', tsx, '--input-type=module', '-e', script], {
    encoding: 'utf8',
  })
  const { n, peak } = JSON.parse(out)
  expect(n).toBe(2_400_000)
  expect(peak).toBeLessThan(250_000_000)
})
