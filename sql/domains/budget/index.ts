import { defineDomain, type Measure } from '../../src/pack/pack.ts'
import { AXES, HEADINGS } from './items.ts'

const SCOPES = {
  assigned: { vi: 'Dự toán trung ương giao', en: 'Estimate assigned by the central government', grain: 'year' },
  estimate: { vi: 'Dự toán HĐND giao', en: 'Estimate decided by the council', grain: 'year' },
  actual: { vi: 'Lũy kế', en: 'To date', grain: 'day' },
  settlement: { vi: 'Quyết toán', en: 'Settlement', grain: 'year' },
} as const satisfies Record<string, { vi: string; en: string; grain: Measure['grain'] }>

/** Who tells it, the most trusted first: where several tell the same figure of the same unit and day, one of them counts. */
const SOURCES = ['treasury', 'disclosure', 'ministry']

// Reported figures: each replaces the one before it, so they add up over units and never over time.
function reported(id: string, vi: string, en: string, grain: Measure['grain'], dims: string[]) {
  return { id, title: { vi, en }, unit: 'dong' as const, units: 'sum' as const, time: 'last' as const, grain, dims }
}

/** A measure for each scope of a figure: what was meant, what was reached, what was settled. */
function scopes(of: string, vi: string, en: string, dims: string[] = []) {
  return Object.entries(SCOPES).map(([scope, words]) => ({
    ...reported(`budget.${of}_${scope}`, `${words.vi}: ${vi}`, `${words.en}: ${en}`, words.grain, [...dims, 'final', 'source']),
    sources: SOURCES,
    ...(scope === 'actual' && { runsFrom: 'year' as const }),
  }))
}

const LAW = 'Luật Ngân sách nhà nước 89/2025/QH15'
const INVESTMENT_LAW = 'Luật Đầu tư công 58/2024/QH15'
const OWNER = { vi: 'Sở Tài chính', en: 'Department of Finance' }

const common = { period: 'year' as const, owner: OWNER, basis: LAW }

function money(id: string, vi: string, en: string, formula: string, direction: 'up' | 'none' = 'none') {
  return { ...common, id, title: { vi, en }, formula, unit: 'dong', direction }
}

/** Percentage points behind the calendar. Spending follows revenue, and works are paid for when they are done. */
const BEHIND = {
  revenue: { watch: 0, warn: -5, critical: -10 },
  expenditure: { watch: -5, warn: -10, critical: -20 },
  capital: { watch: -15, warn: -25, critical: -35 },
}

function planned(of: keyof typeof BEHIND, ...told: Parameters<typeof share>) {
  return { ...share(...told), paced: true, levels: BEHIND[of] }
}

function share(id: string, vi: string, en: string, part: string, whole: string) {
  return {
    ...common,
    id,
    title: { vi, en },
    formula: `share(${part}, ${whole}, none)`,
    unit: 'percent',
    decimals: 1,
    direction: 'up' as const,
  }
}

/** Against what stood on the same day of last year. */
function growth(id: string, vi: string, en: string, total: string, more: object = {}) {
  return {
    ...share(id, `${vi} so với cùng kỳ năm trước`, `${en} against the same period of last year`, total, `yearBefore(${total})`),
    ...more,
  }
}

const DISBURSED = 'share(budget.capital_actual, budget.capital_assigned, none)'

