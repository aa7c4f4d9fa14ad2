import { defineDomain } from '../../src/pack/pack.ts'

const owner = { vi: 'Văn phòng Ủy ban nhân dân tỉnh', en: 'Office of the Provincial People’s Committee' }
const basis = (what: string) => `Quyết định 766/QĐ-TTg ngày 23/6/2022, chỉ số ${what}`
const counted = { unit: 'procedure', units: 'sum', time: 'sum', grain: 'day', basis: 'dossiers' } as const

/** Of the listed procedures, as a percentage; the thresholds of Decision 766 where it names one. */
const share = (
  id: string,
  vi: string,
  en: string,
  formula: string,
  what: string,
  threshold: number,
  period: 'month' | 'last_month' = 'month',
) => ({
  id: `procedures.${id}`,
  title: { vi, en },
  formula,
  unit: 'percent',
  decimals: 1,
  direction: 'up' as const,
  period,
  owner,
  levels: { watch: threshold, warn: threshold * 0.9, critical: threshold * 0.75 },
  basis: basis(what),
})

const YES_OR_NO = { true: { vi: 'có', en: 'yes' }, false: { vi: 'không', en: 'no' } }

/** What stood in the catalogue when the period ended. */
const LISTED = 'stood(procedures.listed)'
const listed = (dim: string, ...values: string[]) => `pick(${LISTED}, ${dim}, '${values.join("', '")}')`
/** Dossiers received within the period, of any unit. */
const received = (dim: string, ...values: string[]) => `pick(dossiers.received_by_procedure, ${dim}, '${values.join("', '")}')`
/** Of some listed procedures the share that had such dossiers: each counts once, and one that is not listed never. */
const having = (dossiers: string, among: string) =>
  `share(distinct(${dossiers}, procedure, procedure, ${among}), distinct(${among}, procedure, procedure), none)`
const IN_PERIOD =
  'theo hồ sơ tiếp nhận trong kỳ của mọi cơ quan trong tỉnh, mỗi thủ tục tính một lần; chỉ tính thủ tục có trong danh mục cuối kỳ'

