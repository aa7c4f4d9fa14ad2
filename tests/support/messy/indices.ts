import { filesIn } from '../../real-data/shared.ts'
import { figuresIn, isOrdinal, type MessyFile, real, SCORE, STORED, sheetOf, sum } from './file.ts'

// Rankings of the provinces: PCI of nine years in as many layouts, PAPI of six years in one workbook.

const PCI = 'Năng lực cạnh tranh (PCI)'
const COMPETITION = 'Cạnh tranh bình đẳng'
/** The parts of the index, in the order they are printed, by what their columns are called until 2008 and since. */
const PARTS: [ours: string, early: string, late: string][] = [
  ['Gia nhập thị trường', 'gia nhập thị trường', 'gia nhập thị trường'],
  ['Tiếp cận đất đai', 'Tiếp cận đất đai', 'Tiếp cận đất đai'],
  ['Tính minh bạch', 'Tính minh bạch', 'Tính minh bạch'],
  ['Chi phí thời gian', 'thời gian để thực hiện', 'Chi phí thời gian'],
  ['Chi phí không chính thức', 'Chi phí không chính thức', 'Chi phí không chính thức'],
  [COMPETITION, 'Ưu đãi đối với DNNN', COMPETITION],
  ['Tính năng động của chính quyền', 'Tính năng động', 'Tính năng động'],
  ['Hỗ trợ doanh nghiệp', 'Chính sách phát triển khu vực', 'Hỗ trợ'],
  ['Đào tạo lao động', 'Đào tạo lao động', 'Đào tạo lao động'],
  ['Thiết chế pháp lý', 'Thiết chế pháp lý', 'Thiết chế pháp lý'],
]

interface Year {
  year: number
  sheet: string
  words: 'early' | 'late'
  /** Not every year judges how fair competition is. */
  hasCompetition: boolean
  /** The columns of the parts: the first, from 0, and how far the next is. */
  from: number
  step: number
  /** The whole index: its column's words, and the column. */
  whole: [words: string, column: number]
  /** The one column that names the province of all; each has its own where there is none. */
  province?: string
  /** Which rows are provinces, where not all below the heading are. */
  rows?: [column: string, where: 'ordinal' | 'filled']
  /** The whole index of Hưng Yên, as printed. */
  hungYen: number
  called?: string
  isClicked?: boolean
}

const SORTED: Pick<Year, 'words' | 'from' | 'step' | 'rows'> = { words: 'late', from: 2, step: 2, rows: ['Thứ tự', 'ordinal'] }

const YEARS: Year[] = [
  {
    year: 2006,
    sheet: 'PCI Tóm tắt',
    words: 'early',
    hasCompetition: true,
    from: 2,
    step: 1,
    whole: ['đã có trọng số', 12],
    province: 'Tỉnh, thành phố',
    rows: ['(cột A, không có tiêu đề)', 'ordinal'],
    hungYen: 55.97,
  },
  {
    year: 2007,
    sheet: 'Tóm tắt các chỉ số PCI',
    words: 'early',
    hasCompetition: true,
    from: 4,
    step: 1,
    whole: ['PCI 2007 đã có trọng số', 15],
    province: 'Tỉnh/thành phố',
    rows: ['Tỉnh/thành phố', 'filled'],
    hungYen: 57.47,
  },
  {
    ...SORTED,
    year: 2008,
    sheet: 'Tổng hợp',
    words: 'early',
    hasCompetition: true,
    whole: ['PCI cuối cùng', 24],
    hungYen: 57.53,
  },
  {
    year: 2009,
    sheet: 'Tong Hop',
    words: 'late',
    hasCompetition: false,
    from: 3,
    step: 1,
    whole: ['PCI 2009 có trọng số', 12],
    province: 'Tỉnh',
    hungYen: 61.31,
  },
  { ...SORTED, year: 2010, sheet: 'Tong hop', hasCompetition: false, whole: ['PCI 2010', 22], hungYen: 49.77 },
  { ...SORTED, year: 2011, sheet: 'Tong hop', hasCompetition: false, whole: ['PCI 2011', 20], hungYen: 59.29 },
  {
    ...SORTED,
    year: 2012,
    sheet: 'Tong hop',
    hasCompetition: false,
    whole: ['PCI 2012', 20],
    hungYen: 58.01,
    called: 'PCI_2012.xls',
    isClicked: true,
  },
  { ...SORTED, year: 2013, sheet: 'Summary_VN', hasCompetition: true, whole: ['PCI 2013', 22], hungYen: 53.91 },
]

