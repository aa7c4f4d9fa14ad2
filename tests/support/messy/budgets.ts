import { readFileSync } from 'node:fs'
import { filesIn } from '../../real-data/shared.ts'
import { BUDGET, figuresIn, isOrdinal, type MessyFile, real, rowsOf, STORED, sheetOf, sum } from './file.ts'

// Budgets of the provinces: the Ministry of Finance's workbooks, each year with a layout of its own, and tables made of them.

interface Workbook {
  file: string
  /** The sheet of the provinces, where there are several; the one another reader reads, where it is not that. */
  sheet?: string
  twin?: string
  /** Where its year stands; in its name where it stands nowhere else. */
  year?: string
  /** Where its unit of money stands, and how it is cut out. */
  money?: [cell: string, part: { after: string; before?: string } | { by: string; take: number }]
  ordinal: string
  province: string
  revenue: string
  expenditure: string
  /** The columns of the two, from 0. */
  columns: [number, number]
  isClicked?: boolean
}

const AFTER_COLON = { after: ':' }
const TO_THE_STOP = { after: ':', before: '.' }
const BEFORE_DASH = { by: ' - ', take: 1 }

const CAPITALS = {
  ordinal: 'STT',
  province: 'TÊN TỈNH, THÀNH PHỐ',
  revenue: 'TỔNG THU NSNN TRÊN ĐỊA BÀN',
  expenditure: 'TỔNG CHI CÂN ĐỐI',
}
const STACKED = { ...CAPITALS, ordinal: 'SỐ TT', province: 'TỈNH, THÀNH PHỐ' }
const SMALL = { ...CAPITALS, province: 'Tỉnh, thành phố' }
const BILINGUAL = { ...SMALL, ordinal: 'STT No', province: 'Tỉnh, thành phố Name of provinces and cities' }

const WORKBOOKS: Workbook[] = [
  {
    file: 'Plan_2003.xls',
    sheet: 'Sheet1',
    twin: 'Sheet1 (2)',
    year: 'A3',
    money: ['G8', TO_THE_STOP],
    ordinal: 'S T T',
    province: 'tỉnh, thành phố',
    revenue: 'tổng thu NSNN trên địa bàn các tỉnh, tP trực thuộc trung ương',
    expenditure: 'tổng số chi ngân sách tỉnh, thành phố trực thuộc trung ương',
    columns: [2, 5],
    isClicked: true,
  },
  {
    file: 'Plan_2004.xls',
    ordinal: 'STT NO',
    province: 'TỈNH, THÀNH PHỐ NAME',
    revenue: 'TỔNG THU NGÂN SÁCH NHÀ NƯỚC TRÊN ĐỊA BÀN',
    expenditure: 'TỔNG CHI CÂN ĐỐI',
    columns: [2, 5],
  },
  { file: 'Plan_2006.xls', year: 'A4', money: ['P7', TO_THE_STOP], ...BILINGUAL, columns: [2, 4] },
  {
    file: 'Plan_2007.xls',
    twin: 'mau so 09',
    year: 'A3',
    money: ['K7', TO_THE_STOP],
    ...SMALL,
    province: 'TỈNH, THÀNH PHỐ',
    columns: [2, 4],
  },
  { file: 'Plan_2008.xls', year: 'A4', money: ['K7', BEFORE_DASH], ...BILINGUAL, columns: [2, 4] },
  { file: 'Plan_2009.xls', year: 'A3', money: ['H7', TO_THE_STOP], ...SMALL, columns: [2, 4] },
  { file: 'Plan_2010.xls', year: 'A2', money: ['J4', AFTER_COLON], ...STACKED, columns: [2, 4] },
  { file: 'Plan_2011.xls', sheet: 'M09(R)', year: 'A4', money: ['J7', BEFORE_DASH], ...BILINGUAL, columns: [2, 4] },
  { file: 'Plan_2012.xls', sheet: 'M08', year: 'A2', money: ['K6', AFTER_COLON], ...STACKED, columns: [2, 4] },
  { file: 'Plan_2013.xls', sheet: 'M09', year: 'A3', money: ['K6', AFTER_COLON], ...STACKED, columns: [2, 4] },
  { file: 'Plan_2014.xls', sheet: 'M09', year: 'A3', money: ['K6', AFTER_COLON], ...STACKED, columns: [2, 4] },
  { file: 'Final_2006.xls', year: 'A5', money: ['G9', AFTER_COLON], ...CAPITALS, columns: [2, 4] },
  {
    file: 'Final_2007.xls',
    sheet: 'M09+',
    year: 'A5',
    money: ['H8', BEFORE_DASH],
    ...BILINGUAL,
    columns: [2, 4],
    isClicked: true,
  },
  { file: 'Final_2008.xls', year: 'A4', money: ['D6', AFTER_COLON], ...CAPITALS, columns: [2, 5] },
  { file: 'Final_2009.xls', sheet: 'M09+', year: 'A5', money: ['H8', BEFORE_DASH], ...BILINGUAL, columns: [2, 4] },
  {
    file: 'Final_2010.xls',
    sheet: 'M09+',
    year: 'A5',
    money: ['H8', BEFORE_DASH],
    ...BILINGUAL,
    province: 'Tỉnh, thành phố Name of provinces and cities under the central government',
    columns: [2, 4],
  },
  { file: 'Final_2011.xls', sheet: 'M09+', year: 'A4', money: ['J8', AFTER_COLON], ...CAPITALS, columns: [2, 5] },
]

