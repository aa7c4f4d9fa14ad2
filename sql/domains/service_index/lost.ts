import { basisOf, componentOf, ended, unused } from './components.ts'

// Which procedures cost points: of what each indicator lacks, the part of one procedure is that of its dossiers among those that lack it.

/** What is lacking of one procedure, and of them all. What no procedure is known of is among all and no procedure's. */
interface Lack {
  id: string
  vi: string
  en: string
  of: string
  all: string
}

const LATE =
  "count(pick(dossiers.days_taken, outcome, 'late'), dossier) + pick(dossiers.closed, outcome, 'late') + soFar(dossiers.open)"
const ALL_LATE = `${ended('late')} + soFar(dossiers.open)`
const received = (dim: string, value: string) => `pick(dossiers.received_by_procedure, ${dim}, '${value}')`
/** Of what is told as a dossier comes in: of one procedure, and of them all. */
const ofIntake = (dim: string, value: string) => ({ of: received(dim, value), all: `pick(dossiers.intake, ${dim}, '${value}')` })
const listed = (dim: string, ...values: string[]) => `pick(stood(procedures.listed), ${dim}, '${values.join("', '")}')`
const ofCatalogue = (of: string) => ({ of, all: of })

const LACKS: Lack[] = [
  { id: '1.1', vi: 'công bố trễ hạn', en: 'late announcement', ...ofCatalogue("pick(procedures.announced, announced, 'late')") },
  {
    id: '1.2',
    vi: 'công khai trễ hạn',
    en: 'late publication',
    ...ofCatalogue("pick(procedures.published, published, 'late', 'waiting')"),
  },
  { id: '1.3', vi: 'công khai thiếu bộ phận', en: 'parts not published', ...ofCatalogue(listed('complete', 'false')) },
  { id: '2.1', vi: 'giải quyết trễ hạn', en: 'lateness', of: LATE, all: ALL_LATE },
  { id: '3.1', vi: 'chưa cung cấp trực tuyến', en: 'not offered online', ...ofCatalogue(listed('online', 'none')) },
  {
    id: '3.2',
    vi: 'dịch vụ trực tuyến không phát sinh hồ sơ',
    en: 'online services nobody used',
    ...ofCatalogue(unused('3.2')),
  },
  {
    id: '3.3',
    vi: 'không nộp trực tuyến',
    en: 'not filed online',
    of: `dossiers.received_by_procedure - ${received('throughout', 'true')}`,
    all: "dossiers.received - pick(dossiers.received, throughout, 'true')",
  },
  { id: '3.5', vi: 'không có hồ sơ đồng bộ phí', en: 'no dossier with a fee', ...ofCatalogue(unused('3.5')) },
  { id: '3.6', vi: 'không thanh toán trực tuyến', en: 'not paid online', ...ofIntake('payment', 'other') },
  { id: '4.1', vi: 'chưa cấp kết quả điện tử', en: 'no electronic result', ...ofIntake('e_result', 'false') },
  { id: '4.2', vi: 'chưa số hóa', en: 'not digitised', ...ofIntake('all_digitised', 'false') },
  { id: '4.3', vi: 'không dùng lại dữ liệu số hóa', en: 'no data reused', ...ofIntake('reused', 'false') },
  {
    id: '4.5b',
    vi: 'thủ tục không dùng dữ liệu dân cư',
    en: 'procedures without population data',
    ...ofCatalogue(unused('4.5b')),
  },
  {
    id: '5.4',
    vi: 'trễ hạn, bị chấm không hài lòng hoặc có phản ánh',
    en: 'lateness, bad ratings and complaints',
    of: `${LATE} + dossiers.displeased`,
    all: `${ALL_LATE} + dossiers.displeased`,
  },
]

/** Where nothing is counted nothing is lost. */
const lostOf = ({ id, of, all }: Lack) => {
  const { rate, threshold, max } = componentOf(id)
  const whole = `whole(lost(${rate.replaceAll(', none)', ', 100)')}, ${threshold}, ${max}))`
  return `of(${whole}, share(${of}, whole(${all}), 0))`
}

