// The index of serving people and businesses (Decision 766/QĐ-TTg), as far as dossiers and their two systems tell it.

/**
 * Points of the six groups, as the national portal shows them, are shared out equally between those indicators of a group that are a
 * rate: how they are really shared was not published where we could read it. Of 2.2, a time of each procedure, and 5.1, kinds of
 * petitions, the formula note makes no rate.
 */
const SAMPLE = 'điểm tối đa của nhóm chia đều cho các chỉ số tính ra tỷ lệ (cấu hình mẫu)'

const ONLINE = "share(pick(dossiers.received, throughout, 'true'), dossiers.received, none)"
const SYNCED =
  "share(pick(reconciliation.listed, presence, 'both'), pick(reconciliation.listed, presence, 'both', 'province'), none)"
/** What ended so: completed, and what was stopped, refused, or withdrawn once accepted. */
export const ended = (...outcomes: string[]) =>
  ['completed', 'closed'].map((how) => `pick(dossiers.${how}, outcome, '${outcomes.join("', '")}')`).join(' + ')
/** All that ended and, of what is unfinished, what fell due within the period: it is late until it ends. */
const JUDGED = `${ended('early', 'on_time', 'late')} + soFar(dossiers.open)`
/** As sql/domains/procedures has them: of what stood in the catalogue at the end of the period, and of what was signed or fell due in the period. */
const listed = (dim: string, ...values: string[]) => `pick(stood(procedures.listed), ${dim}, '${values.join("', '")}')`
const CATALOGUED = {
  announced:
    "share(pick(procedures.announced, announced, 'in_time'), pick(procedures.announced, announced, 'in_time', 'late'), none)",
  published: "share(pick(procedures.published, published, 'in_time'), procedures.published, none)",
  complete: `share(${listed('complete', 'true')}, stood(procedures.listed), none)`,
  online: `share(${listed('online', 'full', 'partial')}, stood(procedures.listed), none)`,
}

const received = (dim: string, ...values: string[]) => `pick(dossiers.received_by_procedure, ${dim}, '${values.join("', '")}')`
/** What the note counts by its dossiers: of the procedures that stood in the catalogue those that had some within the period, each once. */
const USES = {
  '3.2': { among: listed('online', 'full', 'partial'), dossiers: received('channel', 'online') },
  '3.5': { among: listed('payment', 'online', 'missing'), dossiers: received('payment', 'online', 'other') },
  '4.5b': { among: listed('subject', 'citizen', 'both'), dossiers: received('population', 'true') },
}
type Used = keyof typeof USES
const standing = (id: Used) => `distinct(${USES[id].among}, procedure, procedure)`
const used = (id: Used) => `distinct(${USES[id].dossiers}, procedure, procedure, ${USES[id].among})`
const having = (id: Used) => `share(${used(id)}, ${standing(id)}, none)`
/** How many stood there and had no such dossier. */
export const unused = (id: Used) => `${standing(id)} - ${used(id)}`
const intake = (dim: string) => `share(pick(dossiers.intake, ${dim}, 'true'), dossiers.intake, none)`

/** Of 4.5 the note makes two rates and says not how they make one. */
const HALVED = 'một nửa số điểm; nửa kia theo tỷ lệ thủ tục'

interface Component {
  id: string
  vi: string
  en: string
  rate: string
  /** The percentage from which all points are given; 100 where the note names none. */
  threshold: number
  max: number
  note?: string
  /** Of what may have nothing to judge in a month: what shows that anybody tells of it at all. */
  idle?: string
}

