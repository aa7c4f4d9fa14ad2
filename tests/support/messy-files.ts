import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as XLSX from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import { filesIn } from '../real-data/shared.ts'
import type { Steward } from './making.ts'

// What a steward does with each of the real messy files, and what another reader counts in it.

const real = (folder: string, name: string): string => join(filesIn(folder, /./)[0] ?? '', '..', name)
const rowsOf = (path: string, options = {}): Record<string, string>[] =>
  parse(readFileSync(path, 'utf8').normalize('NFC'), { columns: true, bom: true, ...options })
/** A sheet's cells by a reader of its own: rows from 1, columns from 0. */
function sheetOf(path: string, name: string): unknown[][] {
  const sheet = XLSX.read(readFileSync(path)).Sheets[name] as XLSX.WorkSheet
  const rows: unknown[][] = XLSX.utils.sheet_to_json(sheet, { header: 1, blankrows: true })
  const { s } = XLSX.utils.decode_range(sheet['!ref'] ?? 'A1')
  return [...Array.from({ length: s.r + 1 }, () => []), ...rows.map((row) => [...Array(s.c), ...row])]
}
const isOrdinal = (cell: unknown) => typeof cell === 'number' && Number.isInteger(cell)
const figuresIn = (rows: unknown[][], columns: number[]) =>
  rows.flatMap((row) => columns.map((column) => row?.[column]).filter((cell): cell is number => typeof cell === 'number'))
const sum = (numbers: number[]) => numbers.reduce((all, each) => all + each, 0)

export interface MessyFile {
  name: string
  file: string
  /** As it is called when it comes to us, where that is not its own name. */
  called?: string
  /** How the page is read, where the guess is not it. */
  read?(s: Steward): Promise<void>
  kind: string
  map(s: Steward): Promise<void>
  /** Names no unit bears, each told apart in the trial. */
  strangers?: Record<string, string>
  /** What another reader counts: facts stored, rows held, and a total. */
  counted(): { facts: number; held: number; total: number /** Where rows speak of one thing. */; things?: number }
  /** The total of what is stored. */
  total: string
}

const TERRITORY = 'population/population_report/territory'
const SCORE = 'indices/index_score/'
const BUDGET = 'budget/budget_figure/'

const communes = (file: string): MessyFile => ({
  name: `the communes at the merger, ${file}`,
  file: real('messy', file),
  kind: TERRITORY,
  async map(s) {
    await s.from('Đơn vị', 'code')
    await s.from('dân số', 'population_sapnhap_raw')
    await s.from('diện tích (km²)', 'area_km2_gis')
    await s.fixed('Ngày số liệu', '2025-07-01')
    await s.fixed('Nguồn số liệu', 'tệp sáp nhập, từng xã')
  },
  counted() {
    const rows = rowsOf(real('messy', 'hung_yen_communes_semicolon_utf8bom_crlf.csv'), { delimiter: ';' })
    // The rule of this form: a commune after the merger has 3,000 people or more.
    const sound = rows
      .map((row) => row.population_sapnhap_raw ?? '')
      .filter((people) => /^\d+$/.test(people) && Number(people) >= 3_000)
    return { facts: sound.length, held: rows.length - sound.length, total: sum(sound.map(Number)) }
  },
  total: "select sum((figures->>'people')::numeric) as total from population_fact",
})

