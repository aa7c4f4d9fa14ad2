import { defineDomain, type Indicator } from '../../src/pack/pack.ts'

const OWNER = 'van-phong-ubnd'
const EXCHANGE = 'Quyết định 28/2018/QĐ-TTg về gửi, nhận văn bản điện tử; Nghị định 30/2020/NĐ-CP về công tác văn thư'
const FILES =
  'Nghị định 30/2020/NĐ-CP về công tác văn thư; chỉ tiêu xử lý hồ sơ công việc trên môi trường mạng trong kế hoạch chuyển đổi số của tỉnh'

const sums = { units: 'sum', time: 'sum' } as const

type Given = Omit<Indicator, 'owner' | 'unit' | 'decimals' | 'levels'> & Partial<Indicator>
const percent = (given: Given) => ({ unit: 'percent', decimals: 1, owner: OWNER, ...given })
const documents = (given: Given) => ({ unit: 'official_document', owner: OWNER, ...given })

/** The share of closed work files of some levels that were kept in time, or done in a manner. */
const filesOf = (dim: 'done' | 'kept', levels: string[], good: string[], all: string[]) => {
  const values = (ways: string[]) => levels.flatMap((level) => ways.map((way) => `'${level}:${way}'`)).join(', ')
  return `share(pick(documents.files_closed, ${dim}, ${values(good)}), pick(documents.files_closed, ${dim}, ${values(all)}), none)`
}
const onlineIn = (...levels: string[]) => filesOf('done', levels, ['online'], ['online', 'partly', 'paper'])
const inTimeIn = (...levels: string[]) => filesOf('kept', levels, ['early', 'on_time'], ['early', 'on_time', 'late'])

/** What was measured of the months before can still be read; who is to answer for the target since then, somebody must decide. */
const NO_DISTRICTS_FROM = '2025-07-01'
const UNDECIDED = {
  vi: 'cấp huyện hết hiệu lực tổ chức từ 01/7/2025, chỉ tiêu chờ quyết định',
  en: 'districts have ended on 1 July 2025, their target awaits a decision',
}
const SINCE = { vi: 'Cấp huyện hết hiệu lực tổ chức từ 01/7/2025', en: 'Districts ended on 1 July 2025' }
const DISTRICTS = {
  title: { vi: 'Cấp huyện', en: 'District level' },
  why: { vi: 'chờ quyết định', en: 'awaits a decision' },
}

const LEVELS = {
  province: { vi: 'cấp tỉnh', en: 'province' },
  district: { vi: 'cấp huyện (đến 30/6/2025)', en: 'district (until 30 June 2025)' },
  commune: { vi: 'cấp xã', en: 'commune' },
}
const OUTCOMES = {
  early: { vi: 'trước hạn', en: 'early' },
  on_time: { vi: 'đúng hạn', en: 'on time' },
  late: { vi: 'quá hạn', en: 'late' },
  no_deadline: { vi: 'không có hạn', en: 'no deadline' },
}
const MODES = {
  online: { vi: 'trên môi trường mạng', en: 'online' },
  partly: { vi: 'một phần trên mạng', en: 'partly online' },
  paper: { vi: 'bản giấy', en: 'on paper' },
}

/** Words of every level with every manner: province:online is «cấp tỉnh, trên môi trường mạng». */
function both(manners: Record<string, { vi: string; en: string }>) {
  const pairs = Object.entries(LEVELS).flatMap(([level, is]) =>
    Object.entries(manners).map(([manner, done]) => [
      `${level}:${manner}`,
      { vi: `${is.vi}, ${done.vi}`, en: `${is.en}, ${done.en}` },
    ]),
  )
  return Object.fromEntries(pairs) as Record<string, { vi: string; en: string }>
}