const COMPONENTS: Component[] = [
  {
    id: '1.4',
    vi: 'Đồng bộ hồ sơ',
    en: 'Synchronised dossiers',
    rate: SYNCED,
    threshold: 100,
    max: 4.5,
    note: 'mẫu số là hồ sơ hệ thống của tỉnh có; bản gốc lấy số lớn hơn giữa Hệ thống thông tin báo cáo quốc gia và Cổng, hệ thống này không có số thứ nhất và không tính hồ sơ chỉ Cổng có',
  },
  {
    id: '2.1',
    vi: 'Giải quyết đúng hạn',
    en: 'Completed in time',
    rate: `share(${ended('early', 'on_time')}, ${JUDGED}, none)`,
    threshold: 100,
    max: 20,
    note: 'gồm hồ sơ dừng xử lý, không được tiếp nhận và rút sau khi tiếp nhận, nếu có hạn trả; hồ sơ chưa xong mà đến hạn trong kỳ tính là trễ, chưa đến hạn thì chưa tính',
  },
  {
    id: '3.3',
    vi: 'Nộp trực tuyến',
    en: 'Filed online',
    rate: `of(${ONLINE}, ${SYNCED})`,
    threshold: 50,
    max: 4,
    note: 'thủ tục trả kết quả là giấy tờ thì chỉ tính hồ sơ đã cấp kết quả điện tử, hồ sơ chưa xong thì chưa tính; thủ tục không trả giấy tờ tính ngay khi nộp trực tuyến',
  },
  {
    id: '3.6',
    vi: 'Thanh toán trực tuyến',
    en: 'Paid online',
    rate: "share(pick(dossiers.intake, payment, 'online'), pick(dossiers.intake, payment, 'online', 'other'), none)",
    threshold: 100,
    max: 5,
  },
  {
    id: '4.1',
    vi: 'Cấp kết quả điện tử',
    en: 'Electronic results',
    rate: "share(pick(dossiers.intake, e_result, 'true'), pick(dossiers.intake, e_result, 'true', 'false'), none)",
    threshold: 100,
    max: 4.4,
    note: 'mẫu số là hồ sơ tiếp nhận trong kỳ của thủ tục trả kết quả là giấy tờ, kể cả hồ sơ chưa xong; thủ tục không rõ có trả giấy tờ hay không thì tính là có',
  },
  {
    id: '4.2',
    vi: 'Số hóa hồ sơ',
    en: 'Digitised dossiers',
    rate: intake('all_digitised'),
    threshold: 80,
    max: 4.4,
    note: 'mẫu số là mọi hồ sơ tiếp nhận trong kỳ, kể cả hồ sơ chưa xong; thủ tục trả kết quả là giấy tờ thì phải có cả kết quả điện tử',
  },
  { id: '4.3', vi: 'Dùng lại dữ liệu số hóa', en: 'Reused data', rate: intake('reused'), threshold: 80, max: 4.4 },
  { id: '4.4', vi: 'Kết nối, chia sẻ dữ liệu', en: 'Shared data', rate: intake('shared'), threshold: 100, max: 4.4 },
  {
    id: '4.5',
    vi: 'Hồ sơ dùng dữ liệu dân cư',
    en: 'Dossiers using population data',
    rate: intake('population'),
    threshold: 100,
    max: 2.2,
    note: `tỷ lệ hồ sơ, ${HALVED}`,
  },
  {
    id: '5.4',
    vi: 'Hài lòng về giải quyết thủ tục',
    en: 'Content with dossiers',
    rate: `share(${ended('early', 'on_time')} - dossiers.displeased, ${JUDGED}, none)`,
    threshold: 90,
    max: 6,
    note: '100% trừ tỷ lệ trễ hạn (chỉ số 2.1) và tỷ lệ hồ sơ bị chấm không hài lòng hoặc có phản ánh, kiến nghị; hồ sơ không ai đánh giá không bị trừ',
  },
]

const IN_PERIOD =
  'theo hồ sơ tiếp nhận trong kỳ của mọi cơ quan trong tỉnh, mỗi thủ tục tính một lần; chỉ tính thủ tục có trong danh mục cuối kỳ'
const ONCE = 'thủ tục có nhiều quyết định trong tháng tính một lần, trễ một lần là trễ'

