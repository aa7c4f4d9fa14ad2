import { defineDomain } from '../../src/pack/pack.ts'
import {
  GROUPS,
  gapsOf,
  groupGaps,
  levelsOf,
  MEASURED,
  OF_DOSSIERS,
  publishedOf,
  SCORES,
  scores,
  UNMEASURED,
} from './components.ts'
import { LOST_COLUMNS, LOST_NOTE, losses } from './lost.ts'

const OWNER = { vi: 'Văn phòng Ủy ban nhân dân tỉnh', en: 'Office of the Provincial People’s Committee' }

/** Of a province as published, in its edition: scores and places add up over nothing. */
const published = { units: 'none', time: 'last', grain: 'month' } as const

const ranking = {
  period: 'latest' as const,
  owner: OWNER,
  basis: 'Quyết định 766/QĐ-TTg ngày 23/6/2022; bảng xếp hạng trên Cổng Dịch vụ công quốc gia',
  // Out on the fifth of the month after.
  dueAfterDays: 10,
}
const points = { ...ranking, unit: 'point', decimals: 2 }

export default defineDomain({
  id: 'service_index',
  title: { vi: 'Chỉ số phục vụ người dân, doanh nghiệp', en: 'Index of serving people and businesses' },
  classification: 'open',
  personal: [],
  kinds: [
    {
      id: 'service_index_edition',
      title: { vi: 'Kỳ xếp hạng chỉ số phục vụ', en: 'Edition of the service index' },
      table: 'service_index_fact',
    },
  ],
  measures: [
    { ...published, id: 'service_index.score', title: { vi: 'Điểm công bố', en: 'Published points' }, unit: 'point' },
    { ...published, id: 'service_index.rank', title: { vi: 'Thứ hạng', en: 'Place' }, unit: 'rank' },
    {
      ...published,
      id: 'service_index.ranked',
      title: { vi: 'Số đơn vị được xếp hạng', en: 'How many were ranked' },
      unit: 'count',
    },
    {
      ...published,
      id: 'service_index.above',
      title: { vi: 'Điểm của hạng ngay trên', en: 'Points of the place above' },
      unit: 'point',
    },
    {
      ...published,
      id: 'service_index.below',
      title: { vi: 'Điểm của hạng ngay dưới', en: 'Points of the place below' },
      unit: 'point',
    },
    {
      ...published,
      id: 'service_index.mean',
      title: { vi: 'Điểm trung bình các tỉnh, thành phố', en: 'Mean points of all provinces' },
      unit: 'point',
    },
    { ...published, id: 'service_index.first', title: { vi: 'Điểm của hạng nhất', en: 'Points of the first' }, unit: 'point' },
    {
      ...published,
      id: 'service_index.standing',
      title: { vi: 'Điểm công bố của từng tỉnh, thành phố', en: 'Published points of each province' },
      unit: 'point',
      dims: ['place'],
    },
    {
      ...published,
      id: 'service_index.group',
      sameAs: 'service_index.score',
      title: { vi: 'Điểm công bố của từng nhóm', en: 'Published points of each group' },
      unit: 'point',
      dims: ['group'],
    },
    {
      ...published,
      id: 'service_index.group_max',
      title: { vi: 'Điểm tối đa của từng nhóm', en: 'Most points of each group' },
      unit: 'point',
      dims: ['group'],
    },
  ],
  dims: {
    place: { title: { vi: 'Tỉnh, thành phố', en: 'Province' } },
    group: {
      title: { vi: 'Nhóm chỉ số', en: 'Group' },
      values: Object.fromEntries(GROUPS.map(({ id, vi, en }) => [id, { vi, en }])),
    },
  },
  indicators: [
    {
      ...points,
      id: 'service_index.published',
      title: { vi: 'Điểm chỉ số phục vụ được công bố', en: 'Service index as published' },
      formula: 'service_index.score',
      direction: 'up',
    },
    {
      ...ranking,
      id: 'service_index.place',
      title: { vi: 'Thứ hạng chỉ số phục vụ', en: 'Place by the service index' },
      formula: 'service_index.rank',
      unit: 'rank',
      direction: 'down',
    },
    {
      ...ranking,
      id: 'service_index.places',
      title: { vi: 'Số tỉnh, thành phố được xếp hạng', en: 'How many provinces were ranked' },
      formula: 'service_index.ranked',
      unit: 'count',
      direction: 'none',
    },
    {
      ...points,
      id: 'service_index.gap_above',
      title: { vi: 'Khoảng cách tới hạng trên', en: 'Gap to the place above' },
      formula: 'service_index.above - service_index.score',
      direction: 'down',
    },
    {
      ...points,
      id: 'service_index.gap_first',
      title: { vi: 'Khoảng cách tới hạng nhất', en: 'Gap to the first' },
      formula: 'service_index.first - service_index.score',
      direction: 'down',
    },
    {
      ...points,
      id: 'service_index.lead_below',
      title: { vi: 'Hơn hạng dưới', en: 'Lead over the place below' },
      formula: 'service_index.score - service_index.below',
      direction: 'up',
    },
    {
      ...points,
      id: 'service_index.over_mean',
      title: { vi: 'Hơn (kém) điểm trung bình cả nước', en: 'Above (below) the mean of all provinces' },
      formula: 'service_index.score - service_index.mean',
      direction: 'up',
      levels: { watch: 0, warn: -2, critical: -5 },
    },
    ...GROUPS.map(({ id, vi, en, max }) => ({
      ...points,
      levels: levelsOf(max),
      id: publishedOf(id),
      title: { vi: `${vi}, điểm công bố (tối đa ${max})`, en: `${en}, published (of ${max})` },
      formula: `pick(service_index.group, group, '${id}')`,
      direction: 'up' as const,
    })),
    ...scores(OWNER),
    ...groupGaps(OWNER),
    ...losses(OWNER),
  ],
  tiles: [
    { id: 'service_index.measured', kind: 'stat', indicator: 'service_index.measured_all', title: MEASURED },
    { id: 'service_index.over_mean', kind: 'stat', indicator: 'service_index.over_mean' },
    {
      id: 'service_index.card',
      kind: 'scorecard',
      title: { vi: 'Điểm và thứ hạng được công bố', en: 'Published points and place' },
      score: 'service_index.published',
      rank: 'service_index.place',
      ranked: 'service_index.places',
    },
    { id: 'service_index.gap_above', kind: 'stat', indicator: 'service_index.gap_above' },
    {
      id: 'service_index.standings',
      kind: 'breakdown',
      title: { vi: 'Các tỉnh, thành phố đứng đầu', en: 'The leading provinces' },
      of: 'service_index.published',
      measure: 'service_index.standing',
      by: 'place',
      rows: 8,
    },
    {
      id: 'service_index.groups',
      kind: 'breakdown',
      title: { vi: 'Điểm công bố của sáu nhóm', en: 'Published points of the six groups' },
      of: 'service_index.published',
      measure: 'service_index.group',
      whole: 'service_index.group_max',
      by: 'group',
      rows: 6,
    },
    {
      id: 'service_index.scores',
      kind: 'comparison',
      title: { vi: 'Điểm thành phần theo Quyết định 766, tháng trước', en: 'Component scores by Decision 766, last month' },
      indicators: SCORES,
      unmeasured: UNMEASURED,
      rows: 20,
    },
    {
      id: 'service_index.lost',
      kind: 'comparison',
      title: { vi: 'Thủ tục làm mất nhiều điểm nhất tháng trước', en: 'Procedures that cost most points last month' },
      indicators: ['service_index.lost'],
      by: 'procedure',
      rows: 8,
    },
    {
      id: 'service_index.lost_procedures',
      kind: 'table',
      title: {
        vi: 'Điểm mất của từng thủ tục tháng trước, theo chỉ số',
        en: 'Points each procedure cost last month, by indicator',
      },
      note: LOST_NOTE,
      by: 'procedure',
      columns: [
        { indicator: 'service_index.lost', title: { vi: 'Khi giải quyết', en: 'In handling' } },
        ...LOST_COLUMNS,
        { indicator: 'service_index.mean_days', title: { vi: 'Ngày bình\u00a0quân (2.2)', en: 'Mean days (2.2)' } },
      ],
      sections: [{ title: { vi: 'Thủ tục', en: 'Procedures' } }],
    },
    {
      id: 'service_index.group_gaps',
      kind: 'table',
      title: { vi: 'Điểm công bố và điểm tự đo tháng trước', en: 'Points published and measured for last month' },
      columns: [
        { title: { vi: 'Công bố', en: 'Published' } },
        { title: { vi: 'Tự đo', en: 'Measured' } },
        { title: { vi: 'Chênh', en: 'Apart' } },
      ].map((column, place) => ({ ...column, indicator: gapsOf('all')[place] as string })),
      sections: [
        {
          title: { vi: 'Nhóm chỉ số', en: 'Groups' },
          lines: GROUPS.map(({ id, vi, en, max }) => ({
            title: { vi: `${vi} (${max})`, en: `${en} (${max})` },
            indicators: gapsOf(id),
          })),
        },
      ],
    },
    {
      id: 'service_index.units',
      kind: 'comparison',
      title: { vi: `Cơ quan đo được thấp nhất, ${OF_DOSSIERS.vi}`, en: `Lowest agencies, ${OF_DOSSIERS.en}` },
      indicators: ['service_index.measured'],
      units: ['department', 'commune'],
      rows: 8,
    },
    {
      id: 'service_index.map',
      kind: 'communes',
      title: {
        vi: `Điểm đo được từ hồ sơ theo xã, phường, ${OF_DOSSIERS.vi}`,
        en: `Points that dossiers tell by commune, ${OF_DOSSIERS.en}`,
      },
      indicator: 'service_index.measured',
    },
  ],
})
