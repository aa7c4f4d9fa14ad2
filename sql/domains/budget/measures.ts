import type { Declared, Measure } from '../../src/pack/pack.ts'
import { AXES, HEADINGS, ITEMS, NATIONAL } from './items.ts'

const SCOPES = {
  submitted: { vi: 'Dự toán trình HĐND', en: 'Estimate laid before the council', grain: 'year' },
  assigned: { vi: 'Dự toán trung ương giao', en: 'Estimate assigned by the central government', grain: 'year' },
  estimate: { vi: 'Dự toán HĐND giao', en: 'Estimate decided by the council', grain: 'year' },
  actual: { vi: 'Lũy kế', en: 'To date', grain: 'day' },
  settlement: { vi: 'Quyết toán', en: 'Settlement', grain: 'year' },
} as const satisfies Record<string, { vi: string; en: string; grain: Measure['grain'] }>

/** Who tells it, the most trusted first: where several tell the same figure of the same unit and day, one of them counts. */
const SOURCES = ['treasury', 'disclosure', 'ministry']

// Reported figures: each replaces the one before it, so they add up over units and never over time.
function told(id: string, vi: string, en: string, grain: Measure['grain'], dims: string[] = []) {
  return {
    id: `budget.${id}`,
    title: { vi, en },
    unit: 'dong' as const,
    units: 'sum' as const,
    time: 'last' as const,
    grain,
    dims: [...dims, 'final', 'source'],
    sources: SOURCES,
  }
}

/** A measure for each scope of a figure, or of how a heading comes about: what was meant, what was reached, what was settled. */
function scopes(of: string, vi: string, en: string, dims: string[] = [], heading?: string) {
  return Object.entries(SCOPES).map(([scope, words]) => ({
    ...told(`${of}_${scope}`, `${words.vi}: ${vi}`, `${words.en}: ${en}`, words.grain, dims),
    ...(scope === 'actual' && { runsFrom: 'year' as const }),
    ...(heading && { sameAs: `budget.${heading}_${scope}` }),
  }))
}

export const measures: Declared['measures'] = [
  ...Object.entries(HEADINGS).flatMap(([heading, { vi, en }]) => scopes(heading, vi.toLowerCase(), en.toLowerCase())),
  ...Object.entries(AXES).flatMap(([axis, { heading, title }]) =>
    scopes(axis, `theo ${title.vi.toLowerCase()}`, `by ${title.en.toLowerCase()}`, [axis], heading),
  ),
  // Told to the province alone, so that it is nobody's part and never added up.
  ...Object.entries(NATIONAL).flatMap(([heading, { vi, en }]) => scopes(heading, vi.toLowerCase(), en.toLowerCase())),
  ...scopes('line', 'theo khoản in trên biểu', 'by line as printed', ['item']),
  told('capital_late', 'Giải ngân vốn năm trước, đến 31/01', 'Last year’s capital disbursed up to 31 January', 'day'),
  told('owner_late', 'Giải ngân vốn năm trước, theo chủ đầu tư', 'Last year’s capital disbursed, by project owner', 'day', [
    'owner',
  ]),
  told('capital_late_assigned', 'Kế hoạch vốn năm trước Thủ tướng giao', 'Last year’s capital as assigned', 'year'),
  told('capital_late_estimate', 'Kế hoạch vốn năm trước địa phương giao', 'Last year’s capital as set', 'year'),
  told('revenue_quarters', 'Thu trên địa bàn lũy kế cuối quý', 'Revenue to date at the end of a quarter', 'year', ['end']),
  told(
    'expenditure_quarters',
    'Chi ngân sách địa phương lũy kế cuối quý',
    'Expenditure to date at the end of a quarter',
    'year',
    ['end'],
  ),
  {
    id: 'budget.flagged',
    title: { vi: 'Số liệu cần đối chiếu', en: 'Figures to be checked' },
    unit: 'count',
    units: 'sum',
    time: 'sum',
    grain: 'year',
    dims: ['flag', 'source'],
  },
]

export const dims: Declared['dims'] = {
  item: { title: { vi: 'Khoản', en: 'Item' }, values: ITEMS },
  end: {
    title: { vi: 'Lũy kế đến', en: 'To date' },
    values: {
      '03': { vi: 'hết quý I', en: 'first quarter' },
      '06': { vi: 'hết 6 tháng', en: 'first half' },
      '09': { vi: 'hết 9 tháng', en: 'nine months' },
      '12': { vi: 'cả năm', en: 'whole year' },
    },
  },
  final: {
    title: { vi: 'Số liệu', en: 'Figure' },
    values: { true: { vi: 'chính thức', en: 'final' }, false: { vi: 'ước thực hiện', en: 'estimate' } },
  },
  source: {
    title: { vi: 'Nơi cung cấp', en: 'Told by' },
    values: {
      treasury: { vi: 'báo cáo thu chi của tỉnh', en: 'the province’s running report' },
      disclosure: { vi: 'công khai ngân sách của tỉnh', en: 'the province’s disclosure' },
      ministry: { vi: 'công khai của Bộ Tài chính', en: 'the Ministry of Finance' },
    },
  },
  flag: {
    title: { vi: 'Dấu hiệu', en: 'Sign' },
    values: {
      magnitude: { vi: 'lệch từ 100 lần so với các năm khác', en: 'a hundred times off other years' },
      repeated: { vi: 'trùng số của năm liền kề', en: 'the same as the year beside it' },
      unbalanced: { vi: 'thu gấp đôi chi hoặc ngược lại', en: 'revenue twice expenditure, or the reverse' },
      standing: { vi: 'lũy kế không tăng so với kỳ công khai trước', en: 'a disclosed total that did not rise' },
      falling: { vi: 'lũy kế giảm', en: 'a running total that fell' },
    },
  },
  ...Object.fromEntries(Object.entries(AXES).map(([axis, { title, values }]) => [axis, { title, values: values ?? {} }])),
}