/** What the catalogue of procedures tells, of some with their dossiers, of the province alone: no commune has a catalogue. */
const CATALOGUE: Component[] = [
  {
    id: '1.1',
    vi: 'Công bố thủ tục đúng hạn',
    en: 'Announced in time',
    rate: CATALOGUED.announced,
    threshold: 100,
    max: 4.5,
    note: ONCE,
    idle: 'stood(procedures.listed)',
  },
  {
    id: '1.2',
    vi: 'Công khai thủ tục đúng hạn',
    en: 'Published in time',
    rate: CATALOGUED.published,
    threshold: 100,
    max: 4.5,
    note: ONCE,
    idle: 'stood(procedures.listed)',
  },
  {
    id: '1.3',
    vi: 'Công khai đủ bộ phận tạo thành',
    en: 'Published with all parts',
    rate: CATALOGUED.complete,
    threshold: 100,
    max: 4.5,
  },
  { id: '3.1', vi: 'Cung cấp dịch vụ trực tuyến', en: 'Services offered online', rate: CATALOGUED.online, threshold: 80, max: 4 },
  {
    id: '3.2',
    vi: 'Dịch vụ trực tuyến có phát sinh hồ sơ',
    en: 'Online services that are used',
    rate: having('3.2'),
    threshold: 100,
    max: 4,
    note: `thủ tục có hồ sơ nộp trực tuyến, ${IN_PERIOD}`,
  },
  {
    id: '3.5',
    vi: 'Tích hợp thanh toán trực tuyến',
    en: 'Fees synchronised for online payment',
    rate: having('3.5'),
    threshold: 80,
    max: 5,
    note: `thủ tục có hồ sơ đồng bộ phí, lệ phí khác 0, ${IN_PERIOD}`,
  },
  {
    id: '4.5b',
    vi: 'Thủ tục dùng dữ liệu dân cư',
    en: 'Procedures using population data',
    rate: having('4.5b'),
    threshold: 100,
    max: 2.2,
    note: `thủ tục có đối tượng là người dân, có hồ sơ dùng dữ liệu dân cư, ${IN_PERIOD}; một nửa số điểm, nửa kia theo tỷ lệ hồ sơ`,
  },
]

/** Of the group of complaints and satisfaction: what the petitions of the national portal tell. */
const PETITIONS: Component[] = [
  {
    id: '5.2',
    vi: 'Tiến độ xử lý phản ánh',
    en: 'Petitions in time',
    rate: "share(pick(reports.petitions_ended, progress, 'in_time'), reports.petitions_ended + soFar(reports.petitions_open), none)",
    threshold: 100,
    max: 6,
    idle: 'stood(reports.petitions)',
    note: 'xử lý 15, từ chối 2, yêu cầu bổ sung 5, công khai 2 ngày làm việc; chưa xong mà đến hạn trong kỳ tính là trễ',
  },
  {
    id: '5.3',
    vi: 'Hài lòng khi xử lý phản ánh',
    en: 'Content with petitions',
    rate: "share(pick(reports.petitions, content, 'true') - soFar(pick(reports.petitions_open, due, 'same_month')), reports.petitions, none)",
    threshold: 100,
    max: 6,
    idle: 'stood(reports.petitions)',
    note: 'phản ánh đến trong tháng, trừ phản ánh bị chấm 1–2 trên 5 điểm, phải mở lại, xử lý quá hạn, hoặc chưa xong mà đã quá hạn trong chính tháng đó',
  },
]

/** The six groups as the national portal publishes them: the most points of each. */
export const GROUPS = [
  { id: 'transparency', vi: 'Công khai, minh bạch', en: 'Transparency', max: 18 },
  { id: 'progress', vi: 'Tiến độ giải quyết', en: 'Progress', max: 20 },
  { id: 'online', vi: 'Dịch vụ công trực tuyến', en: 'Online services', max: 12 },
  { id: 'payment', vi: 'Thanh toán trực tuyến', en: 'Online payment', max: 10 },
  { id: 'digitisation', vi: 'Số hóa hồ sơ', en: 'Digitisation', max: 22 },
  { id: 'satisfaction', vi: 'Mức độ hài lòng', en: 'Satisfaction', max: 18 },
] as const

export const publishedOf = (group: (typeof GROUPS)[number]['id']) => `service_index.published_${group}`

