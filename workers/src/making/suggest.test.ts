import { type DescribedKind, describeKinds, type Target } from '@ioc/sql'
import { expect, test } from 'vitest'
import type { SeenField } from './discover.ts'
import { infer } from './infer.ts'
import { likeness } from './likeness.ts'
import { fieldFor, suggest, suggestFor } from './suggest.ts'

/** A field as discovery would see it, of these values. */
function seen(heading: string, values: unknown[], more: Partial<SeenField> = {}): SeenField {
  const words = [...new Set(values.map(String))].map((word) => ({ word, count: 1 }))
  return {
    path: heading,
    name: heading,
    heading,
    items: [],
    ...infer(heading, values),
    emptyPercent: 0,
    samples: words.slice(0, 4).map(({ word }) => word),
    words,
    measure: null,
    unitPercent: 0,
    personal: false,
    ...more,
  }
}

test('names are alike whatever their accents, case and the way their words are joined', () => {
  expect(likeness('Ngày tiếp nhận', 'ngayTiepNhan')).toBe(1)
  expect(likeness('Ngày tiếp nhận', 'NGAY_TIEP_NHAN_HS')).toBeGreaterThan(0.7)
  expect(likeness('Ngày tiếp nhận', 'Số tiền')).toBeLessThan(0.5)
})

test('a list of dossiers is known for one by the names and the words in it', async () => {
  const [best] = suggest(await describeKinds(), [
    seen('Số hồ sơ', ['H31.05-260101-0001', 'H31.05-260101-0002']),
    seen('Cơ quan xử lý', ['Xã Như Quỳnh', 'Phường Phố Hiến'], { unitPercent: 100 }),
    seen('Lĩnh vực', ['Đất đai', 'Hộ tịch']),
    seen('Hình thức nộp', ['Trực tuyến', 'Trực tiếp']),
    seen('Trạng thái', ['Đang xử lý', 'Đã trả kết quả']),
    seen('Ngày tiếp nhận', ['01/11/2026', '25/11/2026']),
    seen('Ngày hẹn trả', ['05/11/2026', '28/11/2026']),
    seen('Họ tên chủ hồ sơ', ['Nguyễn Văn An', 'Trần Thị Bé'], { personal: true }),
  ])
  expect(best).toMatchObject({
    domain: 'dossiers',
    map: {
      code: { from: ['Số hồ sơ'], as: 'code' },
      unit: { from: ['Cơ quan xử lý'] },
      field: { from: ['Lĩnh vực'] },
      channel: { values: { 'Trực tuyến': 'online', 'Trực tiếp': 'direct' } },
      status: { values: { 'Đang xử lý': 'processing', 'Đã trả kết quả': 'returned' } },
      received_at: { from: ['Ngày tiếp nhận'], format: ['dd/MM/yyyy'] },
      due_at: { from: ['Ngày hẹn trả'] },
    },
    redact: ['Họ tên chủ hồ sơ'],
  })
})

test('of two kinds that fit equally the one whose columns are called the same comes first', async () => {
  const [best] = suggest(await describeKinds(), [
    seen('Xã, phường', ['Xã Như Quỳnh', 'Phường Phố Hiến'], { unitPercent: 90 }),
    seen('Dân số', ['10.029', '9.051'], { numbers: 'vi' }),
    seen('Số hộ', ['2.950', '2.662'], { numbers: 'vi' }),
    seen('Diện tích (km2)', ['7,77', '7,66'], { measure: 'km²' }),
    seen('Ngày chốt', ['31/05/2025', '30/05/2025']),
  ])
  expect(best).toMatchObject({ domain: 'population', map: { people: { from: ['Dân số'] } } })
})

test('a column in which every row says something of its own is none of a few words, whatever it is called', async () => {
  const kind = (await describeKinds()).find((each) => each.domain === 'reports' && each.kind === 'report') as DescribedKind
  const said = Array.from({ length: 60 }, (_, n) => `Rác chưa thu gom ở ngõ ${n}`)
  const mapOf = (words: SeenField['words']) => suggestFor(kind, [seen('Nội dung', said, { words })]).map
  expect(Object.keys(mapOf([]))).toEqual([])
})

