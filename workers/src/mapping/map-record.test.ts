import { describe, expect, test } from 'vitest'
import { mapRecord } from './map-record.ts'
import { Mapping } from './mapping.ts'

const context = { zone: 'Asia/Ho_Chi_Minh', receivedAt: new Date('2026-11-22T01:00:00Z') }
const map = (mapping: unknown, value: Record<string, unknown>) => mapRecord(Mapping.parse(mapping), value, context)

describe('a field', () => {
  test('is found by name, by path, and by its heading as printed', () => {
    const value = { ma_ho_so: 'H1', diaChi: { xa: 'Phố Hiến' }, 'a.b': 'có chấm' }
    expect(map({ code: 'Mã hồ sơ', unit: 'diaChi.xa', note: 'a.b' }, value)).toEqual({
      record: { code: 'H1', unit: 'Phố Hiến', note: 'có chấm' },
    })
  })

  test('takes the first candidate that is not blank', () => {
    expect(map({ at: { from: ['updated', 'closed', 'created'] } }, { updated: '', closed: ' - ', created: 'x' })).toEqual({
      record: { at: 'x' },
    })
  })

  test('is left out when the source leaves it blank', () => {
    expect(map({ a: 'a', n: { from: 'n', as: 'integer' } }, { a: null, n: '-' })).toEqual({ record: {} })
  })

  test('does not reach into what every object inherits', () => {
    expect(map({ a: 'constructor', b: '__proto__.x' }, JSON.parse('{"__proto__": {"x": 1}}'))).toEqual({ record: { b: '1' } })
    expect(map({ a: 'toString' }, {})).toEqual({ record: {} })
  })

  test('is composed and trimmed', () => {
    expect(map({ a: 'a' }, { a: ' Hưng Yên\u0000 '.normalize('NFD') })).toEqual({ record: { a: 'Hưng Yên' } })
  })
})

describe('a conversion', () => {
  test('makes each kind', () => {
    const mapping = {
      i: { from: 'i', as: 'integer' },
      n: { from: 'n', as: 'number', numbers: 'vi' },
      d: { from: 'd', as: 'decimal' },
      t: { from: 't', as: 'instant', format: 'dd/MM/yyyy HH:mm' },
      y: { from: 'y', as: 'day', format: 'yyyy', edge: 'last' },
      b: { from: 'b', as: 'boolean' },
      c: { from: 'c', as: 'code' },
    }
    expect(
      map(mapping, { i: '1.234.567', n: '1.234,5', d: 1e21, t: '31/12/2025 14:05', y: '2003', b: 'Không', c: '33.0' }),
    ).toEqual({
      record: {
        i: 1_234_567,
        n: 1234.5,
        d: '1000000000000000000000',
        t: new Date('2025-12-31T07:05:00Z'),
        y: '2003-12-31',
        b: false,
        c: '33',
      },
    })
  })

  test('a code stored as a number keeps its digits or is held', () => {
    expect(map({ c: { from: 'c', as: 'code' } }, { c: 101 })).toEqual({ record: { c: '101' } })
    expect(map({ c: { from: 'c', as: 'code' } }, { c: 1e20 })).toMatchObject({ problems: [{ code: 'invalid_code' }] })
  })

  test('a number no computer number can hold is a problem, never infinity', () => {
    for (const as of ['number', 'integer'])
      expect(map({ n: { from: 'n', as } }, { n: '9'.repeat(400) })).toMatchObject({ problems: [{ code: 'invalid_number' }] })
    for (const n of [Number.NaN, Number.POSITIVE_INFINITY, 'NaN', 'Infinity', '1e999'])
      for (const as of ['number', 'integer', 'decimal'])
        expect(map({ n: { from: 'n', as } }, { n })).toMatchObject({ problems: [{ code: 'invalid_number' }] })
  })

  test('a lookup ignores case, falls to *, and holds what nobody listed', () => {
    const listed = { s: { from: 's', values: { Closed: 'done', 'Đã trả': 'returned' } } }
    expect(map(listed, { s: 'CLOSED ' })).toEqual({ record: { s: 'done' } })
    expect(map(listed, { s: 'đã trả'.normalize('NFD') })).toEqual({ record: { s: 'returned' } })
    expect(map(listed, { s: 'toString' })).toMatchObject({ problems: [{ field: 's', code: 'unknown_value' }] })
    const open = { s: { from: 's', values: { PHONE: 'direct', '*': 'online' }, default: 'post' } }
    expect(map(open, { s: 'fax' })).toEqual({ record: { s: 'online' } })
    expect(map(open, {})).toEqual({ record: { s: 'post' } })
  })

  test('a missing moment can be when the page was received', () => {
    expect(map({ at: { from: 'at', as: 'instant', default: '@received' } }, {})).toEqual({ record: { at: context.receivedAt } })
  })
})

