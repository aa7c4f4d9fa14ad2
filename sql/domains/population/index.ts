import { defineDomain, type Indicator, type Measure } from '../../src/pack/pack.ts'

type Words = { vi: string; en: string }

/** Below these many, a figure of births, deaths and the like points at someone. */
const SMALLEST = 5

const POLICE = { vi: 'Công an tỉnh', en: 'Provincial Police' }
const JUSTICE = { vi: 'Sở Tư pháp', en: 'Department of Justice' }
const STATISTICS = { vi: 'Thống kê tỉnh', en: 'Provincial Statistics Office' }
const HOME_AFFAIRS = { vi: 'Sở Nội vụ', en: 'Department of Home Affairs' }

/** Counted on a day and standing until counted again: adds up over units, never over time. */
function stock(id: string, vi: string, en: string, unit = 'person', dims: string[] = []) {
  return {
    id,
    title: { vi, en },
    unit,
    units: 'sum' as const,
    time: 'last' as const,
    grain: 'day' as const,
    dims,
  }
}

/** By sex and by age the same people. */
const PEOPLE = 'population.people'

/** Of a kind of person there may be a handful in a commune. */
const few = (measure: ReturnType<typeof stock>) => ({ ...measure, smallest: SMALLEST })

/** What was registered in a month. */
function events(id: string, vi: string, en: string, unit = 'person', dims: string[] = []) {
  const reported = { smallest: SMALLEST, reported: true }
  return { ...stock(id, vi, en, unit, dims), time: 'sum' as const, grain: 'month' as Measure['grain'], ...reported }
}

function indicator(
  id: string,
  [vi, en]: [string, string],
  formula: string,
  more: Partial<Omit<Indicator, 'title' | 'formula'>> = {},
) {
  const common = { unit: 'person', direction: 'none' as const, period: 'latest' as const, owner: POLICE, basis: REGISTER }
  return { id, title: { vi, en } satisfies Words, formula, ...common, ...more }
}

const REGISTER = 'Luật Cư trú 68/2020/QH14; ghi chú công thức: số liệu tổng hợp cuối tháng của Cơ sở dữ liệu quốc gia về dân cư'
const CIVIL =
  'Luật Hộ tịch 60/2014/QH13; ghi chú công thức: sự kiện đăng ký hộ tịch, cư trú trong tháng; khai sinh trừ khai tử là tăng tự nhiên'
const LINKED =
  'Luật Hộ tịch 60/2014/QH13; Cổng Dịch vụ công quốc gia: liên thông đăng ký khai sinh, thường trú và cấp thẻ BHYT cho trẻ dưới 6 tuổi, không quá 3 ngày làm việc'
const IDENTITY =
  'Luật Căn cước 26/2023/QH15; Nghị định 69/2024/NĐ-CP về định danh điện tử; tỷ lệ trên người từ đủ 14 tuổi; mức 2 tính trên tài khoản đã kích hoạt'
const MOVES = 'Luật Cư trú 68/2020/QH14; ghi chú công thức: đăng ký cư trú chuyển đến, chuyển đi trong tháng'
const month = { period: 'last_month' as const, owner: JUSTICE, basis: CIVIL, dueAfterDays: 10 }
const percent = { unit: 'percent', decimals: 1 }