export const MESSY_FILES: MessyFile[] = [
  communes('hung_yen_communes_tcvn3_abc.csv'),
  communes('hung_yen_communes_nfd_utf8.csv'),
  communes('hung_yen_communes_semicolon_utf8bom_crlf.csv'),
  {
    name: 'people and area of the provinces, 8.718.000 and 3.359,80',
    file: real('admin', 'sapnhap_bando_province_2025-07-17.csv'),
    kind: TERRITORY,
    async map(s) {
      await s.from('Đơn vị', 'tentinh')
      await s.from('dân số', 'dansonguoi')
      await s.numbers('dân số', '1.234,5 (Việt Nam)')
      await s.from('diện tích (km²)', 'dientichkm2')
      await s.numbers('diện tích (km²)', '1.234,5 (Việt Nam)')
      await s.fixed('Ngày số liệu', '2025-07-01')
      await s.fixed('Nguồn số liệu', 'tệp sáp nhập, toàn tỉnh')
    },
    strangers: { 'Thủ đô Hà Nội': 'Thành phố Hà Nội, Việt Nam' },
    counted() {
      const rows = rowsOf(real('admin', 'sapnhap_bando_province_2025-07-17.csv'))
      const read = (text = '') => Number(text.replaceAll('.', '').replace(',', '.'))
      // The rule of this form asks about an area of more than 4,000 km², as most provinces have.
      const sound = rows.filter(({ dientichkm2 }) => read(dientichkm2) <= 4_000)
      return {
        facts: sound.length,
        held: rows.length - sound.length,
        total: sum(sound.map(({ dansonguoi }) => read(dansonguoi))),
      }
    },
    total: "select sum((figures->>'people')::numeric) as total from population_fact",
  },
  {
    name: 'budgets as disclosed, six columns of figures side by side',
    file: real('budget_ckns', 'ckns_provincial_budget_plan_excerpt.csv'),
    async read(s) {
      await s.figures([
        { column: 'rev_total_vnd', item: 'local_revenue' },
        { column: 'own_revenue_vnd', item: 'local_revenue/local/own' },
        { column: 'central_transfer_vnd', item: 'local_revenue/local/transfer' },
        { column: 'exp_total_vnd', item: 'expenditure' },
        { column: 'investment_exp_vnd', item: 'expenditure/group/investment' },
        { column: 'recurrent_exp_vnd', item: 'expenditure/group/recurrent' },
      ])
    },
    kind: BUDGET,
    async map(s) {
      await s.from('Đơn vị', 'province')
      await s.from('Khoản mục', 'Khoản mục của cột số liệu')
      await s.from('Ngày số liệu', 'year')
      await s.from('Số tiền', 'Số của ô')
      await s.fixed('Loại số liệu', 'Dự toán')
      await s.fixed('Đơn vị tính tiền', 'đồng')
    },
    counted() {
      const cells = rowsOf(real('budget_ckns', 'ckns_provincial_budget_plan_excerpt.csv')).flatMap(
        ({ province: _, year: __, ...row }) => Object.values(row).filter(Boolean),
      )
      return { facts: cells.length, held: 0, total: sum(cells.map(Number)) }
    },
    total: 'select sum(amount) as total from budget_fact',
  },
  {
    name: 'the TCVN3 sheet of 2003, a heading of six rows, regions and totals between the provinces',
    file: real('budget_xls', 'Plan_2003.xls'),
    async read(s) {
      await s.sheets('Sheet1')
      await s.take('A3')
      await s.take('G8')
      await s.onlyRows('S T T', 'là số thứ tự (1, 2, 3…)')
      await s.figures([
        { column: 'tổng thu NSNN trên địa bàn các tỉnh, tP trực thuộc trung ương', item: 'revenue' },
        { column: 'tổng số chi ngân sách tỉnh, thành phố trực thuộc trung ương', item: 'expenditure' },
      ])
    },
    kind: BUDGET,
    async map(s) {
      await s.unitKind('Tỉnh, thành phố')
      await s.from('Đơn vị', 'tỉnh, thành phố')
      await s.from('Khoản mục', 'Khoản mục của cột số liệu')
      await s.from('Ngày số liệu', 'Ô A3')
      await s.part('Ngày số liệu', 'số có đúng … chữ số (như năm)')
      await s.format('Ngày số liệu', '2026')
      await s.from('Số tiền', 'Số của ô')
      await s.fixed('Loại số liệu', 'Dự toán')
      await s.from('Đơn vị tính tiền', 'Ô G8')
      await s.part('Đơn vị tính tiền', 'chữ nằm sau … và trước …', { after: ':', before: '.' })
    },
    counted() {
      // Its twin in Unicode, by another reader.
      const rows = sheetOf(real('budget_xls', 'Plan_2003.xls'), 'Sheet1 (2)').filter(
        (row) => isOrdinal(row?.[0]) && typeof row?.[1] === 'string',
      )
      const figures = figuresIn(rows, [2, 5])
      return { facts: figures.length, held: 0, total: sum(figures) * 1e6 }
    },
    total: 'select sum(amount) as total from budget_fact',
  },
  {
    name: 'PCI 2012, each column sorted beside its own names, an .xlsx that is called .xls',
    file: real('indices_xls', 'PCI_2012.xlsx'),
    called: 'PCI_2012.xls',
    async read(s) {
      await s.sheets('Tong hop')
      await s.take('Tên tệp')
      await s.onlyRows('Thứ tự', 'là số thứ tự (1, 2, 3…)')
      await s.figures([
        { column: 'Gia nhập thị trường', beside: 'Tỉnh' },
        { column: 'Tiếp cận đất đai', beside: '(cột D, không có tiêu đề)' },
        { column: 'PCI 2012', beside: '(cột T, không có tiêu đề)' },
      ])
    },
    kind: SCORE,
    async map(s) {
      await s.unitKind('Tỉnh, thành phố')
      await s.from('Đơn vị', 'Tên ở cột riêng')
      await s.from('Chỉ số', 'Khoản mục của cột số liệu')
      await s.words('Chỉ số', {
        'Gia nhập thị trường': 'Gia nhập thị trường',
        'Tiếp cận đất đai': 'Tiếp cận đất đai',
        'PCI 2012': 'Năng lực cạnh tranh (PCI)',
      })
      await s.from('Ngày số liệu', 'Tên tệp')
      await s.part('Ngày số liệu', 'số có đúng … chữ số (như năm)')
      await s.format('Ngày số liệu', '2026')
      await s.from('Điểm', 'Số của ô')
      await s.none('Hạng')
    },
    counted() {
      const rows = sheetOf(real('indices_xls', 'PCI_2012.xlsx'), 'Tong hop').filter((row) => isOrdinal(row?.[0]))
      const figures = figuresIn(rows, [2, 4, 20])
      return { facts: figures.length, held: 0, total: sum(figures) }
    },
    total: 'select sum(score) as total from index_fact',
  },
  {
    name: 'PCI 2009, letters and marks apart (NFD), a heading of two rows',
    file: real('indices_xls', 'PCI_2009.xls'),
    async read(s) {
      await s.sheets('Tong Hop')
      await s.take('Tên tệp')
      await s.figures([
        { column: 'Chỉ số thành phần 2 Tiếp cận đất đai', item: 'Tiếp cận đất đai' },
        { column: 'PCI 2009 có trọng số', item: 'PCI' },
      ])
    },
    kind: SCORE,
    async map(s) {
      await s.unitKind('Tỉnh, thành phố')
      await s.from('Đơn vị', 'Tỉnh Tỉnh')
      await s.from('Chỉ số', 'Khoản mục của cột số liệu')
      await s.words('Chỉ số', { 'Tiếp cận đất đai': 'Tiếp cận đất đai', PCI: 'Năng lực cạnh tranh (PCI)' })
      await s.from('Ngày số liệu', 'Tên tệp')
      await s.part('Ngày số liệu', 'số có đúng … chữ số (như năm)')
      await s.format('Ngày số liệu', '2026')
      await s.from('Điểm', 'Số của ô')
      await s.none('Hạng')
    },
    counted() {
      const figures = figuresIn(sheetOf(real('indices_xls', 'PCI_2009.xls'), 'Tong Hop').slice(4), [4, 12])
      return { facts: figures.length, held: 0, total: sum(figures) }
    },
    total: 'select sum(score) as total from index_fact',
  },
  {
    name: 'PCI 2005, places beside scores and a word in the margin',
    file: real('indices_xls', 'PCI_2005.xls'),
    async read(s) {
      await s.sheets('Xếp hạng theo chỉ số PCI')
      await s.stray()
    },
    kind: SCORE,
    async map(s) {
      await s.unitKind('Tỉnh, thành phố')
      await s.from('Đơn vị', 'Tỉnh, thành phố')
      await s.fixed('Chỉ số', 'Năng lực cạnh tranh (PCI)')
      await s.fixed('Ngày số liệu', '2005-01-01')
      await s.from('Điểm', 'PCI có trọng số (Điểm tối đa =100)')
      await s.from('Hạng', 'Thứ hạng')
      await s.fixed('Số đơn vị được xếp hạng', '42')
    },
    counted() {
      const rows = sheetOf(real('indices_xls', 'PCI_2005.xls'), 'Xếp hạng theo chỉ số PCI')
      const figures = figuresIn(rows, [1])
      return { facts: figures.length, held: 0, total: sum(figures) }
    },
    total: 'select sum(score) as total from index_fact',
  },
  {
    name: 'PAPI, six sheets of which each is named for its year, with the lowest and the highest below the provinces',
    file: real('indices_xls', 'PAPI_2011-2016.xlsx'),
    async read(s) {
      await s.sheets()
      await s.take('Tên trang tính')
      await s.onlyRows(
        'tentinh_vie tentinh_vie',
        'không phải là một trong các từ…',
        'Điểm thấp nhất, Điểm trung vị, Điểm cao nhất',
      )
      await s.figures([
        { column: 'Participation at Local Levels Tham gia của người dân ở cấp cơ sở', item: 'Tham gia' },
        { column: 'Un-weighted2015PAPI Chỉ số PAPI (không có trọng số)', item: 'PAPI' },
      ])
    },
    kind: SCORE,
    async map(s) {
      await s.unitKind('Tỉnh, thành phố')
      await s.from('Đơn vị', 'tentinh_vie tentinh_vie')
      await s.from('Chỉ số', 'Khoản mục của cột số liệu')
      await s.words('Chỉ số', {
        'Tham gia': 'Tham gia của người dân ở cấp cơ sở',
        PAPI: 'Hiệu quả quản trị và hành chính công (PAPI)',
      })
      await s.from('Ngày số liệu', 'Tên trang tính')
      await s.part('Ngày số liệu', 'một đoạn, cắt bằng dấu…', { by: '_', take: 'đoạn 1' })
      await s.format('Ngày số liệu', '2026')
      await s.from('Điểm', 'Số của ô')
    },
    counted() {
      const path = real('indices_xls', 'PAPI_2011-2016.xlsx')
      const rows = ['2011', '2012', '2013', '2014', '2015', '2016'].flatMap((year) =>
        sheetOf(path, `${year}_PAPI`).filter((row) => isOrdinal(row[0]) && !/^Điểm/.test(String(row[2]).normalize('NFC'))),
      )
      // Two provinces' results of 2014 were not published: their blanks print a total of nothing.
      const figures = figuresIn(rows, [3, 31])
      const nothing = figures.filter((figure) => figure === 0).length
      return { facts: figures.length - nothing, held: nothing, total: sum(figures) }
    },
    total: 'select sum(score) as total from index_fact',
  },
  {
    name: 'the plan of 2012, one sheet of eight with its heading over five rows',
    file: real('budget_xls', 'Plan_2012.xls'),
    async read(s) {
      await s.sheets('M08')
      await s.take('A2')
      await s.take('K6')
      await s.onlyRows('SỐ TT', 'là số thứ tự (1, 2, 3…)')
      await s.figures([
        { column: 'TỔNG THU NSNN TRÊN ĐỊA BÀN', item: 'revenue' },
        { column: 'TỔNG CHI CÂN ĐỐI NGÂN SÁCH ĐỊA PHƯƠNG', item: 'expenditure' },
      ])
    },
    kind: BUDGET,
    async map(s) {
      await s.unitKind('Tỉnh, thành phố')
      await s.from('Đơn vị', 'TỈNH, THÀNH PHỐ')
      await s.from('Khoản mục', 'Khoản mục của cột số liệu')
      await s.from('Ngày số liệu', 'Ô A2')
      await s.part('Ngày số liệu', 'số có đúng … chữ số (như năm)')
      await s.format('Ngày số liệu', '2026')
      await s.from('Số tiền', 'Số của ô')
      await s.fixed('Loại số liệu', 'Dự toán')
      await s.from('Đơn vị tính tiền', 'Ô K6')
      await s.part('Đơn vị tính tiền', 'chữ nằm sau … và trước …', { after: 'Đơn vị:', before: '' })
    },
    counted() {
      const rows = sheetOf(real('budget_xls', 'Plan_2012.xls'), 'M08').filter(
        (row) => isOrdinal(row[0]) && typeof row[1] === 'string',
      )
      const figures = figuresIn(rows, [2, 4])
      return { facts: figures.length, held: 0, total: sum(figures) * 1e6 }
    },
    total: 'select sum(amount) as total from budget_fact',
  },
  {
    name: 'service requests of New York, by its clock',
    file: real('analog', 'nyc311_animals_plotly.csv'),
    async read(s) {
      await s.zone('America/New_York')
    },
    kind: 'reports/report/',
    async map(s) {
      await s.from('Mã phản ánh', 'Unique Key')
      await s.fixed('Đơn vị', 'new-york-city')
      await s.fixed('Kênh tiếp nhận', 'kênh khác')
      await s.from('Lĩnh vực', 'Complaint Type')
      await s.from('Tình trạng', 'Status')
      await s.words('Tình trạng', { Closed: 'Đã xử lý', 'In Progress': 'Đang xử lý' })
      await s.from('Giờ tiếp nhận', 'Created Date')
      await s.format('Giờ tiếp nhận', '12/31/2026 8:30 (tháng trước, kiểu Mỹ)')
      await s.from('Giờ xử lý xong', 'Closed Date')
      await s.format('Giờ xử lý xong', '12/31/2026 8:30 (tháng trước, kiểu Mỹ)')
    },
    counted() {
      const rows = rowsOf(real('analog', 'nyc311_animals_plotly.csv'))
      return { facts: rows.length, held: 0, total: rows.filter(({ Status }) => Status === 'Closed').length }
    },
    total: "select count(*) as total from report_fact where status = 'completed'",
  },
  {
    name: 'news saved from a browser, its preamble before the feed',
    file: real('rss', 'vnexpress_tin-moi-nhat_2017-11-14_browser-preamble.xml'),
    kind: 'press/article/',
    async map(s) {
      await s.fixed('Đơn vị', 'hung-yen')
      await s.fixed('Cơ quan báo, trang', 'VnExpress')
    },
    counted() {
      const items = readFileSync(real('rss', 'vnexpress_tin-moi-nhat_2017-11-14_browser-preamble.xml'), 'utf8')
        .split('<item>')
        .slice(1)
      const whole = items.filter((item) => /<link>\s*[^<\s]/.test(item))
      return { facts: whole.length, held: items.length - whole.length, total: whole.length }
    },
    total: 'select count(distinct url) as total from press_fact',
  },
  {
    name: 'procedures announced by decisions, two thirds of them without a date',
    file: real('tthc', 'tthc_codes_from_decisions_2025.csv'),
    kind: 'procedures/procedure_listing/',
    async map(s) {
      await s.from('Mã hồ sơ', 'ma_tthc')
      await s.fixed('Đơn vị', 'hung-yen')
      await s.from('Ngày quyết định công bố', 'ngay_ban_hanh')
      await s.none('Ngày có hiệu lực')
      await s.none('Đơn vị tính thời hạn')
      for (const field of ['Đủ bộ phận tạo thành', 'Có phí', 'Thanh toán trực tuyến']) await s.fixed(field, 'không')
      await s.fixed('Mức dịch vụ công trực tuyến', 'chưa cung cấp')
    },
    counted() {
      const rows = rowsOf(real('tthc', 'tthc_codes_from_decisions_2025.csv'))
      const dated = rows.filter(({ ngay_ban_hanh }) => ngay_ban_hanh !== '')
      const things = new Set(dated.map(({ ma_tthc, ngay_ban_hanh }) => `${ma_tthc} ${ngay_ban_hanh}`)).size
      return { facts: dated.length, held: rows.length - dated.length, things, total: things }
    },
    total: 'select count(*) as total from procedure_listing_fact',
  },
]
