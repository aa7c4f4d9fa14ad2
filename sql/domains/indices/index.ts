import { defineDomain, type Localised } from '../../src/pack/pack.ts'
import { COMMUNE_GROUPS } from './commune-groups.ts'
import { INDICES, ITEMS } from './items.ts'

const OWNERS = {
  dti: { vi: 'Sở Khoa học và Công nghệ', en: 'Department of Science and Technology' },
  par_index: { vi: 'Sở Nội vụ', en: 'Department of Home Affairs' },
  sipas: { vi: 'Sở Nội vụ', en: 'Department of Home Affairs' },
  papi: { vi: 'Sở Nội vụ', en: 'Department of Home Affairs' },
  pci: { vi: 'Sở Tài chính', en: 'Department of Finance' },
} as const

const BASIS = {
  dti: 'Quyết định 922/QĐ-BTTTT ngày 20/5/2022',
  par_index: 'Kết quả Chỉ số cải cách hành chính do Bộ Nội vụ công bố',
  sipas: 'Kết quả Chỉ số hài lòng về phục vụ hành chính do Bộ Nội vụ công bố',
  papi: 'Báo cáo Chỉ số PAPI',
  pci: 'Báo cáo Chỉ số PCI',
} as const

/** Published the next spring: a year's result is due by the end of the May after it. */
const DUE_AFTER_DAYS = 151

/** Scores of communes add up over their groups of criteria, never over communes. */
function ofCommune(id: string, vi: string, en: string) {
  return {
    id,
    title: { vi, en },
    unit: 'point',
    units: 'none' as const,
    time: 'last' as const,
    grain: 'month' as const,
    dims: ['criteria_group'],
  }
}

// A score and a place belong to the unit that was measured and to its edition: they add up over nothing.
function published(id: string, vi: string, en: string, unit: 'point' | 'rank' | 'count') {
  return {
    id,
    title: { vi, en },
    unit,
    units: 'none' as const,
    time: 'last' as const,
    grain: 'year' as const,
    dims: ['item', 'index', 'part'],
  }
}

const KEYS = Object.keys(OWNERS) as (keyof typeof OWNERS)[]

function common(index: keyof typeof OWNERS) {
  return { period: 'latest' as const, owner: OWNERS[index], basis: BASIS[index], dueAfterDays: DUE_AFTER_DAYS }
}

function score(index: keyof typeof OWNERS) {
  return {
    ...common(index),
    id: `indices.${index}`,
    title: titleOf(index),
    formula: `pick(indices.score, item, '${index}')`,
    unit: 'point',
    decimals: 2,
    direction: 'up' as const,
  }
}

function place(index: keyof typeof OWNERS) {
  return placeOf(index, index, index, titleOf(index))
}

function placeOf(index: keyof typeof OWNERS, item: string, id: string, { vi, en }: Localised) {
  return [
    {
      ...common(index),
      id: `indices.${id}_rank`,
      title: { vi: `${vi}: thứ hạng`, en: `${en}: place` },
      formula: `pick(indices.rank, item, '${item}')`,
      unit: 'rank',
      direction: 'down' as const,
    },
    {
      ...common(index),
      id: `indices.${id}_ranked`,
      title: { vi: `${vi}: số đơn vị được xếp hạng`, en: `${en}: how many were ranked` },
      formula: `pick(indices.ranked, item, '${item}')`,
      unit: 'count',
      direction: 'none' as const,
    },
  ]
}

function titleOf(index: string): Localised {
  return (INDICES[index] as (typeof INDICES)[string]).title
}

const communes = {
  unit: 'percent',
  decimals: 1,
  direction: 'up' as const,
  period: 'latest' as const,
  owner: OWNERS.dti,
  basis: 'Bộ 62 tiêu chí chuyển đổi số cấp xã năm 2026: tổng điểm các nhóm chia cho tổng điểm tối đa',
  dueAfterDays: 10,
}

/** The three pillars of digital transformation, and the infrastructure they stand on. */
const PILLARS = [
  { key: 'infrastructure', title: { vi: 'Hạ tầng số', en: 'Digital infrastructure' } },
  { key: 'government', title: { vi: 'Chính quyền số', en: 'Digital government' } },
  { key: 'economy', title: { vi: 'Kinh tế số', en: 'Digital economy' } },
  { key: 'society', title: { vi: 'Xã hội số', en: 'Digital society' } },
]