export default defineDomain({
  id: 'documents',
  title: { vi: 'Văn bản và hồ sơ công việc', en: 'Official documents and work files' },
  personal: [],
  kinds: [
    { id: 'delivery', title: { vi: 'Văn bản đến một nơi nhận', en: 'Delivery of a document' }, table: 'document_fact' },
    { id: 'work_file', title: { vi: 'Hồ sơ công việc', en: 'Work file' }, table: 'work_file_fact' },
    { id: 'register', title: { vi: 'Sổ văn bản tháng', en: 'Register of a month' }, table: 'document_register_fact' },
  ],
  unitsOfMeasurement: {
    official_document: { vi: 'văn bản', en: 'documents' },
    work_file: { vi: 'hồ sơ', en: 'files' },
    attempt: { vi: 'lượt gửi', en: 'attempts' },
  },
  measures: [
    {
      id: 'documents.sent',
      title: { vi: 'Văn bản gửi qua trục liên thông', en: 'Documents sent over the exchange' },
      unit: 'official_document',
      ...sums,
      grain: 'day',
      dims: ['type', 'signed', 'level'],
    },
    {
      id: 'documents.received',
      countedWith: 'documents.sent',
      title: { vi: 'Văn bản nhận qua trục liên thông', en: 'Documents received over the exchange' },
      unit: 'official_document',
      ...sums,
      grain: 'day',
      dims: ['type', 'signed', 'level'],
    },
    {
      id: 'documents.handled',
      countedWith: 'documents.sent',
      title: { vi: 'Văn bản đến xử lý xong', en: 'Incoming documents handled' },
      unit: 'official_document',
      ...sums,
      grain: 'day',
      dims: ['level', 'outcome', 'took_days'],
    },
    {
      id: 'documents.open',
      countedWith: 'documents.sent',
      title: { vi: 'Văn bản đến đang xử lý, theo hạn', en: 'Incoming documents in hand, by due time' },
      unit: 'official_document',
      ...sums,
      grain: 'hour',
      dims: ['level', 'stage'],
    },
    {
      id: 'documents.refused',
      countedWith: 'documents.sent',
      title: { vi: 'Văn bản bị từ chối tiếp nhận', en: 'Documents refused' },
      unit: 'official_document',
      ...sums,
      grain: 'day',
      dims: ['level'],
    },
    {
      id: 'documents.changed',
      countedWith: 'documents.sent',
      title: { vi: 'Văn bản thu hồi, cập nhật', en: 'Documents withdrawn or updated' },
      unit: 'official_document',
      ...sums,
      grain: 'day',
      dims: ['change'],
    },
    {
      id: 'documents.unanswered',
      countedWith: 'documents.sent',
      title: { vi: 'Văn bản đã đến, nơi nhận chưa báo trạng thái', en: 'Delivered, and no word from the receiver' },
      unit: 'official_document',
      ...sums,
      grain: 'hour',
      dims: ['level'],
    },
    {
      id: 'documents.undelivered',
      countedWith: 'documents.sent',
      title: { vi: 'Văn bản gửi chưa đến', en: 'Sent and not delivered' },
      unit: 'official_document',
      ...sums,
      grain: 'hour',
      dims: ['level', 'error'],
    },
    {
      id: 'documents.attempts',
      countedWith: 'documents.sent',
      title: { vi: 'Lượt gửi tới nơi nhận', en: 'Attempts to deliver' },
      unit: 'attempt',
      ...sums,
      grain: 'day',
      dims: ['result', 'error'],
    },
    {
      id: 'documents.failed_between',
      countedWith: 'documents.sent',
      title: { vi: 'Lượt gửi lỗi giữa hai cơ quan', en: 'Failed attempts between two agencies' },
      unit: 'attempt',
      ...sums,
      grain: 'day',
      dims: ['between'],
    },
    {
      id: 'documents.sync_faults',
      countedWith: 'documents.sent',
      title: { vi: 'Văn bản có trạng thái mâu thuẫn giữa hai hệ thống', en: 'Documents whose two systems disagree' },
      unit: 'official_document',
      ...sums,
      grain: 'day',
      dims: ['fault'],
    },
    {
      id: 'documents.files_closed',
      title: { vi: 'Hồ sơ công việc kết thúc', en: 'Work files closed' },
      unit: 'work_file',
      ...sums,
      grain: 'day',
      dims: ['done', 'kept', 'took_days'],
    },
    {
      id: 'documents.files_open',
      countedWith: 'documents.files_closed',
      title: { vi: 'Hồ sơ công việc đang xử lý, theo hạn', en: 'Work files in hand, by due time' },
      unit: 'work_file',
      ...sums,
      grain: 'hour',
      dims: ['level'],
    },
    {
      id: 'documents.registered',
      title: { vi: 'Văn bản trong sổ, theo hình thức', en: 'Documents in the registers, by form' },
      unit: 'official_document',
      ...sums,
      grain: 'month',
      dims: ['form', 'level'],
    },
  ],
  dims: {
    type: { title: { vi: 'Loại văn bản', en: 'Type' } },
    signed: {
      title: { vi: 'Ký số', en: 'Digitally signed' },
      values: { true: { vi: 'có ký số', en: 'signed' }, false: { vi: 'chưa ký số', en: 'not signed' } },
    },
    level: {
      title: { vi: 'Cấp', en: 'Level' },
      values: { ...LEVELS, outside: { vi: 'ngoài tỉnh', en: 'outside the province' } },
    },
    outcome: { title: { vi: 'Kết quả', en: 'Outcome' }, values: OUTCOMES },
    stage: {
      title: { vi: 'Trạng thái', en: 'Status' },
      values: {
        '01': { vi: 'chờ tiếp nhận', en: 'awaiting receipt' },
        '03': { vi: 'đã tiếp nhận', en: 'received' },
        '04': { vi: 'đã phân công', en: 'assigned' },
        '05': { vi: 'đang xử lý', en: 'being handled' },
        '15': { vi: 'đồng ý cập nhật', en: 'update agreed' },
        '16': { vi: 'từ chối cập nhật', en: 'update refused' },
      },
    },
    change: {
      title: { vi: 'Thay đổi', en: 'Change' },
      values: {
        '13': { vi: 'thu hồi', en: 'withdrawn' },
        '15': { vi: 'đồng ý cập nhật', en: 'update agreed' },
        '16': { vi: 'từ chối cập nhật', en: 'update refused' },
      },
    },
    result: {
      title: { vi: 'Kết quả gửi', en: 'Result' },
      values: { delivered: { vi: 'đến nơi', en: 'delivered' }, failed: { vi: 'lỗi', en: 'failed' } },
    },
    error: {
      title: { vi: 'Mã lỗi của trục', en: 'Error code of the exchange' },
      values: { '15': { vi: '15: sai SystemId hoặc SecretKey', en: '15: wrong SystemId or SecretKey' } },
    },
    between: { title: { vi: 'Nơi gửi › nơi nhận', en: 'Sender › receiver' } },
    fault: {
      title: { vi: 'Mâu thuẫn', en: 'Fault' },
      values: {
        skipped_receipt: { vi: 'hoàn thành mà chưa báo tiếp nhận', en: 'completed without receipt' },
        before_sending: { vi: 'trạng thái có trước lúc gửi', en: 'status before sending' },
        after_refusal: { vi: 'từ chối rồi vẫn hoàn thành', en: 'completed after refusal' },
      },
    },
    done: { title: { vi: 'Cấp và cách xử lý', en: 'Level and manner' }, values: both(MODES) },
    kept: { title: { vi: 'Cấp và kết quả', en: 'Level and outcome' }, values: both(OUTCOMES) },
    form: {
      title: { vi: 'Chiều và hình thức', en: 'Direction and form' },
      values: {
        'out:electronic': { vi: 'đi, chỉ bản điện tử', en: 'out, electronic alone' },
        'out:both': { vi: 'đi, điện tử kèm bản giấy', en: 'out, electronic with paper' },
        'out:paper': { vi: 'đi, bản giấy', en: 'out, on paper' },
        'in:electronic': { vi: 'đến, bản điện tử', en: 'in, electronic' },
        'in:paper': { vi: 'đến, bản giấy', en: 'in, on paper' },
      },
    },
    took_days: { title: { vi: 'Số ngày xử lý', en: 'Days taken' } },
  },
  indicators: [
    documents({
      id: 'documents.sent_today',
      title: { vi: 'Gửi đi', en: 'Sent' },
      formula: 'documents.sent',
      direction: 'none',
      period: 'today',
      basis: EXCHANGE,
    }),
    documents({
      id: 'documents.received_today',
      title: { vi: 'Nhận về', en: 'Received' },
      formula: 'documents.received',
      direction: 'none',
      period: 'today',
      basis: EXCHANGE,
    }),
    documents({
      id: 'documents.sent_month',
      title: { vi: 'Văn bản gửi trong tháng', en: 'Documents sent this month' },
      formula: 'documents.sent',
      direction: 'none',
      period: 'month',
      basis: EXCHANGE,
    }),
    documents({
      id: 'documents.received_month',
      title: { vi: 'Văn bản nhận trong tháng', en: 'Documents received this month' },
      formula: 'documents.received',
      direction: 'none',
      period: 'month',
      basis: EXCHANGE,
    }),
    percent({
      id: 'documents.electronic_share',
      title: { vi: 'Văn bản đi ở dạng điện tử', en: 'Outgoing documents in electronic form' },
      formula:
        "share(pick(documents.registered, form, 'out:electronic', 'out:both'), pick(documents.registered, form, 'out:electronic', 'out:both', 'out:paper'), none)",
      direction: 'up',
      period: 'month',
      levels: { watch: 95, warn: 90, critical: 80 },
      basis: EXCHANGE,
    }),
    percent({
      id: 'documents.paperless_share',
      title: { vi: 'Văn bản đi chỉ có bản điện tử', en: 'Outgoing documents without a paper copy' },
      formula:
        "share(pick(documents.registered, form, 'out:electronic'), pick(documents.registered, form, 'out:electronic', 'out:both', 'out:paper'), none)",
      direction: 'up',
      period: 'month',
      basis: EXCHANGE,
    }),
    percent({
      id: 'documents.incoming_electronic_share',
      title: { vi: 'Văn bản đến ở dạng điện tử', en: 'Incoming documents in electronic form' },
      formula:
        "share(pick(documents.registered, form, 'in:electronic'), pick(documents.registered, form, 'in:electronic', 'in:paper'), none)",
      direction: 'up',
      period: 'month',
      basis: EXCHANGE,
    }),
    percent({
      id: 'documents.signed_share',
      title: { vi: 'Văn bản gửi có ký số', en: 'Documents sent digitally signed' },
      formula: "share(pick(documents.sent, signed, 'true'), documents.sent, none)",
      direction: 'up',
      period: 'month',
      levels: { watch: 98, warn: 95, critical: 85 },
      basis: EXCHANGE,
    }),
    percent({
      id: 'documents.on_time_rate',
      title: { vi: 'Văn bản đến xử lý đúng hạn', en: 'Incoming documents handled in time' },
      formula:
        "share(pick(documents.handled, outcome, 'early', 'on_time'), pick(documents.handled, outcome, 'early', 'on_time', 'late'), none)",
      direction: 'up',
      period: 'month',
      levels: { watch: 95, warn: 90, critical: 80 },
      basis: EXCHANGE,
    }),
    documents({
      id: 'documents.in_hand',
      title: { vi: 'Văn bản đến đang xử lý', en: 'Incoming documents in hand' },
      formula: 'documents.open',
      direction: 'none',
      period: 'now',
      basis: EXCHANGE,
    }),
    documents({
      id: 'documents.overdue',
      title: { vi: 'Văn bản đến quá hạn', en: 'Overdue incoming documents' },
      formula: 'begun(documents.open)',
      direction: 'down',
      period: 'now',
      basis: EXCHANGE,
    }),
    {
      id: 'documents.median_handling',
      title: { vi: 'Xử lý văn bản, trung vị', en: 'Handling a document, median' },
      formula: 'median(documents.handled, took_days, day, 0.25, 0.5, 1, 2, 3, 5, 7, 10, 15, 30)',
      unit: 'day',
      decimals: 1,
      direction: 'down',
      period: 'month',
      owner: OWNER,
      basis: EXCHANGE,
    },
    percent({
      id: 'documents.refused_share',
      title: { vi: 'Văn bản bị từ chối tiếp nhận', en: 'Documents refused' },
      formula: 'share(documents.refused, documents.received, none)',
      direction: 'down',
      period: 'month',
      levels: { watch: 2, warn: 5, critical: 10 },
      basis: EXCHANGE,
    }),
    documents({
      id: 'documents.withdrawn',
      title: { vi: 'Văn bản thu hồi', en: 'Documents withdrawn' },
      formula: "pick(documents.changed, change, '13')",
      direction: 'down',
      period: 'month',
      basis: EXCHANGE,
    }),
    percent({
      id: 'documents.failure_share',
      title: { vi: 'Lượt gửi lỗi trên trục', en: 'Failed attempts on the exchange' },
      formula: "share(pick(documents.attempts, result, 'failed'), documents.attempts, none)",
      direction: 'down',
      period: 'month',
      levels: { watch: 3, warn: 6, critical: 12 },
      basis: EXCHANGE,
    }),
    documents({
      id: 'documents.stuck',
      title: { vi: 'Gửi 1–30 ngày chưa đến', en: 'Not delivered for 1 to 30 days' },
      formula: 'begun(documents.undelivered, 1) - begun(documents.undelivered, 31)',
      direction: 'down',
      period: 'now',
      basis: EXCHANGE,
    }),
    documents({
      id: 'documents.silent',
      title: { vi: 'Đến 3–32 ngày chưa có trạng thái', en: 'No status for 3 to 32 days' },
      formula: 'begun(documents.unanswered, 3) - begun(documents.unanswered, 33)',
      direction: 'down',
      period: 'now',
      basis: EXCHANGE,
    }),
    documents({
      id: 'documents.sync_errors',
      title: { vi: 'Lỗi đồng bộ trạng thái', en: 'Status synchronisation faults' },
      formula: 'documents.sync_faults',
      direction: 'down',
      period: 'month',
      basis: EXCHANGE,
    }),
    percent({
      id: 'documents.files_online',
      title: { vi: 'Hồ sơ công việc xử lý trên mạng', en: 'Work files processed online' },
      formula: onlineIn('province', 'district', 'commune'),
      direction: 'up',
      period: 'month',
      basis: FILES,
    }),
    percent({
      id: 'documents.files_online_province',
      title: { vi: 'Hồ sơ trên mạng, cấp tỉnh', en: 'Files online, province level' },
      formula: onlineIn('province'),
      direction: 'up',
      period: 'month',
      levels: { watch: 90, warn: 80, critical: 70 },
      basis: FILES,
    }),
    percent({
      id: 'documents.files_online_district',
      title: { vi: 'Hồ sơ trên mạng, cấp huyện', en: 'Files online, district level' },
      formula: onlineIn('district'),
      direction: 'up',
      period: 'month',
      levels: { watch: 80, warn: 70, critical: 60 },
      withdrawnFrom: NO_DISTRICTS_FROM,
      basis: `${FILES}; ${UNDECIDED.vi}`,
    }),
    percent({
      id: 'documents.files_online_commune',
      title: { vi: 'Hồ sơ trên mạng, cấp xã', en: 'Files online, commune level' },
      formula: onlineIn('commune'),
      direction: 'up',
      period: 'month',
      levels: { watch: 60, warn: 50, critical: 40 },
      basis: FILES,
    }),
    percent({
      id: 'documents.files_in_time_province',
      title: { vi: 'Hồ sơ đúng hạn, cấp tỉnh', en: 'Files in time, province level' },
      formula: inTimeIn('province'),
      direction: 'up',
      period: 'month',
      levels: { watch: 95, warn: 90, critical: 80 },
      basis: FILES,
    }),
    percent({
      id: 'documents.files_in_time_district',
      title: { vi: 'Hồ sơ đúng hạn, cấp huyện', en: 'Files in time, district level' },
      formula: inTimeIn('district'),
      direction: 'up',
      period: 'month',
      levels: { watch: 95, warn: 90, critical: 80 },
      withdrawnFrom: NO_DISTRICTS_FROM,
      basis: `${FILES}; ${UNDECIDED.vi}`,
    }),
    percent({
      id: 'documents.files_in_time_commune',
      title: { vi: 'Hồ sơ đúng hạn, cấp xã', en: 'Files in time, commune level' },
      formula: inTimeIn('commune'),
      direction: 'up',
      period: 'month',
      levels: { watch: 95, warn: 90, critical: 80 },
      basis: FILES,
    }),
    {
      id: 'documents.files_overdue',
      title: { vi: 'Hồ sơ công việc quá hạn', en: 'Overdue work files' },
      formula: 'begun(documents.files_open)',
      unit: 'work_file',
      direction: 'down',
      period: 'now',
      owner: OWNER,
      basis: FILES,
    },
    percent({
      id: 'documents.files_overdue_share',
      title: { vi: 'Tỷ lệ quá hạn trong hồ sơ đang xử lý', en: 'Overdue share of work files in hand' },
      formula: 'share(begun(documents.files_open), documents.files_open, none)',
      direction: 'down',
      period: 'now',
      levels: { watch: 5, warn: 10, critical: 20 },
      basis: FILES,
    }),
    {
      id: 'documents.median_file',
      title: { vi: 'Giải quyết hồ sơ, trung vị', en: 'Closing a file, median' },
      formula: 'median(documents.files_closed, took_days, day, 1, 2, 3, 5, 7, 10, 15, 20, 30, 60)',
      unit: 'day',
      decimals: 1,
      direction: 'down',
      period: 'month',
      owner: OWNER,
      basis: FILES,
    },
  ],
  tiles: [
    {
      id: 'documents.failed_between',
      kind: 'ranking',
      title: { vi: 'Gửi lỗi nhiều nhất giữa hai cơ quan, tháng này', en: 'Most failures between two agencies, this month' },
      measure: 'documents.failed_between',
      by: 'between',
      period: 'month',
      rows: 6,
    },
    { id: 'documents.electronic_share', kind: 'stat', indicator: 'documents.electronic_share' },
    { id: 'documents.signed_share', kind: 'stat', indicator: 'documents.signed_share' },
    { id: 'documents.on_time_rate', kind: 'stat', indicator: 'documents.on_time_rate' },
    { id: 'documents.overdue', kind: 'stat', indicator: 'documents.overdue' },
    { id: 'documents.median_handling', kind: 'stat', indicator: 'documents.median_handling' },
    { id: 'documents.refused_share', kind: 'stat', indicator: 'documents.refused_share' },
    { id: 'documents.failure_share', kind: 'stat', indicator: 'documents.failure_share' },
    { id: 'documents.stuck', kind: 'stat', indicator: 'documents.stuck' },
    { id: 'documents.silent', kind: 'stat', indicator: 'documents.silent' },
    { id: 'documents.sync_errors', kind: 'stat', indicator: 'documents.sync_errors' },
    { id: 'documents.files_online_province', kind: 'stat', indicator: 'documents.files_online_province' },
    { id: 'documents.files_online_commune', kind: 'stat', indicator: 'documents.files_online_commune' },
    { id: 'documents.files_overdue', kind: 'stat', indicator: 'documents.files_overdue' },
    {
      id: 'documents.received_today',
      kind: 'stat',
      indicator: 'documents.received_today',
      title: { vi: 'Nhận hôm nay', en: 'Received today' },
    },
    {
      id: 'documents.files_in_time',
      kind: 'comparison',
      title: { vi: 'Hồ sơ công việc đúng hạn, theo cấp', en: 'Work files in time, by level' },
      indicators: ['documents.files_in_time_province', 'documents.files_in_time_commune'],
      unmeasured: [DISTRICTS],
      note: SINCE,
    },
    {
      id: 'documents.files_online_levels',
      kind: 'comparison',
      title: { vi: 'Hồ sơ công việc xử lý trên mạng, theo cấp', en: 'Work files online, by level' },
      indicators: ['documents.files_online_province', 'documents.files_online_commune'],
      unmeasured: [DISTRICTS],
      note: SINCE,
    },
    {
      id: 'documents.map',
      kind: 'communes',
      title: { vi: 'Hồ sơ công việc xử lý trên mạng theo xã, phường', en: 'Work files online by commune' },
      indicator: 'documents.files_online_commune',
    },
    {
      id: 'documents.flow',
      kind: 'trend',
      title: { vi: 'Văn bản mỗi ngày', en: 'Documents a day' },
      indicators: ['documents.sent_today', 'documents.received_today'],
      usual: 'documents.received_today',
      days: 60,
    },
    {
      id: 'documents.types',
      kind: 'ranking',
      title: { vi: 'Loại văn bản gửi, tháng này', en: 'Types sent this month' },
      measure: 'documents.sent',
      by: 'type',
      period: 'month',
      rows: 6,
    },
    {
      id: 'documents.faults',
      kind: 'ranking',
      title: { vi: 'Mâu thuẫn trạng thái, tháng này', en: 'Status faults this month' },
      measure: 'documents.sync_faults',
      by: 'fault',
      period: 'month',
      rows: 3,
    },
  ],
})