test('a page of the national portal is read by its codes: 1 in person, 2 online, 3 by post, and the states 1 to 10', async () => {
  const [best] = suggest(await describeKinds(), [
    seen('MaHoSo', ['H31.101-261118-000001', 'H31.101-261118-000002']),
    seen('MaTTHC', ['1.010708.000.00.00.H31', '2.000815.000.00.00.H31']),
    seen('TenLinhVuc', ['Đất đai', 'Hộ tịch']),
    seen('KenhThucHien', ['1', '2', '3']),
    seen('HinhThuc', ['0', '1']),
    seen('TrangThaiHoSo', ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']),
    seen('NgayTiepNhan', ['2026-11-18T08:00:00.000', '2026-11-18T09:30:00.000']),
    seen('NgayHenTra', ['2026-11-23T17:00:00.000', '2026-11-24T17:00:00.000']),
    seen('DonViXuLy', ['H31.101', 'H31.135'], { unitPercent: 100 }),
  ])
  expect(best).toMatchObject({
    domain: 'dossiers',
    map: {
      channel: { from: ['KenhThucHien'], values: { 1: 'direct', 2: 'online', 3: 'post' } },
      status: { from: ['TrangThaiHoSo'], values: { 1: 'new', 3: 'refused', 8: 'stopped', 9: 'done', 10: 'returned' } },
    },
  })
})

test('a table of amounts in triệu đồng says so to the budget, and a year stands for its last day', async () => {
  const [best] = suggest(
    await describeKinds(),
    [
      seen('Tỉnh', ['Hưng Yên', 'Hải Phòng'], { unitPercent: 100 }),
      seen('Năm', [2024, 2025]),
      seen('Khoản mục', ['Tổng thu', 'Tổng chi']),
      seen('Loại số liệu', ['Dự toán', 'Quyết toán']),
      seen('Số tiền (triệu đồng)', ['1.234.567', '2.345.678'], { measure: 'triệu đồng' }),
    ],
    'ngan-sach-2025.xlsx',
  )
  expect(best).toMatchObject({
    domain: 'budget',
    map: {
      as_of: { from: ['Năm'], as: 'day', format: ['yyyy'], edge: 'last' },
      scope: { values: { 'Dự toán': 'estimate', 'Quyết toán': 'settlement' } },
      amount: { from: ['Số tiền (triệu đồng)'], as: 'decimal' },
      unit_reported: { const: 'triệu đồng' },
    },
  })
})

test('a column of figures is never suggested for a yes or a no, whatever it is called', async () => {
  const budget = suggest(await describeKinds(), [seen('Chính thức', [297219.3, 5]), seen('Số tiền', [1, 2])])
  expect(budget.flatMap(({ map }) => Object.keys(map))).not.toContain('final')
})

test('a telephone number is never suggested for anything, and a decimal never for a count', async () => {
  const suggestions = suggest(await describeKinds(), [
    seen('Đánh giá', ['4.5', '3.7']),
    seen('Mã', ['0912345678', '0987654321'], { personal: true }),
  ])
  const maps = suggestions.map(({ map }) => map)
  expect(maps.flatMap((map) => Object.values(map).flatMap((field) => ('from' in field ? (field.from ?? []) : [])))).not.toContain(
    'Mã',
  )
  expect(maps.flatMap((map) => Object.keys(map))).not.toContain('rating')
})

test('a list is filled item by item, and a word that is known for a free field is told ours', async () => {
  const kinds = await describeKinds()
  const targetOf = (kind: string, name: string) =>
    kinds.find((each) => each.kind === kind)?.targets.find((target) => target.name === name) as Target
  const fees = seen('lePhi', [], { type: 'list', items: [seen('soTien', [1, 2]), seen('ten', ['a'])] })
  expect(fieldFor({ ...targetOf('dossier', 'fees') }, fees)).toEqual({
    each: 'lePhi',
    map: { amount: { from: ['soTien'], as: 'number' } },
  })
  const item = seen('Chỉ số', ['Chi phí thời gian', 'Năng lực cạnh tranh (PCI)', 'khác hẳn'])
  expect(fieldFor(targetOf('index_score', 'item'), item)).toMatchObject({
    replace: { 'Chi phí thời gian': 'pci/time_costs', 'Năng lực cạnh tranh (PCI)': 'pci' },
  })
})

test('the lines of a disclosed budget are told what they are in the state budget, each as printed and no other', async () => {
  const kinds = await describeKinds()
  const item = kinds.find(({ kind }) => kind === 'budget_figure')?.targets.find(({ name }) => name === 'item') as Target
  const printed = {
    'Thuế thu nhập cá nhân': 'revenue/tax/personal_income',
    'Thu tiền sử dụng đất': 'revenue/tax/land_use',
    'Thu tiền cho thuê đất, thuê mặt nước': 'revenue/tax/land_rent',
    'Thu từ khu vực doanh nghiệp nhà nước do địa phương quản lý': 'revenue/tax/local_soe',
    'Chi giáo dục - đào tạo và dạy nghề': 'expenditure/function/education',
    'Chi phát thanh, truyền hình, thông tấn': 'expenditure/function/broadcasting',
    'Chi bảo vệ môi trường': 'expenditure/function/environment',
    'TỔNG CHI NGÂN SÁCH ĐỊA PHƯƠNG': 'expenditure',
  }
  expect(fieldFor(item, seen('Nội dung', Object.keys(printed)))).toMatchObject({ from: ['Nội dung'], replace: printed })
  expect(fieldFor(item, seen('Nội dung', ['Các khoản thu để lại quản lý qua ngân sách']))).not.toHaveProperty('replace')
})

test('money under a heading that speaks of investors names no investor, and a heading that names its year has no years under it', async () => {
  const kinds = await describeKinds()
  const budget = kinds.find(({ kind }) => kind === 'budget_figure') as (typeof kinds)[number]
  const map = suggestFor(budget, [
    seen('Bổ sung thực hiện các dự án, công trình quan trọng (vốn đầu tư)', [193_801, 593_000]),
    seen('Tỷ lệ phần trăm phân chia cho ngân sách địa phương năm 2004', [100, 98, 45]),
    seen('Tổng thu', [460_700, 427_100]),
  ]).map
  expect(Object.keys(map)).not.toContain('owner')
  expect(Object.keys(map)).not.toContain('year')
  expect(Object.keys(suggestFor(budget, [seen('Niên độ', [2024, 2025])]).map)).toEqual(['year'])
})

test('how many slips there are is no code of a report, and the number of each is', async () => {
  const [report] = (await describeKinds()).filter(({ domain, kind }) => domain === 'reports' && kind === 'report') as [
    DescribedKind,
  ]
  const codeOf = (...values: unknown[]) => suggestFor(report, [seen('Số phiếu phản ánh', values)]).map.code
  expect(codeOf(12, 40, 7)).toBeUndefined()
  expect(codeOf('PA-001', 'PA-002')).toMatchObject({ from: ['Số phiếu phản ánh'], as: 'code' })
  // By its very name it is one, figures or not.
  expect(suggestFor(report, [seen('Số phản ánh', [1201, 1202])]).map.code).toBeDefined()
})