/** The share of the points it could have. */
function pillar({ key, title }: (typeof PILLARS)[number]) {
  return {
    ...common('dti'),
    id: `indices.dti_${key}`,
    title,
    formula: `share(pick(indices.score, item, 'dti/${key}'), pick(indices.scale, item, 'dti/${key}'), none)`,
    unit: 'percent',
    decimals: 1,
    direction: 'up' as const,
  }
}

/** An index by its parts, each beside the most it can have. */
function parts(index: keyof typeof OWNERS, vi: string, en: string) {
  return {
    id: `indices.${index}_parts`,
    kind: 'breakdown' as const,
    title: { vi, en },
    of: `indices.${index}`,
    measure: 'indices.score',
    whole: 'indices.scale',
    by: 'part',
    where: { index: [index] },
    rows: 10,
  }
}

export default defineDomain({
  id: 'indices',
  title: { vi: 'Chuyển đổi số và xếp hạng', en: 'Digital transformation and rankings' },
  classification: 'open',
  personal: [],
  unitsOfMeasurement: { criterion: { vi: 'tiêu chí', en: 'criteria' } },
  kinds: [
    { id: 'index_score', title: { vi: 'Kết quả chỉ số', en: 'Index result' }, table: 'index_fact' },
    {
      id: 'commune_dti',
      title: { vi: 'Chuyển đổi số cấp xã', en: 'Digital transformation of communes' },
      table: 'commune_dti_fact',
    },
  ],
  measures: [
    published('indices.score', 'Điểm', 'Score', 'point'),
    published('indices.scale', 'Điểm tối đa', 'Highest possible score', 'point'),
    published('indices.rank', 'Thứ hạng', 'Place', 'rank'),
    published('indices.ranked', 'Số đơn vị được xếp hạng', 'How many were ranked', 'count'),
    ofCommune('indices.commune_scale', 'Điểm tối đa cấp xã', 'Highest possible score of a commune'),
    ofCommune('indices.commune_self', 'Điểm xã tự đánh giá', 'Score a commune gives itself'),
    ofCommune('indices.commune_appraised', 'Điểm thẩm định cấp xã', 'Score of a commune as appraised'),
    ofCommune(
      'indices.commune_appraised_scale',
      'Điểm tối đa của phần đã thẩm định',
      'Highest possible score of what is appraised',
    ),
    ofCommune('indices.commune_progress', 'Tiến độ xã tự nhập, quy theo điểm tối đa', 'Progress a commune types in, in points'),
    ofCommune('indices.commune_progress_scale', 'Điểm tối đa của nhóm có tiến độ', 'Highest score of groups with a progress'),
    {
      id: 'indices.commune_criteria',
      title: { vi: 'Tiêu chí chuyển đổi số cấp xã', en: 'Criteria of communes' },
      unit: 'criterion',
      units: 'sum',
      time: 'last',
      grain: 'month',
      dims: ['criteria_group', 'progress'],
    },
  ],
  dims: {
    item: { title: { vi: 'Chỉ số', en: 'Index' }, values: ITEMS },
    index: {
      title: { vi: 'Bộ chỉ số', en: 'Index' },
      values: Object.fromEntries(Object.entries(INDICES).map(([key, { title }]) => [key, title])),
    },
    criteria_group: { title: { vi: 'Nhóm tiêu chí', en: 'Group of criteria' }, values: COMMUNE_GROUPS },
    progress: {
      title: { vi: 'Tình trạng', en: 'State' },
      values: {
        done: { vi: 'hoàn thành', en: 'done' },
        under_way: { vi: 'đang thực hiện', en: 'under way' },
        evidence_wanted: { vi: 'cần bổ sung minh chứng', en: 'evidence wanted' },
        not_begun: { vi: 'chưa thực hiện', en: 'not begun' },
      },
    },
    part: {
      title: { vi: 'Chỉ số thành phần', en: 'Part of the index' },
      values: Object.assign({}, ...Object.values(INDICES).map(({ parts }) => parts)),
    },
  },
  indicators: [
    ...KEYS.map(score),
    ...KEYS.flatMap(place),
    ...PILLARS.flatMap(({ key, title }) => placeOf('dti', `dti/${key}`, `dti_${key}`, title)),
    {
      ...communes,
      id: 'indices.commune_dti_self',
      title: { vi: 'Chuyển đổi số cấp xã: điểm tự đánh giá', en: 'Digital transformation of communes: own score' },
      formula: 'share(indices.commune_self, indices.commune_scale, none)',
    },
    {
      ...communes,
      id: 'indices.commune_dti',
      title: { vi: 'Chuyển đổi số cấp xã: điểm thẩm định', en: 'Digital transformation of communes: appraised' },
      levels: { watch: 70, warn: 60, critical: 50 },
      formula: 'share(indices.commune_appraised, indices.commune_appraised_scale, none)',
    },
    {
      ...communes,
      id: 'indices.commune_progress_typed',
      title: { vi: 'Chuyển đổi số cấp xã: tiến độ xã tự nhập', en: 'Digital transformation of communes: progress typed in' },
      formula: 'share(indices.commune_progress, indices.commune_progress_scale, none)',
      basis:
        'Bộ 62 tiêu chí chuyển đổi số cấp xã năm 2026: tiến độ % do xã nhập, bình quân theo điểm tối đa của nhóm; không phải điểm',
    },
    {
      ...communes,
      id: 'indices.commune_progress_over_score',
      title: { vi: 'Tiến độ tự nhập hơn điểm tự đánh giá', en: 'Progress typed in above the own score' },
      formula:
        'points(share(indices.commune_progress, indices.commune_progress_scale, none), share(indices.commune_self, indices.commune_scale, none))',
      unit: 'percentage_point',
      direction: 'down',
      levels: { watch: 10, warn: 20, critical: 30 },
    },
    {
      ...communes,
      id: 'indices.commune_done',
      title: { vi: 'Tiêu chí cấp xã đã hoàn thành', en: 'Criteria of communes done' },
      formula: "share(pick(indices.commune_criteria, progress, 'done'), indices.commune_criteria, none)",
    },
    {
      ...communes,
      id: 'indices.commune_evidence',
      title: { vi: 'Tiêu chí cấp xã cần bổ sung minh chứng', en: 'Criteria of communes that want evidence' },
      formula: "pick(indices.commune_criteria, progress, 'evidence_wanted')",
      unit: 'criterion',
      decimals: 0,
      direction: 'down',
    },
    ...PILLARS.map(pillar),
  ],
  tiles: [
    ...KEYS.map((index) => ({
      id: `indices.${index}_card`,
      kind: 'scorecard' as const,
      title: titleOf(index),
      score: `indices.${index}`,
      rank: `indices.${index}_rank`,
      ranked: `indices.${index}_ranked`,
    })),
    parts('dti', 'Tám chỉ số chính của DTI', 'The eight main indices of DTI'),
    parts('papi', 'Tám nội dung của PAPI', 'The eight dimensions of PAPI'),
    parts('pci', 'Mười chỉ số thành phần của PCI', 'The ten parts of PCI'),
    {
      id: 'indices.commune_map',
      kind: 'communes',
      title: { vi: 'Chuyển đổi số cấp xã', en: 'Communes' },
      indicator: 'indices.commune_dti_self',
    },
    {
      id: 'indices.commune_progress',
      kind: 'comparison',
      title: { vi: 'Xã nhập tiến độ cao hơn điểm, nhiều nhất', en: 'Progress typed in most above the score' },
      indicators: ['indices.commune_progress_over_score'],
      units: ['commune'],
      rows: 10,
    },
    { id: 'indices.commune_evidence', kind: 'stat', indicator: 'indices.commune_evidence' },
    { id: 'indices.commune_done', kind: 'stat', indicator: 'indices.commune_done' },
    { id: 'indices.government', kind: 'stat', indicator: 'indices.dti_government' },
    { id: 'indices.economy', kind: 'stat', indicator: 'indices.dti_economy' },
    {
      id: 'indices.pillar_ranks',
      kind: 'table',
      title: { vi: 'Thứ hạng DTI từng trụ cột', en: 'DTI place by pillar' },
      // A place says nothing without how many were ranked; a bar would make the last of them the longest.
      columns: [
        { indicator: 'indices.dti_rank', title: { vi: 'Thứ hạng', en: 'Place' } },
        { indicator: 'indices.dti_ranked', title: { vi: 'Trong số', en: 'Of' } },
      ],
      sections: [
        {
          title: { vi: 'Trụ cột', en: 'Pillar' },
          lines: PILLARS.map(({ key, title }) => ({
            title,
            indicators: [`indices.dti_${key}_rank`, `indices.dti_${key}_ranked`],
          })),
        },
      ],
    },
    { id: 'indices.society', kind: 'stat', indicator: 'indices.dti_society' },
  ],
})