export default defineDomain({
  id: 'population',
  title: { vi: 'Dân cư', en: 'Population' },
  personal: [],
  kinds: [{ id: 'population_report', title: { vi: 'Báo cáo dân cư', en: 'Population report' }, table: 'population_fact' }],
  unitsOfMeasurement: {
    household: { vi: 'hộ', en: 'households' },
    couple: { vi: 'cặp', en: 'couples' },
    document: { vi: 'giấy tờ', en: 'documents' },
    request: { vi: 'lượt', en: 'requests' },
    km2: { vi: 'km²', en: 'km²' },
    person_per_household: { vi: 'người/hộ', en: 'people per household', of: 'person', per: 'household' },
    person_per_km2: { vi: 'người/km²', en: 'people per km²', of: 'person', per: 'km2' },
    document_per_person: { vi: 'giấy tờ/người', en: 'documents per person', of: 'document', per: 'person' },
    per_thousand: { vi: '‰', en: '‰', of: 'person', per: 'person', each: 1_000 },
    boys_per_100_girls: { vi: 'bé trai/100 bé gái', en: 'boys per 100 girls', of: 'person', per: 'person', each: 100 },
  },
  measures: [
    { ...stock(PEOPLE, 'Dân số theo từng nguồn', 'People, by source', 'person', ['source']), apart: 'source' },
    { ...stock('population.area', 'Diện tích', 'Area', 'km2', ['source']), apart: 'source' },
    stock('population.households', 'Số hộ', 'Households', 'household'),
    // Who is absent is permanent elsewhere: a whole of them is nobody's, and would tell the few that stay by the permanent.
    {
      ...few(
        stock('population.residents', 'Nhân khẩu theo tình trạng cư trú', 'Residents by residence', 'person', ['residence']),
      ),
      apart: 'residence',
    },
    {
      ...few(stock('population.by_sex', 'Nhân khẩu thường trú theo giới tính', 'Residents by sex', 'person', ['sex'])),
      sameAs: PEOPLE,
    },
    {
      ...few(stock('population.by_age', 'Nhân khẩu thường trú theo tuổi', 'Residents by age', 'person', ['age'])),
      sameAs: PEOPLE,
    },
    stock('population.eligible', 'Người từ đủ 14 tuổi', 'People aged 14 and over'),
    stock('population.id_cards', 'Thẻ căn cước còn hạn', 'Valid identity cards'),
    stock('population.vneid_registered', 'Tài khoản VNeID đã đăng ký', 'VNeID accounts registered', 'person', ['level']),
    stock('population.vneid_activated', 'Tài khoản VNeID đã kích hoạt', 'VNeID accounts activated', 'person', ['level']),
    stock('population.documents', 'Giấy tờ tích hợp trên VNeID', 'Documents integrated in VNeID', 'document'),
    events('population.births', 'Khai sinh', 'Births registered', 'person', ['sex']),
    events(
      'population.linked_births',
      'Khai sinh liên thông thường trú, thẻ BHYT',
      'Births registered with residence and insurance',
    ),
    events(
      'population.linked_births_in_time',
      'Khai sinh liên thông xong trong 3 ngày làm việc',
      'The same, done within 3 working days',
    ),
    events('population.deaths', 'Khai tử', 'Deaths registered'),
    events('population.marriages', 'Kết hôn', 'Marriages registered', 'couple'),
    events('population.divorces', 'Ly hôn', 'Divorces', 'couple'),
    events('population.moves', 'Chuyển nơi thường trú', 'Moves of permanent residence', 'person', ['direction']),
    events('population.vneid_help', 'Lượt hỗ trợ dùng VNeID', 'Requests for help with VNeID', 'request', ['reason']),
  ],
  dims: {
    source: {
      title: { vi: 'Nguồn số liệu', en: 'Source' },
      values: {
        police: { vi: 'CSDL quốc gia về dân cư', en: 'national population database' },
        statistics: { vi: 'cơ quan thống kê', en: 'statistics office' },
        merger: { vi: 'tệp sáp nhập, từng xã', en: 'merger file, by commune' },
        merger_province: { vi: 'tệp sáp nhập, toàn tỉnh', en: 'merger file, the province' },
      },
    },
    residence: {
      title: { vi: 'Tình trạng cư trú', en: 'Residence' },
      values: {
        permanent: { vi: 'thường trú', en: 'permanent' },
        temporary: { vi: 'tạm trú', en: 'temporary' },
        absent: { vi: 'tạm vắng', en: 'absent' },
        staying: { vi: 'lưu trú', en: 'staying' },
      },
    },
    sex: {
      title: { vi: 'Giới tính', en: 'Sex' },
      values: { male: { vi: 'nam', en: 'male' }, female: { vi: 'nữ', en: 'female' } },
    },
    age: {
      title: { vi: 'Nhóm tuổi', en: 'Age group' },
      values: {
        '0-5': { vi: '0–5 tuổi', en: '0–5' },
        '6-14': { vi: '6–14 tuổi', en: '6–14' },
        '15-59': { vi: '15–59 tuổi', en: '15–59' },
        '60-64': { vi: '60–64 tuổi', en: '60–64' },
        '65+': { vi: 'từ 65 tuổi', en: '65 and over' },
      },
    },
    level: {
      title: { vi: 'Mức định danh', en: 'Identity level' },
      values: { '1': { vi: 'mức 1', en: 'level 1' }, '2': { vi: 'mức 2', en: 'level 2' } },
    },
    direction: {
      title: { vi: 'Hướng', en: 'Direction' },
      values: { in: { vi: 'chuyển đến', en: 'in' }, out: { vi: 'chuyển đi', en: 'out' } },
    },
    reason: {
      title: { vi: 'Vướng mắc', en: 'Trouble' },
      values: {
        not_installed: { vi: 'chưa cài ứng dụng', en: 'application not installed' },
        no_level_2: { vi: 'chưa có mức 2', en: 'no level 2' },
        forgotten_password: { vi: 'quên mật khẩu', en: 'forgotten password' },
      },
    },
  },
  indicators: [
    indicator(
      'population.people_police',
      ['Dân số (CSDL dân cư)', 'Population (police database)'],
      "pick(population.people, source, 'police')",
    ),
    indicator(
      'population.people_statistics',
      ['Dân số (thống kê)', 'Population (statistics)'],
      "pick(population.people, source, 'statistics')",
      {
        owner: STATISTICS,
        classification: 'open',
        basis: 'Luật Thống kê 89/2015/QH13; ghi chú công thức: dân số trung bình năm do cơ quan thống kê công bố cho toàn tỉnh',
      },
    ),
    indicator(
      'population.people_merger',
      ['Dân số (tệp sáp nhập, cộng các xã)', 'Population (merger file, sum of communes)'],
      "pick(population.people, source, 'merger')",
      {
        owner: HOME_AFFAIRS,
        classification: 'open',
        basis: 'Nghị quyết 202/2025/QH15; tệp công bố khi sáp nhập, bỏ các xã thiếu số hoặc số không thể đúng',
      },
    ),
    indicator(
      'population.people_merger_province',
      ['Dân số (tệp sáp nhập, toàn tỉnh)', 'Population (merger file, the province)'],
      "pick(population.people, source, 'merger_province')",
      {
        owner: HOME_AFFAIRS,
        classification: 'open',
        basis: 'Nghị quyết 202/2025/QH15',
      },
    ),
    indicator('population.households_total', ['Số hộ', 'Households'], 'population.households', { unit: 'household' }),
    indicator(
      'population.household_size',
      ['Người trên một hộ', 'People per household'],
      "ratio(pick(population.people, source, 'police'), population.households, none)",
      {
        unit: 'person_per_household',
        decimals: 2,
      },
    ),
    indicator('population.temporary', ['Tạm trú', 'Temporary residents'], "pick(population.residents, residence, 'temporary')"),
    indicator('population.absent', ['Tạm vắng', 'Temporarily absent'], "pick(population.residents, residence, 'absent')"),
    indicator('population.staying', ['Lưu trú', 'Staying overnight'], "pick(population.residents, residence, 'staying')"),
    indicator(
      'population.women_share',
      ['Nữ trong dân số', 'Women among residents'],
      "share(pick(population.by_sex, sex, 'female'), population.by_sex, none)",
      percent,
    ),
    indicator(
      'population.children_share',
      ['Dân số dưới 6 tuổi', 'Aged under 6'],
      "share(pick(population.by_age, age, '0-5'), population.by_age, none)",
      percent,
    ),
    indicator(
      'population.school_age_share',
      ['Dân số 6–14 tuổi', 'Aged 6–14'],
      "share(pick(population.by_age, age, '6-14'), population.by_age, none)",
      percent,
    ),
    indicator(
      'population.working_age_share',
      ['Dân số 15–64 tuổi', 'Aged 15–64'],
      "share(pick(population.by_age, age, '15-59', '60-64'), population.by_age, none)",
      percent,
    ),
    indicator(
      'population.elderly_share',
      ['Dân số từ 60 tuổi', 'Aged 60 and over'],
      "share(pick(population.by_age, age, '60-64', '65+'), population.by_age, none)",
      percent,
    ),
    indicator(
      'population.aged_65_share',
      ['Dân số từ 65 tuổi', 'Aged 65 and over'],
      "share(pick(population.by_age, age, '65+'), population.by_age, none)",
      percent,
    ),
    indicator(
      'population.density',
      ['Mật độ dân số (tệp sáp nhập)', 'Density (merger file)'],
      "ratio(pick(population.people, source, 'merger_province'), pick(population.area, source, 'merger_province'), none)",
      {
        unit: 'person_per_km2',
        owner: HOME_AFFAIRS,
        classification: 'open',
        basis: 'Nghị quyết 202/2025/QH15',
      },
    ),
    indicator(
      'population.commune_density',
      ['Mật độ dân số xã (tệp sáp nhập)', 'Density of communes (merger file)'],
      "ratio(pick(population.people, source, 'merger'), pick(population.area, source, 'merger'), none)",
      {
        unit: 'person_per_km2',
        owner: HOME_AFFAIRS,
        classification: 'open',
        basis: 'Nghị quyết 202/2025/QH15; ghi chú công thức: dân số chia diện tích đo trên bản đồ của những xã có đủ hai số',
      },
    ),
    indicator('population.births_last_month', ['Khai sinh', 'Births'], 'population.births', month),
    indicator('population.deaths_last_month', ['Khai tử', 'Deaths'], 'population.deaths', month),
    indicator('population.natural_growth', ['Tăng tự nhiên', 'Natural growth'], 'population.births - population.deaths', month),
    indicator(
      'population.birth_rate',
      ['Tỷ suất sinh thô, 12 tháng', 'Crude birth rate, 12 months'],
      "ratio(population.births, pick(population.people, source, 'police'), none)",
      {
        ...month,
        unit: 'per_thousand',
        decimals: 1,
        period: 'last12m',
      },
    ),
    indicator(
      'population.natural_growth_rate',
      ['Tỷ suất tăng tự nhiên, 12 tháng', 'Natural growth rate, 12 months'],
      "ratio(population.births - population.deaths, pick(population.people, source, 'police'), none)",
      {
        ...month,
        unit: 'per_thousand',
        decimals: 1,
        period: 'last12m',
      },
    ),
    indicator(
      'population.sex_ratio_at_birth',
      ['Tỷ số giới tính khi sinh, 12 tháng', 'Sex ratio at birth, 12 months'],
      "ratio(pick(population.births, sex, 'male'), pick(population.births, sex, 'female'), none)",
      {
        ...month,
        unit: 'boys_per_100_girls',
        decimals: 1,
        period: 'last12m',
        direction: 'down',
        levels: { watch: 109, warn: 112, critical: 115 },
      },
    ),
    indicator('population.marriages_last_month', ['Kết hôn', 'Marriages'], 'population.marriages', {
      ...month,
      unit: 'couple',
    }),
    indicator('population.divorces_last_month', ['Ly hôn', 'Divorces'], 'population.divorces', {
      ...month,
      unit: 'couple',
    }),
    indicator('population.moves_in', ['Chuyển đến', 'Moves in'], "pick(population.moves, direction, 'in')", {
      ...month,
      owner: POLICE,
      basis: MOVES,
    }),
    indicator('population.moves_out', ['Chuyển đi', 'Moves out'], "pick(population.moves, direction, 'out')", {
      ...month,
      owner: POLICE,
      basis: MOVES,
    }),
    indicator(
      'population.net_moves',
      ['Chuyển đến trừ chuyển đi', 'Net moves'],
      "pick(population.moves, direction, 'in') - pick(population.moves, direction, 'out')",
      { ...month, owner: POLICE, basis: MOVES },
    ),
    indicator(
      'population.id_card_share',
      ['Đã có thẻ căn cước', 'Holding an identity card'],
      'share(population.id_cards, population.eligible, none)',
      {
        ...percent,
        direction: 'up',
        levels: { watch: 95, warn: 90, critical: 85 },
        basis: 'Luật Căn cước 26/2023/QH15',
      },
    ),
    indicator(
      'population.linked_birth_share',
      ['Khai sinh làm liên thông', 'Births registered in one go'],
      'share(population.linked_births, population.births, none)',
      { ...month, ...percent, direction: 'up', basis: LINKED },
    ),
    indicator(
      'population.linked_births_in_time_share',
      ['Khai sinh liên thông xong trong 3 ngày làm việc', 'Linked births done within 3 working days'],
      'share(population.linked_births_in_time, population.linked_births, none)',
      { ...month, ...percent, direction: 'up', levels: { watch: 95, warn: 90, critical: 80 }, basis: LINKED },
    ),
    indicator(
      'population.vneid1_registered',
      ['VNeID mức 1 đã đăng ký', 'VNeID level 1 registered'],
      "pick(population.vneid_registered, level, '1')",
      { basis: IDENTITY },
    ),
    indicator(
      'population.vneid1_registered_share',
      ['Đăng ký VNeID mức 1', 'VNeID level 1 registered, share'],
      "share(pick(population.vneid_registered, level, '1'), population.eligible, none)",
      { ...percent, basis: IDENTITY },
    ),
    indicator(
      'population.vneid1_activated_share',
      ['Kích hoạt VNeID mức 1, trong số đã đăng ký', 'VNeID level 1 activated, of those registered'],
      "share(pick(population.vneid_activated, level, '1'), pick(population.vneid_registered, level, '1'), none)",
      { ...percent, direction: 'up', basis: IDENTITY },
    ),
    indicator(
      'population.vneid1_activated',
      ['VNeID mức 1 đã kích hoạt', 'VNeID level 1 activated'],
      "pick(population.vneid_activated, level, '1')",
      { basis: IDENTITY },
    ),
    indicator(
      'population.vneid2_registered_share',
      ['Đăng ký VNeID mức 2', 'VNeID level 2 registered'],
      "share(pick(population.vneid_registered, level, '2'), population.eligible, none)",
      {
        ...percent,
        direction: 'up',
        basis: IDENTITY,
      },
    ),
    indicator(
      'population.vneid2_activated_share',
      ['Kích hoạt VNeID mức 2', 'VNeID level 2 activated'],
      "share(pick(population.vneid_activated, level, '2'), population.eligible, none)",
      {
        ...percent,
        direction: 'up',
        levels: { watch: 85, warn: 80, critical: 70 },
        basis: IDENTITY,
      },
    ),
    indicator(
      'population.vneid2_waiting',
      ['VNeID mức 2 chưa kích hoạt', 'VNeID level 2 not activated'],
      "pick(population.vneid_registered, level, '2') - pick(population.vneid_activated, level, '2')",
      {
        direction: 'down',
        basis: IDENTITY,
      },
    ),
    indicator(
      'population.documents_per_account',
      ['Giấy tờ tích hợp mỗi tài khoản', 'Documents per account'],
      "ratio(population.documents, pick(population.vneid_activated, level, '2'), none)",
      {
        unit: 'document_per_person',
        decimals: 2,
        direction: 'up',
        basis: IDENTITY,
      },
    ),
    indicator('population.vneid_help_last_month', ['Lượt hỗ trợ VNeID', 'Requests for VNeID help'], 'population.vneid_help', {
      ...month,
      unit: 'request',
      owner: POLICE,
      basis: IDENTITY,
    }),
  ],
  tiles: [
    { id: 'population.people', kind: 'stat', indicator: 'population.people_police' },
    { id: 'population.people_statistics', kind: 'stat', indicator: 'population.people_statistics' },
    { id: 'population.people_merger', kind: 'stat', indicator: 'population.people_merger_province' },
    { id: 'population.natural_growth', kind: 'stat', indicator: 'population.natural_growth' },
    { id: 'population.sex_ratio_at_birth', kind: 'stat', indicator: 'population.sex_ratio_at_birth' },
    { id: 'population.elderly_share', kind: 'stat', indicator: 'population.elderly_share' },
    { id: 'population.id_card_share', kind: 'stat', indicator: 'population.id_card_share' },
    { id: 'population.vneid2_activated_share', kind: 'stat', indicator: 'population.vneid2_activated_share' },
    { id: 'population.linked_births_in_time', kind: 'stat', indicator: 'population.linked_births_in_time_share' },
    {
      id: 'population.vneid_levels',
      kind: 'comparison',
      title: { vi: 'VNeID theo mức, % người từ đủ 14 tuổi', en: 'VNeID by level, % of people aged 14 and over' },
      indicators: [
        'population.vneid1_registered_share',
        'population.vneid2_registered_share',
        'population.vneid2_activated_share',
      ],
    },
    { id: 'population.temporary', kind: 'stat', indicator: 'population.temporary' },
    { id: 'population.net_moves', kind: 'stat', indicator: 'population.net_moves' },
    {
      id: 'population.map',
      kind: 'communes',
      title: { vi: 'Kích hoạt VNeID mức 2 theo xã, phường', en: 'VNeID level 2 activated by commune' },
      indicator: 'population.vneid2_activated_share',
    },
    {
      id: 'population.vital',
      kind: 'trend',
      title: { vi: 'Khai sinh và khai tử theo tháng', en: 'Births and deaths by month' },
      indicators: ['population.births_last_month', 'population.deaths_last_month'],
      usual: 'population.births_last_month',
      months: 24,
    },
    {
      id: 'population.vneid_help',
      kind: 'ranking',
      title: { vi: 'Vướng mắc khi dùng VNeID, tháng trước', en: 'Trouble with VNeID, last month' },
      measure: 'population.vneid_help',
      by: 'reason',
      period: 'last_month',
      rows: 3,
    },
  ],
})