/** What is measured, and told beside the procedures that cost points, but brings none: the note says not what would be good. */
const NO_RULE = { vi: 'Chưa đo được: thiếu cách chấm', en: 'Not measured: no scoring rule' }
export const UNMEASURED = [
  { title: { vi: '2.2 Thời gian bình quân từng thủ tục', en: '2.2 Mean time of each procedure' }, why: NO_RULE },
  { title: { vi: '5.1 Phản ánh theo phân loại', en: '5.1 Petitions by kind' }, why: NO_RULE },
]

const scoreOf = ({ rate, threshold, max }: Component) => `score(${rate}, ${threshold}, ${max})`

/** In a total: a month in which nothing was announced, fell due or was complained of lost no points by that, where anybody tells of it. */
const partOf = (component: Component) => {
  const { rate, threshold, max, idle } = component
  return idle
    ? `score(of(${rate.replace(/, none\)$/, ', 100)')}, share(${idle}, ${idle}, none)), ${threshold}, ${max})`
    : scoreOf(component)
}
const NOTHING_LOST =
  'tháng không có thủ tục công bố, không có thủ tục đến hạn công khai hoặc không có phản ánh thì không mất điểm của chỉ số đó'
const idOf = (component: string) => `service_index.score_${component.replace('.', '_')}`
const points = (max: number) => max.toLocaleString('vi-VN')

export const basisOf = (what: string) => `Quyết định 766/QĐ-TTg ngày 23/6/2022, ${what}; ${SAMPLE}`

/** Of a hundred, how many points can be measured. */
const mostOf = (components: Component[]) => Math.round(components.reduce((sum, { max }) => sum + max, 0) * 10) / 10
const MEASURABLE = mostOf(COMPONENTS)

/** A commune has no catalogue, and petitions in few months. */
export const OF_DOSSIERS = { vi: `thang ${points(MEASURABLE)} điểm`, en: `of ${MEASURABLE} points` }

// Where nobody sent a petition, most communes in most months, group 5 has no number and must not take the rest with it.
const ALL = [...COMPONENTS, ...CATALOGUE, ...PETITIONS].sort((a, b) => a.id.localeCompare(b.id))
export const SCORES = ALL.map(({ id }) => idOf(id))

/** Short enough for a tile. */
export const MEASURED = {
  vi: `Tự đo tháng trước, thang ${points(mostOf(ALL))} điểm`,
  en: `Measured here last month, of ${mostOf(ALL)} points`,
}

/** What has lost a tenth of its points is worth a look. */
export const levelsOf = (most: number) => ({ watch: most * 0.9, warn: most * 0.8, critical: most * 0.7 })

export function componentOf(id: string): Component {
  return ALL.find((each) => each.id === id) as Component
}

/** Each group with what is measured of it: indicators 3.5 and 3.6 are those of online payment. */
const isOf: Record<(typeof GROUPS)[number]['id'], (id: string) => boolean> = {
  transparency: (id) => id.startsWith('1.'),
  progress: (id) => id.startsWith('2.'),
  online: (id) => ['3.1', '3.2', '3.3'].includes(id),
  payment: (id) => ['3.5', '3.6'].includes(id),
  digitisation: (id) => id.startsWith('4.'),
  satisfaction: (id) => id.startsWith('5.'),
}

/**
 * Scores do not add up over units or months: for each they are worked out anew from what is counted. Of the last whole month: of one
 * under way some have nothing to be a share of yet, and what is unfinished would lack a result it may still get in time.
 */
