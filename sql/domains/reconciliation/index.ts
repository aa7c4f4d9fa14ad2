import { defineDomain } from '../../src/pack/pack.ts'
import { personal } from './personal.ts'

const OWNER = 'trung-tam-phuc-vu-hanh-chinh-cong'
const SYNC = 'Quyết định 766/QĐ-TTg ngày 23/6/2022, chỉ số 1.4'

const STATUSES = {
  new: { vi: 'mới đăng ký', en: 'newly filed' },
  received: { vi: 'được tiếp nhận', en: 'received' },
  refused: { vi: 'không được tiếp nhận', en: 'refused' },
  processing: { vi: 'đang xử lý', en: 'being processed' },
  supplement: { vi: 'chờ bổ sung', en: 'waiting for supplements' },
  fee: { vi: 'chờ nghĩa vụ tài chính', en: 'waiting for fees' },
  withdrawn: { vi: 'công dân rút', en: 'withdrawn' },
  stopped: { vi: 'dừng xử lý', en: 'stopped' },
  done: { vi: 'đã xử lý xong', en: 'done' },
  returned: { vi: 'đã trả kết quả', en: 'returned' },
}

const counted = { unit: 'dossier', units: 'sum', time: 'sum', basis: 'dossiers' } as const
const now = { unit: 'dossier', direction: 'down', period: 'now', owner: OWNER, basis: SYNC } as const

const WRONG = ['missing_portal', 'missing_province', 'differing'].map((what) => `begun(reconciliation.${what})`).join(' + ')
const BOTH = "pick(reconciliation.listed, presence, 'both')"
const EDGES = '5, 15, 60, 240, 1440, 4320, 14400'
const WITHIN: [lag: string, vi: string, en: string][] = [
  ['5', 'Trong 5 phút', 'Within 5 minutes'],
  ['15', '5 đến 15 phút', '5 to 15 minutes'],
  ['60', '15 đến 60 phút', '15 to 60 minutes'],
  ['240', '1 đến 4 giờ', '1 to 4 hours'],
  ['1440', '4 đến 24 giờ', '4 to 24 hours'],
  ['4320', '1 đến 3 ngày', '1 to 3 days'],
  ['14400', '3 đến 10 ngày', '3 to 10 days'],
  ['over', 'Hơn 10 ngày', 'More than 10 days'],
]
const LAGS = WITHIN.map(([lag, vi, en]) => ({ lag, id: `reconciliation.within_${lag}`, title: { vi, en } }))

