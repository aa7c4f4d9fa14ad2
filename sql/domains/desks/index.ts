import { defineDomain } from '../../src/pack/pack.ts'
import { personal } from './personal.ts'

const owner = { vi: 'Văn phòng Ủy ban nhân dân tỉnh', en: 'Office of the Provincial People’s Committee' }
const common = { owner, basis: 'Nghị định 118/2025/NĐ-CP' }

export default defineDomain({
  id: 'desks',
  title: { vi: 'Tiến trình xử lý hồ sơ', en: 'Dossiers by desk' },
  personal,
  kinds: [{ id: 'desk_step', title: { vi: 'Lượt xử lý', en: 'Stay at a desk' }, table: 'desk_step_fact' }],
  unitsOfMeasurement: {
    desk_step: { vi: 'lượt', en: 'stays' },
    hour_per_step: { vi: 'giờ/lượt', en: 'hours a stay', of: 'hour', per: 'desk_step' },
  },
  measures: [
    {
      id: 'desks.held',
      countedWith: 'desks.hours',
      title: { vi: 'Hồ sơ đang giữ, theo hạn của khâu', en: 'Dossiers lying at a desk, by its deadline' },
      unit: 'desk_step',
      units: 'sum',
      time: 'sum',
      grain: 'hour',
      dims: ['desk'],
      basis: 'dossiers',
    },
    {
      id: 'desks.hours',
      title: { vi: 'Số giờ hồ sơ ở khâu, theo ngày rời khâu', en: 'Hours at a desk, by the day they ended' },
      unit: 'hour',
      units: 'sum',
      time: 'sum',
      grain: 'day',
      dims: ['desk', 'outcome'],
      basis: 'dossiers',
    },
  ],
  dims: {
    desk: { title: { vi: 'Bộ phận', en: 'Desk' } },
    outcome: {
      title: { vi: 'Kết quả', en: 'Outcome' },
      values: {
        on_time: { vi: 'đúng hạn của khâu', en: 'in time' },
        late: { vi: 'trễ hạn của khâu', en: 'late' },
        no_deadline: { vi: 'không có hạn', en: 'no deadline' },
      },
    },
  },
  indicators: [
    {
      ...common,
      id: 'desks.held_now',
      title: { vi: 'Hồ sơ đang nằm ở các khâu', en: 'Dossiers at desks' },
      formula: 'desks.held',
      unit: 'desk_step',
      direction: 'none',
      period: 'now',
    },
    {
      ...common,
      id: 'desks.overdue',
      title: { vi: 'Hồ sơ quá hạn ở khâu đang giữ', en: 'Overdue at the desk that holds them' },
      formula: 'begun(desks.held)',
      unit: 'desk_step',
      direction: 'down',
      period: 'now',
    },
    {
      ...common,
      id: 'desks.overdue_share',
      title: { vi: 'Tỷ lệ quá hạn ở khâu đang giữ', en: 'Overdue share of what desks hold' },
      formula: 'share(begun(desks.held), desks.held, none)',
      unit: 'percent',
      decimals: 1,
      direction: 'down',
      period: 'now',
      levels: { watch: 10, warn: 20, critical: 30 },
    },
    {
      ...common,
      id: 'desks.on_time_rate',
      title: { vi: 'Lượt xử lý đúng hạn của khâu', en: 'Stays within the desk’s time' },
      formula:
        "share(count(pick(desks.hours, outcome, 'on_time'), desk_step), count(pick(desks.hours, outcome, 'on_time', 'late'), desk_step), none)",
      unit: 'percent',
      decimals: 1,
      direction: 'up',
      period: 'month',
      levels: { watch: 95, warn: 90, critical: 80 },
    },
    {
      ...common,
      id: 'desks.mean_hours',
      title: { vi: 'Thời gian bình quân ở một khâu', en: 'Mean hours at a desk' },
      formula: 'ratio(desks.hours, count(desks.hours, desk_step), none)',
      unit: 'hour_per_step',
      decimals: 1,
      direction: 'down',
      period: 'month',
    },
  ],
  tiles: [
    { id: 'desks.overdue', kind: 'stat', indicator: 'desks.overdue' },
    { id: 'desks.overdue_share', kind: 'stat', indicator: 'desks.overdue_share' },
    { id: 'desks.on_time_rate', kind: 'stat', indicator: 'desks.on_time_rate' },
    { id: 'desks.mean_hours', kind: 'stat', indicator: 'desks.mean_hours' },
    {
      id: 'desks.agencies',
      kind: 'comparison',
      title: { vi: 'Quá hạn theo cơ quan đang giữ', en: 'Overdue by the agency that holds them' },
      indicators: ['desks.overdue'],
      units: ['department', 'commune'],
      rows: 20,
    },
    {
      id: 'desks.by_desk',
      kind: 'comparison',
      title: { vi: 'Quá hạn theo bộ phận đang giữ', en: 'Overdue by the desk that holds them' },
      indicators: ['desks.overdue'],
      by: 'desk',
    },
    {
      id: 'desks.slowest',
      kind: 'comparison',
      title: { vi: 'Thời gian bình quân theo bộ phận', en: 'Mean hours by desk' },
      indicators: ['desks.mean_hours'],
      by: 'desk',
      least: 10,
    },
    {
      id: 'desks.map',
      kind: 'communes',
      title: { vi: 'Tỷ lệ quá hạn ở khâu theo xã, phường', en: 'Overdue share at desks by commune' },
      indicator: 'desks.overdue_share',
    },
  ],
})