/** The columns of the table, each with the indicators it adds up. */
const SUMS = [
  { id: 'late', ids: ['2.1'], vi: 'Trễ hạn (2.1)', en: 'Late (2.1)' },
  { id: 'offline', ids: ['3.3'], vi: 'Trực tuyến (3.3)', en: 'Online (3.3)' },
  { id: 'unpaid', ids: ['3.5', '3.6'], vi: 'Thanh toán (3.5,\u00a03.6)', en: 'Payment (3.5,\u00a03.6)' },
  { id: 'on_paper', ids: ['4.1'], vi: 'Kết quả điện\u00a0tử (4.1)', en: 'Electronic results (4.1)' },
  { id: 'undigitised', ids: ['4.2'], vi: 'Số hóa (4.2)', en: 'Digitised (4.2)' },
  { id: 'not_reused', ids: ['4.3'], vi: 'Dùng lại (4.3)', en: 'Reused (4.3)' },
  { id: 'displeased', ids: ['5.4'], vi: 'Hài lòng (5.4)', en: 'Content (5.4)' },
  // Which they are says the note: a heading has no room for them.
  { id: 'unlisted', ids: ['1.1', '1.2', '1.3', '3.1', '3.2', '4.5b'], vi: 'Danh mục', en: 'Catalogue' },
]
const HANDLING = SUMS.filter(({ id }) => id !== 'unlisted').flatMap(({ ids }) => ids)
const find = (ids: string[]) => LACKS.filter(({ id }) => ids.includes(id))

const SUM_RULE =
  'điểm tỉnh mất ở mỗi chỉ số chia cho các thủ tục theo phần của từng thủ tục trong số chưa đạt; cộng các thủ tục lại bằng điểm tỉnh mất, trừ phần của hồ sơ không ghi mã thủ tục'

export const LOST_NOTE = {
  vi: 'Điểm mất chia theo phần của thủ tục trong số chưa đạt. Danh mục: 1.1–1.3, 3.1, 3.2, 4.5b. Không chia được: 1.4, 4.4, 4.5 (hồ sơ), 5.2, 5.3. Ngày: ngày làm việc.',
  en: 'Points lost are shared by a procedure’s part of what lacks. Catalogue: 1.1–1.3, 3.1, 3.2, 4.5b. Not shared: 1.4, 4.4, 4.5 (dossiers), 5.2, 5.3. Days: working days.',
}

export const LOST_COLUMNS = SUMS.map(({ id, vi, en }) => ({ indicator: `service_index.lost_${id}`, title: { vi, en } }))

export function losses(owner: { vi: string; en: string }) {
  const common = { unit: 'point', decimals: 2, owner, period: 'last_month' as const, direction: 'down' as const }
  const named = (lacks: Lack[]) => ({
    vi: `Điểm mất vì ${lacks.map(({ vi }) => vi).join('; ')}`,
    en: `Points lost to ${lacks.map(({ en }) => en).join('; ')}`,
  })
  return [
    {
      ...common,
      id: 'service_index.lost',
      title: { vi: 'Điểm mất khi giải quyết thủ tục', en: 'Points lost in handling procedures' },
      formula: find(HANDLING).map(lostOf).join(' + '),
      basis: basisOf(`các chỉ số ${HANDLING.join(', ')}: ${SUM_RULE}`),
    },
    // Beside the points: indicator 2.2 brings none. Most terms are of working days.
    {
      ...common,
      id: 'service_index.mean_days',
      title: { vi: 'Thời gian giải quyết bình quân (chỉ số 2.2)', en: 'Mean time to completion (indicator 2.2)' },
      formula: 'ratio(dossiers.working_days_taken, count(dossiers.working_days_taken, dossier), none)',
      unit: 'working_day_per_dossier',
      decimals: 1,
      basis:
        'Quyết định 766/QĐ-TTg ngày 23/6/2022, chỉ số 2.2; hồ sơ đã xử lý xong trong kỳ, tính bằng ngày làm việc, trừ thời gian chờ bổ sung; chưa có cách chấm điểm',
    },
    ...SUMS.map(({ id, ids }) => ({
      ...common,
      id: `service_index.lost_${id}`,
      title: named(find(ids)),
      formula: find(ids).map(lostOf).join(' + '),
      basis: basisOf(`${ids.length > 1 ? 'các chỉ số' : 'chỉ số'} ${ids.join(', ')}: ${SUM_RULE}`),
    })),
  ]
}