export default defineDomain({
  id: 'procedures',
  title: { vi: 'Danh mục thủ tục hành chính', en: 'Catalogue of procedures' },
  classification: 'open',
  personal: [],
  kinds: [
    {
      id: 'procedure_listing',
      title: { vi: 'Thủ tục trong danh mục công khai', en: 'Procedure as listed' },
      table: 'procedure_listing_fact',
    },
  ],
  unitsOfMeasurement: { procedure: { vi: 'thủ tục', en: 'procedures' } },
  measures: [
    {
      ...counted,
      id: 'procedures.listed',
      title: { vi: 'Thủ tục trong danh mục', en: 'Procedures listed' },
      dims: ['procedure', 'complete', 'online', 'payment', 'document', 'subject'],
    },
    {
      ...counted,
      id: 'procedures.announced',
      grain: 'month',
      title: { vi: 'Thủ tục được công bố, theo tháng ký quyết định', en: 'Procedures announced, by the month of the decision' },
      dims: ['procedure', 'announced'],
    },
    {
      ...counted,
      id: 'procedures.published',
      title: { vi: 'Thủ tục công khai hoặc đến hạn công khai', en: 'Procedures published or due to be' },
      dims: ['procedure', 'published'],
    },
  ],
  dims: {
    procedure: { title: { vi: 'Thủ tục', en: 'Procedure' } },
    complete: {
      title: { vi: 'Đủ bộ phận tạo thành', en: 'Complete' },
      values: { true: { vi: 'đủ', en: 'yes' }, false: { vi: 'thiếu', en: 'no' } },
    },
    online: {
      title: { vi: 'Dịch vụ công trực tuyến', en: 'Online service' },
      values: {
        full: { vi: 'toàn trình', en: 'whole' },
        partial: { vi: 'một phần', en: 'in part' },
        none: { vi: 'chưa cung cấp', en: 'not offered' },
      },
    },
    payment: {
      title: { vi: 'Thanh toán trực tuyến', en: 'Online payment' },
      values: {
        free: { vi: 'không có phí', en: 'no fee' },
        online: { vi: 'đã tích hợp', en: 'offered' },
        missing: { vi: 'chưa tích hợp', en: 'not offered' },
      },
    },
    document: {
      title: { vi: 'Kết quả là giấy tờ', en: 'Yields a document' },
      values: YES_OR_NO,
    },
    subject: {
      title: { vi: 'Đối tượng thực hiện', en: 'Who may ask for it' },
      values: {
        citizen: { vi: 'người dân', en: 'citizens' },
        organisation: { vi: 'doanh nghiệp, tổ chức', en: 'businesses, organisations' },
        both: { vi: 'người dân và doanh nghiệp, tổ chức', en: 'citizens and organisations' },
      },
    },
    announced: {
      title: { vi: 'Công bố', en: 'Announced' },
      values: {
        in_time: { vi: 'đúng hạn', en: 'in time' },
        late: { vi: 'trễ hạn', en: 'late' },
        undated: { vi: 'không ghi ngày hiệu lực', en: 'no effective date' },
      },
    },
    published: {
      title: { vi: 'Công khai', en: 'Published' },
      values: {
        in_time: { vi: 'đúng hạn', en: 'in time' },
        late: { vi: 'trễ hạn', en: 'late' },
        waiting: { vi: 'quá hạn, chưa công khai', en: 'overdue' },
      },
    },
  },
  indicators: [
    {
      id: 'procedures.listed_now',
      title: { vi: 'Thủ tục trong danh mục', en: 'Procedures listed' },
      formula: LISTED,
      unit: 'procedure',
      direction: 'none',
      period: 'now',
      owner,
      basis: 'Nghị định 118/2025/NĐ-CP',
    },
    share(
      'announced_share',
      'Thủ tục công bố đúng hạn',
      'Procedures announced in time',
      "share(pick(procedures.announced, announced, 'in_time'), pick(procedures.announced, announced, 'in_time', 'late'), none)",
      '1.1: quyết định công bố ký trước ngày văn bản có hiệu lực ít nhất 5 ngày làm việc; thủ tục có nhiều quyết định trong tháng tính một lần, trễ một lần là trễ',
      100,
    ),
    share(
      'published_share',
      'Thủ tục công khai đúng hạn',
      'Procedures published in time',
      "share(pick(procedures.published, published, 'in_time'), procedures.published, none)",
      '1.2: công khai trong 5 ngày làm việc kể từ ngày ký; mẫu số gồm thủ tục đến hạn mà chưa công khai; mỗi tháng một thủ tục tính một lần, trễ một lần là trễ',
      100,
    ),
    share(
      'complete_share',
      'Thủ tục đủ bộ phận tạo thành',
      'Procedures published with all their parts',
      `share(${listed('complete', 'true')}, ${LISTED}, none)`,
      '1.3: theo danh mục cuối kỳ; kỳ chưa hết thì tại thời điểm xem',
      100,
    ),
    share(
      'online_share',
      'Thủ tục có dịch vụ trực tuyến',
      'Procedures offered online',
      `share(${listed('online', 'full', 'partial')}, ${LISTED}, none)`,
      '3.1: theo danh mục cuối kỳ; kỳ chưa hết thì tại thời điểm xem',
      80,
    ),
    share(
      'used_share',
      'Dịch vụ có hồ sơ tháng trước',
      'Online services used last month',
      having(received('channel', 'online'), listed('online', 'full', 'partial')),
      `3.2: thủ tục có dịch vụ trực tuyến và có hồ sơ nộp trực tuyến, ${IN_PERIOD}`,
      100,
      'last_month',
    ),
    share(
      'payable_share',
      'Thủ tục đồng bộ phí tháng trước',
      'Fees synchronised last month',
      having(received('payment', 'online', 'other'), listed('payment', 'online', 'missing')),
      `3.5: thủ tục có phí, lệ phí và có hồ sơ đồng bộ phí, lệ phí khác 0, ${IN_PERIOD}; không theo ô «thanh toán trực tuyến» của danh mục`,
      80,
      'last_month',
    ),
    share(
      'population_share',
      'Dùng dữ liệu dân cư tháng trước',
      'Population data used last month',
      having(received('population', 'true'), listed('subject', 'citizen', 'both')),
      `4.5, tỷ lệ thứ hai: thủ tục có đối tượng là người dân và có hồ sơ dùng tài khoản đã xác thực VNeID hoặc dữ liệu dân cư, ${IN_PERIOD}`,
      100,
      'last_month',
    ),
  ],
  tiles: [
    { id: 'procedures.listed_now', kind: 'stat', indicator: 'procedures.listed_now' },
    {
      id: 'procedures.shares',
      kind: 'comparison',
      title: { vi: 'Danh mục thủ tục hành chính', en: 'Catalogue of procedures' },
      indicators: [
        'procedures.announced_share',
        'procedures.published_share',
        'procedures.complete_share',
        'procedures.online_share',
        'procedures.used_share',
        'procedures.payable_share',
        'procedures.population_share',
      ],
    },
  ],
})