describe('a problem', () => {
  test('says which column, what is in it and what to do', () => {
    const mapped = map({ amount: { from: 'so_tien', as: 'decimal' } }, { so_tien: '2.514.8' })
    expect(mapped).toEqual({
      record: {},
      problems: [
        {
          field: 'amount',
          code: 'ambiguous_number',
          en: expect.stringMatching(/^Column «so_tien» has «2\.514\.8»: it is not clear which sign/),
          message: expect.stringMatching(/«so_tien».*«2\.514\.8».*«Cách viết số»/),
          word: '«2.514.8»',
        },
      ],
    })
  })

  test('is collected for every field at once, beside what could be read', () => {
    const mapped = map(
      { a: { from: 'a', as: 'integer' }, b: { from: 'b', as: 'day' }, c: { from: 'c', required: true }, d: 'd' },
      { a: 'x', b: '3/4/2025', d: 'đọc được' },
    )
    expect(mapped.record).toEqual({ d: 'đọc được' })
    expect(mapped.problems?.map(({ field, code }) => [field, code])).toEqual([
      ['a', 'invalid_number'],
      ['b', 'invalid_date'],
      ['c', 'required'],
    ])
  })

  test('does not repeat a whole page of text', () => {
    const mapped = map({ a: { from: 'a', as: 'integer' } }, { a: 'x'.repeat(10_000) })
    expect(mapped.problems?.[0]?.message.length).toBeLessThan(200)
  })
})

describe('a mapping', () => {
  test('wants exactly one of from and const', () => {
    expect(Mapping.safeParse({ a: { from: 'a', const: 1 } }).success).toBe(false)
    expect(Mapping.safeParse({ a: { as: 'text' } }).success).toBe(false)
  })

  test('refuses a date format it does not understand', () => {
    expect(Mapping.safeParse({ a: { from: 'a', as: 'day', format: 'ngày tháng' } }).success).toBe(false)
  })
})

describe('a list within a record', () => {
  const mapping = { papers: { each: 'TaiLieuNop', map: { digitised: { from: 'DuocSoHoa', as: 'boolean' }, code: 'Ma' } } }

  test('is mapped item by item, and what is not named stays behind', () => {
    const value = { TaiLieuNop: [{ DuocSoHoa: '1', Ma: 'A', ChuHoSo: 'Nguyễn Văn A' }, { DuocSoHoa: '0' }] }
    expect(map(mapping, value)).toEqual({ record: { papers: [{ digitised: true, code: 'A' }, { digitised: false }] } })
  })

  test('that is empty is empty; one left out is left out', () => {
    expect(map(mapping, { TaiLieuNop: [] })).toEqual({ record: { papers: [] } })
    expect(map(mapping, { TaiLieuNop: null })).toEqual({ record: {} })
    expect(map(mapping, {})).toEqual({ record: {} })
  })

  test('that cannot be read is a problem that names the item', () => {
    const { problems } = map(mapping, { TaiLieuNop: [{ DuocSoHoa: '1' }, { DuocSoHoa: 'chưa rõ' }] })
    expect(problems?.[0]).toMatchObject({ field: 'papers.1.digitised', code: 'invalid_boolean' })
    expect(problems?.[0]?.message).toMatch(/^«TaiLieuNop», mục 2: Cột «DuocSoHoa»/)
    expect(map(mapping, { TaiLieuNop: 'không' }).problems?.[0]?.code).toBe('not_a_list')
  })
})