export default defineDomain({
  id: 'budget',
  title: { vi: 'Thu, chi ngân sách', en: 'Budget' },
  kinds: [{ id: 'budget_figure', title: { vi: 'Số liệu ngân sách', en: 'Budget figure' }, table: 'budget_fact' }],
  measures: [
    ...Object.entries(HEADINGS).flatMap(([heading, { vi, en }]) => scopes(heading, vi.toLowerCase(), en.toLowerCase())),
    ...Object.entries(AXES).flatMap(([axis, { title }]) =>
      scopes(axis, `theo ${title.vi.toLowerCase()}`, `by ${title.en.toLowerCase()}`, [axis]),
    ),
    ...scopes('line', 'theo khoản in trên biểu', 'by line as printed', ['item']),
    {
      id: 'budget.flagged',
      title: { vi: 'Số liệu cần đối chiếu', en: 'Figures to be checked' },
      unit: 'count',
      units: 'sum',
      time: 'sum',
      grain: 'year',
      dims: ['flag', 'source'],
    },
  ],
  dims: {
    item: { title: { vi: 'Khoản', en: 'Item' } },
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
  },
  indicators: [
    money(
      'budget.revenue',
      'Thu ngân sách trên địa bàn, lũy kế năm',
      'Revenue on territory, year to date',
      'budget.revenue_actual',
      'up',
    ),
    money('budget.revenue_plan', 'Dự toán thu HĐND giao', 'Revenue estimate decided by the council', 'budget.revenue_estimate'),
    money('budget.revenue_central', 'Dự toán thu trung ương giao', 'Revenue estimate assigned', 'budget.revenue_assigned'),
    planned(
      'revenue',
      'budget.revenue_share',
      'Thu so với dự toán HĐND giao',
      'Revenue against the council’s estimate',
      'budget.revenue_actual',
      'budget.revenue_estimate',
    ),
    planned(
      'revenue',
      'budget.revenue_share_central',
      'Thu so với dự toán trung ương giao',
      'Revenue against the assigned estimate',
      'budget.revenue_actual',
      'budget.revenue_assigned',
    ),
    money(
      'budget.domestic',
      'Thu nội địa, lũy kế năm',
      'Domestic revenue, year to date',
      "budget.tax_actual - pick(budget.tax_actual, tax, 'trade', 'crude_oil', 'aid')",
      'up',
    ),
    money('budget.land', 'Thu tiền sử dụng đất', 'Land use levy', "pick(budget.tax_actual, tax, 'land_use')", 'up'),
    money(
      'budget.customs',
      'Thu từ hoạt động xuất, nhập khẩu',
      'Revenue from trade',
      "pick(budget.tax_actual, tax, 'trade')",
      'up',
    ),
    money(
      'budget.expenditure',
      'Chi ngân sách địa phương, lũy kế năm',
      'Local expenditure, year to date',
      'budget.expenditure_actual',
      'up',
    ),
    money(
      'budget.expenditure_plan',
      'Dự toán chi HĐND giao',
      'Expenditure estimate decided by the council',
      'budget.expenditure_estimate',
    ),
    money(
      'budget.expenditure_central',
      'Dự toán chi trung ương giao',
      'Expenditure estimate assigned',
      'budget.expenditure_assigned',
    ),
    planned(
      'expenditure',
      'budget.expenditure_share',
      'Chi so với dự toán HĐND giao',
      'Expenditure against the council’s estimate',
      'budget.expenditure_actual',
      'budget.expenditure_estimate',
    ),
    money('budget.investment', 'Chi đầu tư phát triển', 'Investment', "pick(budget.group_actual, group, 'investment')", 'up'),
    money('budget.recurrent', 'Chi thường xuyên', 'Recurrent expenditure', "pick(budget.group_actual, group, 'recurrent')"),
    money('budget.disbursed', 'Giải ngân vốn đầu tư công', 'Public investment disbursed', 'budget.capital_actual', 'up'),
    money('budget.capital_plan', 'Kế hoạch vốn địa phương giao', 'Capital plan of the province', 'budget.capital_estimate'),
    {
      ...planned(
        'capital',
        'budget.disbursed_share',
        'Giải ngân so với kế hoạch Thủ tướng giao',
        'Disbursed against the Prime Minister’s plan',
        'budget.capital_actual',
        'budget.capital_assigned',
      ),
      basis: INVESTMENT_LAW,
    },
    {
      ...planned(
        'capital',
        'budget.disbursed_share_local',
        'Giải ngân so với kế hoạch địa phương giao',
        'Disbursed against the province’s plan',
        'budget.capital_actual',
        'budget.capital_estimate',
      ),
      basis: INVESTMENT_LAW,
    },
    growth('budget.revenue_growth', 'Thu ngân sách trên địa bàn', 'Revenue on territory', 'budget.revenue_actual', {
      levels: { watch: 100, warn: 95, critical: 85 },
    }),
    growth(
      'budget.domestic_growth',
      'Thu nội địa',
      'Domestic revenue',
      "(budget.tax_actual - pick(budget.tax_actual, tax, 'trade', 'crude_oil', 'aid'))",
      { levels: { watch: 100, warn: 95, critical: 85 } },
    ),
    growth('budget.expenditure_growth', 'Chi ngân sách địa phương', 'Local expenditure', 'budget.expenditure_actual', {
      direction: 'none',
    }),
    {
      ...common,
      id: 'budget.disbursed_change',
      title: { vi: 'Tỷ lệ giải ngân so với cùng kỳ năm trước', en: 'Disbursed share against the same period of last year' },
      formula: `points(${DISBURSED}, yearBefore(${DISBURSED}))`,
      unit: 'percentage_point',
      decimals: 1,
      direction: 'up',
      levels: { watch: 0, warn: -5, critical: -10 },
      basis: INVESTMENT_LAW,
    },
    money(
      'budget.local_revenue_plan',
      'Dự toán thu ngân sách địa phương',
      'Local budget revenue estimate',
      'budget.local_revenue_estimate',
    ),
    {
      ...money('budget.revenue_settled', 'Quyết toán thu', 'Revenue as settled', 'budget.revenue_settlement'),
      period: 'latest' as const,
    },
    {
      ...money('budget.expenditure_settled', 'Quyết toán chi', 'Expenditure as settled', 'budget.expenditure_settlement'),
      period: 'latest' as const,
    },
    {
      ...common,
      id: 'budget.to_check',
      title: { vi: 'Số liệu ngân sách cần đối chiếu', en: 'Budget figures to be checked' },
      formula: 'budget.flagged',
      unit: 'count',
      direction: 'down',
      levels: { watch: 0, warn: 5, critical: 20 },
      basis: 'Đối chiếu theo độ lớn và theo năm liền kề; số bị nghi vẫn giữ nguyên, không tự sửa',
    },
  ],
  tiles: [
    {
      id: 'budget.revenue_progress',
      kind: 'progress',
      title: { vi: 'Thu ngân sách trên địa bàn', en: 'Revenue on territory' },
      actual: 'budget.revenue',
      plan: 'budget.revenue_plan',
    },
    {
      id: 'budget.expenditure_progress',
      kind: 'progress',
      title: { vi: 'Chi ngân sách địa phương', en: 'Local expenditure' },
      actual: 'budget.expenditure',
      plan: 'budget.expenditure_plan',
    },
    {
      id: 'budget.revenue_outlook',
      kind: 'outlook',
      title: { vi: 'Thu ngân sách trên địa bàn', en: 'Revenue on territory' },
      actual: 'budget.revenue',
      plan: 'budget.revenue_plan',
    },
    {
      id: 'budget.expenditure_outlook',
      kind: 'outlook',
      title: { vi: 'Chi ngân sách địa phương', en: 'Local expenditure' },
      actual: 'budget.expenditure',
      plan: 'budget.expenditure_plan',
    },
    {
      id: 'budget.disbursement',
      kind: 'progress',
      title: { vi: 'Giải ngân vốn đầu tư công', en: 'Public investment disbursed' },
      actual: 'budget.disbursed',
      plan: 'budget.capital_plan',
    },
    { id: 'budget.disbursed_share', kind: 'stat', indicator: 'budget.disbursed_share' },
    { id: 'budget.revenue_share_central', kind: 'stat', indicator: 'budget.revenue_share_central' },
    { id: 'budget.revenue_growth', kind: 'stat', indicator: 'budget.revenue_growth' },
    { id: 'budget.disbursed_change', kind: 'stat', indicator: 'budget.disbursed_change' },
    {
      id: 'budget.by_tax',
      kind: 'breakdown',
      title: { vi: 'Thu theo sắc thuế, khoản thu', en: 'Revenue by tax' },
      of: 'budget.revenue',
      measure: 'budget.tax_actual',
      whole: 'budget.tax_estimate',
      by: 'tax',
      rows: 18,
    },
    {
      id: 'budget.by_collector',
      kind: 'breakdown',
      title: { vi: 'Thu theo cơ quan thu', en: 'Revenue by collector' },
      of: 'budget.revenue',
      measure: 'budget.collector_actual',
      whole: 'budget.collector_estimate',
      by: 'collector',
      rows: 4,
    },
    {
      id: 'budget.by_group',
      kind: 'breakdown',
      title: { vi: 'Chi theo nhóm', en: 'Expenditure by group' },
      of: 'budget.expenditure',
      measure: 'budget.group_actual',
      whole: 'budget.group_estimate',
      by: 'group',
      rows: 9,
    },
    {
      id: 'budget.by_function',
      kind: 'breakdown',
      title: { vi: 'Chi thường xuyên theo lĩnh vực', en: 'Recurrent expenditure by function' },
      of: 'budget.recurrent',
      measure: 'budget.function_actual',
      whole: 'budget.function_estimate',
      by: 'function',
      rows: 8,
    },
    {
      id: 'budget.by_owner',
      kind: 'breakdown',
      title: { vi: 'Giải ngân theo chủ đầu tư', en: 'Disbursed by project owner' },
      of: 'budget.disbursed',
      measure: 'budget.owner_actual',
      whole: 'budget.owner_estimate',
      by: 'owner',
      rows: 14,
    },
    { id: 'budget.to_check', kind: 'stat', indicator: 'budget.to_check' },
  ],
})
