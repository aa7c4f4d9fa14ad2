import type { Declared } from '../../src/pack/pack.ts'

const LAW = 'Luật Ngân sách nhà nước 89/2025/QH15'
const INVESTMENT_LAW = 'Luật Đầu tư công 58/2024/QH15'
const CAPITAL_UNTIL = `${INVESTMENT_LAW}; vốn của năm được giải ngân đến hết 31/01 năm sau`
const BALANCE = `${LAW}; lấy theo số báo cáo (biểu 46, 59, 62/CK-NSNN), không phải hiệu của thu và chi`
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
    ...share(id, `${vi} so với cùng kỳ năm trước`, `${en} against last year`, total, `yearBefore(${total})`),
    ...more,
  }
}

/** A quarter lies between two running totals; of the first there is but one. */
const QUARTERS = ['03', '06', '09', '12'].map((end, place, ends) => ({
  number: place + 1,
  firstMonths: Number(end),
  roman: ['I', 'II', 'III', 'IV'][place],
  of: (total: string) => {
    const before = ends[place - 1]
    const upTo = `pick(budget.${total}_quarters, end, '${end}')`
    return before ? `(${upTo} - pick(budget.${total}_quarters, end, '${before}'))` : upTo
  },
}))

/** What each quarter of the year brought, and that against the same quarter of the year before. */
function quarterly(id: string, vi: string, en: string, direction: 'up' | 'none') {
  return QUARTERS.flatMap(({ number, roman, firstMonths, of }) => [
    {
      ...money(`budget.${id}_q${number}`, `${vi} quý ${roman}`, `${en}, quarter ${number}`, of(id), direction),
      basis: `${LAW}; số của quý là hiệu hai số lũy kế cuối quý (biểu 59–61/CK-NSNN, Thông tư 343/2016/TT-BTC)`,
      firstMonths,
    },
    growth(`budget.${id}_q${number}_growth`, `${vi} quý ${roman}`, `${en}, quarter ${number},`, of(id), {
      direction,
      firstMonths,
    }),
  ])
}

const DISBURSED = 'share(budget.capital_actual, budget.capital_assigned, none)'
const NATIONAL = 'share(budget.national_capital_actual, budget.national_capital_assigned, none)'

export const indicators: Declared['indicators'] = [
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
    id: 'budget.disbursed_national',
    title: { vi: 'Tỷ lệ giải ngân bình quân cả nước', en: 'Disbursed share of the whole country' },
    formula: NATIONAL,
    unit: 'percent',
    decimals: 1,
    direction: 'none',
    basis: `${INVESTMENT_LAW}; báo cáo tuần của Bộ Tài chính về giải ngân vốn đầu tư công`,
  },
  {
    ...common,
    id: 'budget.disbursed_over_national',
    title: { vi: 'Tỷ lệ giải ngân so với bình quân cả nước', en: 'Disbursed share against the whole country’s' },
    formula: `points(${DISBURSED}, ${NATIONAL})`,
    unit: 'percentage_point',
    decimals: 1,
    direction: 'up',
    levels: { watch: 0, warn: -5, critical: -10 },
    basis: `${INVESTMENT_LAW}; báo cáo tuần của Bộ Tài chính về giải ngân vốn đầu tư công`,
  },
  {
    ...common,
    id: 'budget.disbursed_change',
    title: { vi: 'Tỷ lệ giải ngân so với cùng kỳ năm trước', en: 'Disbursed share against last year' },
    formula: `points(${DISBURSED}, yearBefore(${DISBURSED}))`,
    unit: 'percentage_point',
    decimals: 1,
    direction: 'up',
    levels: { watch: 0, warn: -5, critical: -10 },
    basis: INVESTMENT_LAW,
  },
  money(
    'budget.capital_central',
    'Kế hoạch vốn Thủ tướng giao',
    'Capital plan assigned by the Prime Minister',
    'budget.capital_assigned',
  ),
  {
    ...money(
      'budget.disbursed_late',
      'Giải ngân vốn năm trước, đến 31/01',
      'Last year’s capital disbursed by 31 January',
      'budget.capital_late',
      'up',
    ),
    basis: CAPITAL_UNTIL,
  },
  {
    ...share(
      'budget.disbursed_late_share',
      'Giải ngân vốn năm trước so với kế hoạch Thủ tướng giao',
      'Last year’s capital disbursed against the Prime Minister’s plan',
      'budget.capital_late',
      'budget.capital_late_assigned',
    ),
    levels: { watch: 95, warn: 90, critical: 80 },
    basis: CAPITAL_UNTIL,
  },
  {
    ...share(
      'budget.disbursed_late_share_local',
      'Giải ngân vốn năm trước so với kế hoạch địa phương giao',
      'Last year’s capital disbursed against the province’s plan',
      'budget.capital_late',
      'budget.capital_late_estimate',
    ),
    basis: CAPITAL_UNTIL,
  },
  ...quarterly('revenue', 'Thu trên địa bàn', 'Revenue on territory', 'up'),
  ...quarterly('expenditure', 'Chi địa phương', 'Local expenditure', 'none'),
  {
    ...money(
      'budget.balance',
      'Lũy kế năm: bội thu (+), bội chi (−)',
      'Surplus (+) or deficit (−), year to date',
      'budget.balance_actual',
    ),
    basis: BALANCE,
  },
  {
    ...money(
      'budget.balance_plan',
      'HĐND giao: bội thu (+), bội chi (−)',
      'Surplus (+) or deficit (−) decided by the council',
      'budget.balance_estimate',
    ),
    basis: BALANCE,
  },
  {
    ...money(
      'budget.balance_settled',
      'Quyết toán: bội thu (+), bội chi (−)',
      'Surplus (+) or deficit (−) as settled',
      'budget.balance_settlement',
    ),
    period: 'latest' as const,
    basis: BALANCE,
  },
  money('budget.revenue_laid', 'Dự toán thu trình HĐND', 'Revenue estimate laid before the council', 'budget.revenue_submitted'),
  money(
    'budget.expenditure_laid',
    'Dự toán chi trình HĐND',
    'Expenditure estimate laid before the council',
    'budget.expenditure_submitted',
  ),
  {
    ...share(
      'budget.revenue_decided_share',
      'Dự toán thu HĐND giao so với dự toán trình',
      'Revenue estimate as decided against as laid before the council',
      'budget.revenue_estimate',
      'budget.revenue_submitted',
    ),
    direction: 'none' as const,
  },
  {
    ...share(
      'budget.expenditure_decided_share',
      'Dự toán chi HĐND giao so với dự toán trình',
      'Expenditure estimate as decided against as laid before the council',
      'budget.expenditure_estimate',
      'budget.expenditure_submitted',
    ),
    direction: 'none' as const,
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
    basis: `${LAW}; đối chiếu theo độ lớn và theo năm liền kề; số bị nghi vẫn giữ nguyên, không tự sửa`,
  },
]