describe('a transform', () => {
  const problem = (mapping: unknown, value: Record<string, unknown>) => map(mapping, value).problems?.[0]

  test('multiplies exactly, always alike or by the unit that is written', () => {
    const scaled = { from: 'n', as: 'decimal', numbers: 'vi', scale: 1_000_000 }
    expect(map({ a: scaled }, { n: '8.104.907,173' })).toEqual({ record: { a: '8104907173000' } })
    expect(map({ a: { ...scaled, scale: 0.01 } }, { n: '116,84' })).toEqual({ record: { a: '1.1684' } })
    expect(map({ a: { ...scaled, scale: 0.1 } }, { n: -3 })).toEqual({ record: { a: '-0.3' } })
    const area = { from: 'area', as: 'number', numbers: 'vi', scale: { units: { ha: 0.01, 'km²': 1, m2: 0.000001 } } }
    expect(['116,84 ha', '2 KM²', '5.000 m2', '7'].map((each) => map({ area }, { area: each }).record.area)).toEqual([
      1.1684, 2, 0.005, 7,
    ])
    expect(problem({ area }, { area: '5 sào' })).toMatchObject({
      code: 'unknown_unit_of_measurement',
      message: expect.stringMatching(/«sào»\. Sửa thành «ha», «km²», «m2»/),
    })
    const by = { from: 'n', as: 'integer', scale: { by: 'Đơn vị', units: { người: 1, 'nghìn người': 1_000 } } }
    expect(map({ by }, { n: 1.5, don_vi: 'Nghìn người' })).toEqual({ record: { by: 1_500 } })
    expect(problem({ by }, { n: 1.5, don_vi: 'hộ' })?.code).toBe('unknown_unit_of_measurement')
    expect(problem({ by }, { n: 1.5, don_vi: 'người' })?.code).toBe('invalid_integer')
  })

  test('takes a part of a text', () => {
    const take = (part: object, text: string) => map({ a: { from: 't', part } }, { t: text }).record.a
    expect(take({ by: ',', take: 2 }, 'Thôn 1, Xã Như Quỳnh, Hưng Yên')).toBe('Xã Như Quỳnh')
    expect(take({ by: ',', take: -1 }, 'Thôn 1, Xã Như Quỳnh, Hưng Yên')).toBe('Hưng Yên')
    expect(take({ digits: 4 }, 'NĂM 2012 (kèm QĐ 30081)')).toBe('2012')
    expect(take({ after: 'đơn vị tính:', before: '.' }, 'Đơn vị tính: Triệu đồng.'.normalize('NFD'))).toBe('Triệu đồng')
    expect(problem({ a: { from: 't', part: { digits: 4 } } }, { t: 'năm nay' })).toMatchObject({
      code: 'no_part',
      message: expect.stringContaining('«năm nay»: không có phần cần lấy'),
    })
    expect(map({ a: { from: 't', part: { by: '-', take: 2 }, default: 'x' } }, { t: 'a- ' })).toEqual({ record: { a: 'x' } })
  })

  test('sets columns together, a blank left out', () => {
    const at = { from: 'Ngày', join: { with: ['Giờ'] }, as: 'instant', format: ['dd/MM/yyyy HH:mm', 'dd/MM/yyyy'] }
    expect(map({ at }, { ngay: '31/12/2025', gio: '14:05' }).record.at).toEqual(new Date('2025-12-31T07:05:00Z'))
    expect(map({ at }, { ngay: '31/12/2025', gio: '' }).record.at).toEqual(new Date('2025-12-30T17:00:00Z'))
    expect(problem({ at }, { ngay: '31/12', gio: '14:05' })?.message).toMatch(/^Cột «Ngày \+ Giờ» có «31\/12 14:05»/)
    const code = { from: 'so', join: { with: ['nam'], between: '/' } }
    expect(map({ code }, { so: 12, nam: 2025 })).toEqual({ record: { code: '12/2025' } })
    expect(map({ code }, { so: ' ', nam: '' })).toEqual({ record: {} })
  })
})

test('a number Excel cut short is held, and its writer told that the digits are gone', () => {
  for (const n of ['3.00E+05', '3,00E+05', '1E+12', '-2.5e5'])
    expect(map({ n: { from: 'n', as: 'decimal' } }, { n })).toMatchObject({
      problems: [
        {
          code: 'rounded_number',
          message: expect.stringMatching(/^Cột «n» có «.+»: Excel đã viết tắt .* Gõ lại số đầy đủ/),
          en: expect.stringContaining('Type the whole number'),
        },
      ],
    })
})

test('a day no month has is told as such, and a date written otherwise by an example', () => {
  const said = (format: string[], n: string) => {
    const { problems } = map({ n: { from: 'n', as: 'day', format } }, { n })
    return problems?.[0]?.message
  }
  expect(said(['iso'], '2026-02-31')).toContain('tháng 2 năm 2026 không có ngày 31')
  expect(said(['dd/MM/yyyy'], '31/4/2026')).toContain('tháng 4 năm 2026 không có ngày 31')
  // Which is the day is not known of a source that writes the month first.
  expect(said(['MM/dd/yyyy'], '31/4/2026')).toContain('«12/31/2026»')
  expect(said(['dd/MM/yyyy', 'KK yyyy'], 'hôm qua')).toContain('như «31/12/2026» hoặc «Quý IV 2026»')
})