export default defineDomain({
  id: 'reconciliation',
  title: { vi: 'Đối soát với Cổng Dịch vụ công quốc gia', en: 'Reconciliation with the national portal' },
  personal,
  kinds: [
    {
      id: 'dossier_copy',
      title: { vi: 'Hồ sơ ở một trong hai hệ thống', en: 'A dossier as one of two systems has it' },
      table: 'reconciliation_fact',
    },
  ],
  unitsOfMeasurement: { dossier: { vi: 'hồ sơ', en: 'dossiers' } },
  measures: [
    {
      ...counted,
      id: 'reconciliation.listed',
      toldByAll: true,
      title: { vi: 'Hồ sơ có ở ít nhất một hệ thống, theo ngày tiếp nhận', en: 'Dossiers either system has, by day received' },
      grain: 'day',
      dims: ['presence'],
    },
    {
      ...counted,
      id: 'reconciliation.missing_portal',
      toldByAll: true,
      countedWith: 'reconciliation.listed',
      title: { vi: 'Hồ sơ tỉnh có, Cổng quốc gia chưa có sau một ngày', en: 'In the province, not on the portal after a day' },
      grain: 'hour',
      dims: ['status'],
    },
    {
      ...counted,
      id: 'reconciliation.missing_province',
      toldByAll: true,
      countedWith: 'reconciliation.listed',
      title: { vi: 'Hồ sơ Cổng quốc gia có, tỉnh chưa có sau một ngày', en: 'On the portal, not in the province after a day' },
      grain: 'hour',
      dims: ['status'],
    },
    {
      ...counted,
      id: 'reconciliation.differing',
      toldByAll: true,
      countedWith: 'reconciliation.listed',
      title: { vi: 'Hồ sơ lệch trạng thái sau một ngày', en: 'In different states after a day' },
      grain: 'hour',
      dims: ['status', 'shown'],
    },
    {
      ...counted,
      id: 'reconciliation.synced',
      title: { vi: 'Hồ sơ đã đồng bộ, theo ngày đồng bộ gần nhất', en: 'Dossiers synchronised, by day last heard of' },
      grain: 'day',
      dims: ['lag'],
    },
  ],
  dims: {
    presence: {
      title: { vi: 'Nơi có hồ sơ', en: 'Where it is' },
      values: {
        both: { vi: 'cả hai hệ thống', en: 'both systems' },
        province: { vi: 'chỉ hệ thống của tỉnh', en: 'the province alone' },
        portal: { vi: 'chỉ Cổng quốc gia', en: 'the portal alone' },
      },
    },
    status: { title: { vi: 'Trạng thái', en: 'State' }, values: STATUSES },
    shown: { title: { vi: 'Trạng thái trên Cổng quốc gia', en: 'State on the portal' }, values: STATUSES },
    lag: {
      title: { vi: 'Độ trễ đồng bộ', en: 'Lag of synchronisation' },
      values: Object.fromEntries(WITHIN.map(([lag, vi, en]) => [lag, { vi: vi.toLowerCase(), en: en.toLowerCase() }])),
    },
  },
  indicators: [
    {
      id: 'reconciliation.matched_share',
      title: { vi: 'Hồ sơ khớp giữa hai hệ thống', en: 'Dossiers that match' },
      formula: `share(${BOTH} - begun(reconciliation.differing), ${BOTH} + begun(reconciliation.missing_portal) + begun(reconciliation.missing_province), none)`,
      unit: 'percent',
      decimals: 2,
      direction: 'up',
      period: 'now',
      owner: OWNER,
      levels: { watch: 99, warn: 97, critical: 95 },
      basis: SYNC,
    },
    {
      ...now,
      id: 'reconciliation.unmatched',
      title: { vi: 'Hồ sơ chưa khớp quá một ngày', en: 'Dossiers unmatched for more than a day' },
      formula: WRONG,
    },
    {
      ...now,
      id: 'reconciliation.not_on_portal',
      title: { vi: 'Cổng quốc gia chưa có', en: 'Missing on the national portal' },
      formula: 'begun(reconciliation.missing_portal)',
    },
    {
      ...now,
      id: 'reconciliation.not_in_province',
      title: { vi: 'Hệ thống của tỉnh chưa có', en: 'Missing in the province' },
      formula: 'begun(reconciliation.missing_province)',
    },
    {
      ...now,
      id: 'reconciliation.state_differs',
      title: { vi: 'Lệch trạng thái', en: 'Different states' },
      formula: 'begun(reconciliation.differing)',
    },
    {
      ...now,
      id: 'reconciliation.unmatched_week',
      title: { vi: 'Chưa khớp quá 7 ngày', en: 'Unmatched for more than 7 days' },
      formula: WRONG.replaceAll(')', ', 7)'),
    },
    {
      id: 'reconciliation.sync_rate',
      title: { vi: 'Hồ sơ đồng bộ lên Cổng quốc gia', en: 'Dossiers synchronised to the portal' },
      formula: `share(${BOTH}, pick(reconciliation.listed, presence, 'both', 'province'), none)`,
      unit: 'percent',
      decimals: 2,
      direction: 'up',
      period: 'month',
      owner: OWNER,
      levels: { watch: 99, warn: 97, critical: 95 },
      basis: `${SYNC}: mẫu số là hồ sơ hệ thống của tỉnh có; bản gốc lấy số lớn hơn giữa Hệ thống thông tin báo cáo quốc gia và Cổng, hệ thống này không có số thứ nhất và không tính hồ sơ chỉ Cổng có`,
    },
    {
      id: 'reconciliation.lag_median',
      title: { vi: 'Độ trễ đồng bộ, trung vị theo khoảng', en: 'Lag of synchronisation, median of bins' },
      formula: `median(reconciliation.synced, lag, minute, ${EDGES})`,
      unit: 'minute',
      direction: 'down',
      period: 'month',
      owner: OWNER,
      basis: SYNC,
    },
    {
      id: 'reconciliation.lag_95',
      title: { vi: 'Độ trễ đồng bộ, phân vị 95 theo khoảng', en: 'Lag of synchronisation, 95th percentile of bins' },
      formula: `percentile(95, reconciliation.synced, lag, minute, ${EDGES})`,
      unit: 'minute',
      direction: 'down',
      period: 'month',
      owner: OWNER,
      basis: SYNC,
    },
    ...LAGS.map(({ lag, id, title }) => ({
      id,
      title,
      formula: `pick(reconciliation.synced, lag, '${lag}')`,
      unit: 'dossier',
      direction: 'none' as const,
      period: 'month' as const,
      owner: OWNER,
      basis: SYNC,
    })),
  ],
  tiles: [
    { id: 'reconciliation.matched_share', kind: 'stat', indicator: 'reconciliation.matched_share' },
    { id: 'reconciliation.unmatched', kind: 'stat', indicator: 'reconciliation.unmatched' },
    { id: 'reconciliation.sync_rate', kind: 'stat', indicator: 'reconciliation.sync_rate' },
    {
      id: 'reconciliation.lag_median',
      kind: 'stat',
      title: { vi: 'Một nửa đồng bộ trong (ước từ biểu đồ)', en: 'Half are synchronised within (from bins)' },
      indicator: 'reconciliation.lag_median',
    },
    {
      id: 'reconciliation.lag_95',
      kind: 'stat',
      title: { vi: '95 % đồng bộ trong (ước từ biểu đồ)', en: '95 % are synchronised within (from bins)' },
      indicator: 'reconciliation.lag_95',
    },
    {
      id: 'reconciliation.kinds',
      kind: 'comparison',
      title: { vi: 'Chưa khớp vì đâu', en: 'What does not match' },
      indicators: [
        'reconciliation.not_on_portal',
        'reconciliation.not_in_province',
        'reconciliation.state_differs',
        'reconciliation.unmatched_week',
      ],
    },
    {
      id: 'reconciliation.lags',
      kind: 'comparison',
      title: { vi: 'Độ trễ đồng bộ tháng này', en: 'Lag of synchronisation this month' },
      indicators: LAGS.map(({ id }) => id),
    },
    {
      id: 'reconciliation.agencies',
      kind: 'comparison',
      title: { vi: 'Hồ sơ chưa khớp theo cơ quan', en: 'Unmatched dossiers by agency' },
      indicators: ['reconciliation.unmatched'],
      units: ['department', 'commune'],
      rows: 20,
    },
    {
      id: 'reconciliation.shown',
      kind: 'comparison',
      title: { vi: 'Hồ sơ lệch, trạng thái Cổng đang hiện', en: 'Different states: what the portal shows' },
      indicators: ['reconciliation.state_differs'],
      by: 'shown',
    },
    {
      id: 'reconciliation.map',
      kind: 'communes',
      title: { vi: 'Hồ sơ chưa khớp theo xã, phường', en: 'Unmatched dossiers by commune' },
      indicator: 'reconciliation.unmatched',
    },
  ],
})