function ranking({ year, sheet, province, rows, called, isClicked = false, ...layout }: Year): MessyFile {
  const file = `PCI_${year}.xls${year < 2012 ? '' : 'x'}`
  const parts = PARTS.filter(([ours]) => layout.hasCompetition || ours !== COMPETITION)
  const columns = [
    ...parts.map(([ours, early, late], index) => ({
      item: ours,
      column: layout.words === 'early' ? early : late,
      at: layout.from + layout.step * index,
    })),
    { item: PCI, column: layout.whole[0], at: layout.whole[1] },
  ]
  return {
    name: `PCI of ${year}, ${province ? 'its parts side by side' : 'each column sorted beside names of its own'}`,
    file: real('indices_xls', file),
    ...(called && { called }),
    isClicked,
    async read(s) {
      await s.sheets(sheet)
      await s.take('Tên tệp')
      if (rows) await s.onlyRows(...rows)
      await s.figures(columns.map(({ item, column }) => ({ item, column })))
    },
    kind: SCORE,
    async map(s) {
      await s.unitKind('province')
      await s.from('Đơn vị', province ?? 'Tên ở cột riêng')
      await s.from('Chỉ số', 'Khoản mục của cột số liệu')
      await s.from('Ngày số liệu', 'Tên tệp')
      await s.part('Ngày số liệu', { digits: 4 })
      await s.format('Ngày số liệu', 'yyyy')
      // The survey speaks of the provinces as they stood when the year began: 2008 still has Hà Tây.
      await s.firstDay('Ngày số liệu')
      await s.from('Điểm', 'Số của ô')
      await s.none('Hạng')
    },
    counted() {
      const named = sheetOf(real('indices_xls', file), sheet).filter(
        (row) => typeof row?.[layout.from - 1] === 'string' || isOrdinal(row?.[0]),
      )
      const provinces = named.filter((row) => isOrdinal(row[0]) || isOrdinal(row[1]))
      const figures = figuresIn(
        provinces,
        columns.map(({ at }) => at),
      )
      return { facts: figures.length, held: 0, total: sum(figures), spots: { [`hung-yen-cu pci ${year}`]: layout.hungYen } }
    },
    ...STORED.scores,
  }
}

const first: MessyFile = {
  name: 'PCI of 2005, places beside scores and a word in the margin',
  file: real('indices_xls', 'PCI_2005.xls'),
  async read(s) {
    await s.sheets('Xếp hạng theo chỉ số PCI')
    await s.stray()
  },
  kind: SCORE,
  async map(s) {
    await s.unitKind('province')
    await s.from('Đơn vị', 'Tỉnh, thành phố')
    await s.fixed('Chỉ số', PCI)
    await s.fixed('Ngày số liệu', '2005-01-01')
    await s.from('Điểm', 'PCI có trọng số (Điểm tối đa =100)')
    await s.from('Hạng', 'Thứ hạng')
    await s.fixed('Số đơn vị được xếp hạng', '42')
  },
  counted() {
    const figures = figuresIn(sheetOf(real('indices_xls', 'PCI_2005.xls'), 'Xếp hạng theo chỉ số PCI'), [1])
    return { facts: figures.length, held: 0, total: sum(figures), spots: { 'hung-yen-cu pci 2005': 60.03 } }
  },
  ...STORED.scores,
}

const PAPI = 'Hiệu quả quản trị và hành chính công (PAPI)'
const SIX: [column: string, item: string, at: number][] = [
  ['Tham gia của người dân ở cấp cơ sở', 'Tham gia của người dân ở cấp cơ sở', 3],
  ['Công khai, minh bạch', 'Công khai, minh bạch', 8],
  ['Trách nhiệm giải trình với người dân', 'Trách nhiệm giải trình với người dân', 12],
  ['Kiểm soát tham nhũng trong khu vực công', 'Kiểm soát tham nhũng trong khu vực công', 16],
  ['Un-weighted', PAPI, 31],
]

const papi: MessyFile = {
  name: 'PAPI, six sheets of which each is named for its year, with the lowest and the highest below the provinces',
  file: real('indices_xls', 'PAPI_2011-2016.xlsx'),
  isClicked: true,
  async read(s) {
    await s.sheets()
    await s.take('Tên trang tính')
    await s.onlyRows('tentinh_vie', 'notWords', 'Điểm thấp nhất, Điểm trung vị, Điểm cao nhất')
    await s.figures(SIX.map(([column, item]) => ({ column, item })))
  },
  kind: SCORE,
  async map(s) {
    await s.unitKind('province')
    await s.from('Đơn vị', 'tentinh_vie')
    await s.from('Chỉ số', 'Khoản mục của cột số liệu')
    await s.from('Ngày số liệu', 'Tên trang tính')
    await s.part('Ngày số liệu', { by: '_', take: 1 })
    await s.format('Ngày số liệu', 'yyyy')
    await s.from('Điểm', 'Số của ô')
  },
  counted() {
    const path = real('indices_xls', 'PAPI_2011-2016.xlsx')
    const rows = ['2011', '2012', '2013', '2014', '2015', '2016'].flatMap((year) =>
      sheetOf(path, `${year}_PAPI`).filter((row) => isOrdinal(row[0]) && !/^Điểm/.test(String(row[2]).normalize('NFC'))),
    )
    // Two provinces' results of 2014 were not published: their blanks print a total of nothing.
    const figures = figuresIn(
      rows,
      SIX.map(([, , at]) => at),
    )
    const nothing = figures.filter((figure) => figure === 0).length
    return { facts: figures.length - nothing, held: nothing, total: sum(figures) }
  },
  ...STORED.scores,
}

export const RANKINGS: MessyFile[] = filesIn('indices_xls', /./).length === 0 ? [] : [first, ...YEARS.map(ranking), papi]
