import { defineDomain, type Measure } from '../../src/pack/pack.ts'

// Reported figures: each replaces the one before it, so they add up over units and never over time.
function reported(id: string, vi: string, en: string, grain: Measure['grain'], dims: string[]) {
  return { id, title: { vi, en }, unit: 'dong' as const, units: 'sum' as const, time: 'last' as const, grain, dims }
}

const LAW = 'Luật Ngân sách nhà nước 89/2025/QH15'
const OWNER = { vi: 'Sở Tài chính', en: 'Department of Finance' }

export default defineDomain({
  id: 'budget',
  title: { vi: 'Thu, chi ngân sách', en: 'Budget' },
  kinds: [{ id: 'budget_figure', title: { vi: 'Số liệu ngân sách', en: 'Budget figure' }, table: 'budget_fact' }],
  measures: [
    reported('budget.revenue_estimate', 'Dự toán thu', 'Revenue estimate', 'year', ['final']),
    reported('budget.revenue_actual', 'Thu lũy kế', 'Revenue to date', 'day', ['final']),
    reported('budget.revenue_settlement', 'Quyết toán thu', 'Revenue settlement', 'year', ['final']),
    reported('budget.expenditure_estimate', 'Dự toán chi', 'Expenditure estimate', 'year', ['final']),
    reported('budget.expenditure_actual', 'Chi lũy kế', 'Expenditure to date', 'day', ['final']),
    reported('budget.expenditure_settlement', 'Quyết toán chi', 'Expenditure settlement', 'year', ['final']),
    reported('budget.line_estimate', 'Dự toán theo khoản', 'Estimate by line', 'year', ['item', 'final']),
    reported('budget.line_actual', 'Lũy kế theo khoản', 'To date by line', 'day', ['item', 'final']),
    reported('budget.line_settlement', 'Quyết toán theo khoản', 'Settlement by line', 'year', ['item', 'final']),
  ],
  dims: {
    item: { title: { vi: 'Khoản', en: 'Item' } },
    final: {
      title: { vi: 'Số liệu', en: 'Figure' },
      values: { true: { vi: 'chính thức', en: 'final' }, false: { vi: 'ước thực hiện', en: 'estimate' } },
    },
  },
  indicators: [
    {
      id: 'budget.revenue',
      title: { vi: 'Thu ngân sách trên địa bàn, lũy kế năm', en: 'Revenue on territory, year to date' },
      formula: 'budget.revenue_actual',
      unit: 'dong',
      direction: 'up',
      period: 'year',
      owner: OWNER,
      basis: LAW,
    },
    {
      id: 'budget.revenue_plan',
      title: { vi: 'Dự toán thu cả năm', en: 'Revenue estimate for the year' },
      formula: 'budget.revenue_estimate',
      unit: 'dong',
      direction: 'none',
      period: 'year',
      owner: OWNER,
      basis: LAW,
    },
    {
      id: 'budget.expenditure',
      title: { vi: 'Chi ngân sách địa phương, lũy kế năm', en: 'Local expenditure, year to date' },
      formula: 'budget.expenditure_actual',
      unit: 'dong',
      direction: 'up',
      period: 'year',
      owner: OWNER,
      basis: LAW,
    },
    {
      id: 'budget.revenue_settled',
      title: { vi: 'Quyết toán thu', en: 'Revenue as settled' },
      formula: 'budget.revenue_settlement',
      unit: 'dong',
      direction: 'none',
      period: 'year',
      owner: OWNER,
      basis: LAW,
    },
    {
      id: 'budget.expenditure_settled',
      title: { vi: 'Quyết toán chi', en: 'Expenditure as settled' },
      formula: 'budget.expenditure_settlement',
      unit: 'dong',
      direction: 'none',
      period: 'year',
      owner: OWNER,
      basis: LAW,
    },
    {
      id: 'budget.expenditure_plan',
      title: { vi: 'Dự toán chi cả năm', en: 'Expenditure estimate for the year' },
      formula: 'budget.expenditure_estimate',
      unit: 'dong',
      direction: 'none',
      period: 'year',
      owner: OWNER,
      basis: LAW,
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
  ],
})