export function scores(owner: { vi: string; en: string }) {
  const common = { unit: 'point', decimals: 2, owner }
  return [
    ...ALL.map((each) => ({
      ...common,
      id: idOf(each.id),
      title: { vi: `${each.id} ${each.vi} (tối đa ${points(each.max)})`, en: `${each.id} ${each.en} (of ${each.max})` },
      formula: scoreOf(each),
      direction: 'up' as const,
      period: 'last_month' as const,
      levels: levelsOf(each.max),
      basis: basisOf(`chỉ số ${each.id}${each.note ? `, ${each.note}` : ''}`),
    })),
    {
      ...common,
      id: 'service_index.in_time',
      title: { vi: 'Đúng hạn theo chỉ số 2.1, cả hồ sơ chưa xong', en: 'In time by indicator 2.1, unfinished dossiers too' },
      formula: componentOf('2.1').rate,
      unit: 'percent',
      decimals: 1,
      direction: 'up' as const,
      period: 'month' as const,
      levels: { watch: 98, warn: 95, critical: 90 },
      basis: basisOf(
        `chỉ số 2.1, ${componentOf('2.1').note}; khác «Hồ sơ đã kết thúc đúng hạn»: số đó không tính hồ sơ chưa xong`,
      ),
    },
    {
      ...common,
      id: 'service_index.measured',
      title: {
        vi: `Điểm phục vụ đo được từ hồ sơ tháng trước, thang ${points(MEASURABLE)} trong 100 điểm`,
        en: `Points of the service index that last month’s dossiers tell, of ${MEASURABLE} in 100`,
      },
      formula: COMPONENTS.map(scoreOf).join(' + '),
      direction: 'up' as const,
      period: 'last_month' as const,
      levels: levelsOf(MEASURABLE),
      basis: basisOf(`${COMPONENTS.length} chỉ số đo được từ hồ sơ và đối soát`),
    },
    {
      ...common,
      id: 'service_index.measured_all',
      title: {
        vi: `Điểm phục vụ tự đo tháng trước, thang ${points(mostOf(ALL))} điểm`,
        en: `Points of the service index measured here last month, of ${mostOf(ALL)}`,
      },
      formula: ALL.map(partOf).join(' + '),
      direction: 'up' as const,
      period: 'last_month' as const,
      levels: levelsOf(mostOf(ALL)),
      basis: basisOf(
        `${ALL.length} tỷ lệ đo được từ hồ sơ, đối soát, danh mục thủ tục và phản ánh; tháng đã hết; ${NOTHING_LOST}`,
      ),
    },
  ]
}

/** By group, of the last whole month: what the portal published, what is measured here, and how far they lie apart. */
export function groupGaps(owner: { vi: string; en: string }) {
  const common = { unit: 'point', decimals: 2, owner, period: 'last_month' as const }
  const whole = {
    id: 'all',
    vi: 'Tổng điểm',
    en: 'All points',
    published: 'service_index.score',
    components: ALL,
  }
  const groups = GROUPS.map(({ id, vi, en, max }) => ({
    id,
    vi: `${vi} (tối đa ${max})`,
    en: `${en} (of ${max})`,
    published: `pick(service_index.group, group, '${id}')`,
    components: ALL.filter((each) => isOf[id](each.id)),
  }))
  return [whole, ...groups].flatMap(({ id, vi, en, published, components }) => {
    const measured = components.map(partOf).join(' + ')
    return [
      {
        ...common,
        id: `service_index.month_${id}`,
        title: { vi: `${vi}, công bố tháng trước`, en: `${en}, published for last month` },
        formula: published,
        direction: 'up' as const,
        basis: 'Quyết định 766/QĐ-TTg ngày 23/6/2022; bảng xếp hạng trên Cổng Dịch vụ công quốc gia',
      },
      ...(id === 'all'
        ? []
        : [
            {
              ...common,
              id: `service_index.measured_${id}`,
              title: { vi: `${vi}, tự đo tháng trước`, en: `${en}, measured here for last month` },
              formula: measured,
              direction: 'up' as const,
              basis: basisOf(`các chỉ số ${components.map((each) => each.id).join(', ')}`),
            },
          ]),
      {
        ...common,
        id: `service_index.apart_${id}`,
        title: { vi: `${vi}: công bố trừ tự đo`, en: `${en}: published less measured here` },
        formula: `${published} - (${measured})`,
        direction: 'none' as const,
        basis: basisOf('điểm công bố trừ điểm tự đo của cùng tháng; lệch do hai nguồn số liệu và do cách chia điểm'),
      },
    ]
  })
}

/** The three numbers of a group, in the order of the table's columns. */
export const gapsOf = (group: string) => [
  `service_index.month_${group}`,
  group === 'all' ? 'service_index.measured_all' : `service_index.measured_${group}`,
  `service_index.apart_${group}`,
]
