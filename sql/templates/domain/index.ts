import { defineDomain } from '../../src/pack/pack.ts'

const OWNER = { vi: 'Văn phòng Ủy ban nhân dân tỉnh', en: 'Office of the Provincial People’s Committee' }
const BASIS = 'Ghi văn bản làm căn cứ'

// Each figure is of one month and adds up over units and over months.
const counted = { unit: 'sample_case', units: 'sum', time: 'sum', grain: 'month' } as const

export default defineDomain({
  id: 'sample',
  title: { vi: 'Lĩnh vực sample', en: 'Domain sample' },
  // Counts of a unit, never a person. A domain that keeps anything of persons says column by column what, what for and on which basis.
  personal: [],
  kinds: [{ id: 'sample_report', title: { vi: 'Báo cáo tháng', en: 'Monthly report' }, table: 'sample_fact' }],
  unitsOfMeasurement: { sample_case: { vi: 'vụ việc', en: 'cases' } },
  measures: [
    { ...counted, id: 'sample.cases', title: { vi: 'Vụ việc tiếp nhận', en: 'Cases received' } },
    { ...counted, id: 'sample.solved', title: { vi: 'Vụ việc đã giải quyết', en: 'Cases solved' } },
  ],
  indicators: [
    {
      id: 'sample.cases_year',
      title: { vi: 'Vụ việc tiếp nhận', en: 'Cases received' },
      formula: 'sample.cases',
      unit: 'sample_case',
      direction: 'none',
      period: 'last12m',
      owner: OWNER,
      basis: BASIS,
    },
    {
      id: 'sample.solved_rate',
      title: { vi: 'Tỷ lệ giải quyết', en: 'Share solved' },
      formula: 'share(sample.solved, sample.cases, none)',
      unit: 'percent',
      decimals: 1,
      direction: 'up',
      period: 'last12m',
      owner: OWNER,
      levels: { watch: 90, warn: 80 },
      basis: BASIS,
    },
  ],
  tiles: [
    { id: 'sample.cases_year', kind: 'stat', indicator: 'sample.cases_year' },
    { id: 'sample.solved_rate', kind: 'stat', indicator: 'sample.solved_rate' },
    {
      id: 'sample.map',
      kind: 'communes',
      title: { vi: 'Tỷ lệ giải quyết theo xã, phường', en: 'Share solved by commune' },
      indicator: 'sample.solved_rate',
    },
  ],
})