function workbook({ file, sheet, twin, year, money, columns, isClicked = false, ...printed }: Workbook): MessyFile {
  const scope = file.startsWith('Plan') ? 'Dự toán' : 'Quyết toán'
  return {
    name: `the provinces' budgets in ${file}`,
    file: real('budget_xls', file),
    isClicked,
    async read(s) {
      if (sheet) await s.sheets(sheet)
      await s.take(year ?? 'Tên tệp')
      if (money) await s.take(money[0])
      await s.onlyRows(printed.ordinal, 'ordinal')
      await s.figures([
        { column: printed.revenue, item: 'revenue' },
        { column: printed.expenditure, item: 'expenditure' },
      ])
    },
    kind: BUDGET,
    async map(s) {
      await s.unitKind('province')
      await s.from('Đơn vị', printed.province)
      await s.from('Khoản mục', 'Khoản mục của cột số liệu')
      await s.from('Ngày số liệu', year ? `Ô ${year}` : 'Tên tệp')
      await s.part('Ngày số liệu', { digits: 4 })
      await s.format('Ngày số liệu', 'yyyy')
      await s.from('Số tiền', 'Số của ô')
      await s.fixed('Loại số liệu', scope)
      if (money) {
        await s.from('Đơn vị tính tiền', `Ô ${money[0]}`)
        await s.part('Đơn vị tính tiền', money[1])
      } else await s.fixed('Đơn vị tính tiền', 'triệu đồng')
    },
    counted() {
      const path = real('budget_xls', file)
      const rows = sheetOf(path, twin ?? sheet ?? 'Sheet1').filter((row) => isOrdinal(row?.[0]) && typeof row?.[1] === 'string')
      const figures = figuresIn(rows, columns)
      return { facts: figures.length, held: 0, total: sum(figures) * 1e6, spots: printedOf(file, columns) }
    },
    ...STORED.money,
  }
}

/** What the extract of the two provinces' rows prints of a workbook. */
function printedOf(file: string, [revenue, expenditure]: [number, number]): Record<string, number> {
  const rows = rowsOf(real('budget_xls', 'hung_yen_thai_binh_rows.csv')).filter((row) => row.file === file)
  return Object.fromEntries(
    rows.flatMap(({ province_raw = '', cells_json = '', year }) => {
      const unit = province_raw.trim().toLowerCase() === 'hưng yên' ? 'hung-yen-cu' : 'thai-binh-cu'
      const cells = JSON.parse(cells_json) as number[]
      return [
        [`${unit} revenue ${year}-12-31`, (cells[revenue] as number) * 1e6],
        [`${unit} expenditure ${year}-12-31`, (cells[expenditure] as number) * 1e6],
      ]
    }),
  )
}

const disclosed: MessyFile = {
  name: 'budgets as disclosed, six columns of figures side by side',
  file: real('budget_ckns', 'ckns_provincial_budget_plan_excerpt.csv'),
  isClicked: true,
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
  ...STORED.money,
}

const oneTable: MessyFile = {
  name: 'ten years of plans in one table, its lines ended as on an old Macintosh and its names without marks',
  file: real('budget_xls', 'Vietnam_National_Budget_Final.csv'),
  async read(s) {
    await s.figures([
      { column: 'total.rev', item: 'revenue' },
      { column: 'total.exp', item: 'expenditure' },
    ])
  },
  kind: BUDGET,
  async map(s) {
    await s.unitKind('province')
    await s.from('Đơn vị', 'prov')
    await s.from('Khoản mục', 'Khoản mục của cột số liệu')
    await s.from('Ngày số liệu', 'year')
    await s.from('Số tiền', 'Số của ô')
    await s.fixed('Loại số liệu', 'Dự toán')
    await s.fixed('Đơn vị tính tiền', 'triệu đồng')
  },
  strangers: { 'Ho Chi Minh City': 'Thành phố Hồ Chí Minh, Việt Nam' },
  counted() {
    const text = readFileSync(real('budget_xls', 'Vietnam_National_Budget_Final.csv'), 'latin1')
    const rows = text
      .split('\r')
      .slice(1)
      .filter(Boolean)
      .map((line) => line.split(','))
    const figures = rows.flatMap((row) => [row[2] ?? '', row[4] ?? ''])
    // Three were cut to three digits by the program that wrote them: 3.00E+05 is no sum of money.
    const sound = figures.filter((figure) => !/E/.test(figure)).map(Number)
    return { facts: sound.length, held: figures.length - sound.length, total: sum(sound) * 1e6 }
  },
  ...STORED.money,
}

export const BUDGETS: MessyFile[] =
  filesIn('budget_xls', /./).length === 0 ? [] : [...WORKBOOKS.map(workbook), disclosed, oneTable]
