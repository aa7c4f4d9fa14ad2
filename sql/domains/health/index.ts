import { defineDomain, type Indicator } from '../../src/pack/pack.ts'

/** Below these many, a figure of the sick, the born and the dead points at someone. */
const SMALLEST = 5

const HEALTH = { vi: 'Sở Y tế', en: 'Department of Health' }
const DISEASE_CONTROL = { vi: 'Trung tâm Kiểm soát bệnh tật tỉnh', en: 'Provincial Centre for Disease Control' }
const INSURANCE = { vi: 'Bảo hiểm xã hội tỉnh', en: 'Provincial Social Insurance' }

/** Counted on a day and standing until counted again: adds up over units, never over time. */
function stock(id: string, vi: string, en: string, unit: string, dims: string[] = []) {
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

/** What was reported of a day. */
function daily(id: string, vi: string, en: string, unit: string, dims: string[] = []) {
  return { ...stock(id, vi, en, unit, dims), time: 'sum' as const, reported: true }
}

/** What was reported of a month. */
function monthly(id: string, vi: string, en: string, unit: string, dims: string[] = []) {
  return { ...daily(id, vi, en, unit, dims), grain: 'month' as const }
}

function indicator(
  id: string,
  [vi, en]: [string, string],
  formula: string,
  more: Partial<Omit<Indicator, 'title' | 'formula'>> = {},
) {
  const common = { unit: 'person', direction: 'none' as const, period: 'latest' as const, owner: HEALTH, basis: FACILITIES }
  return { id, title: { vi, en }, formula, ...common, ...more }
}

const FACILITIES =
  'Luật Khám bệnh, chữa bệnh 15/2023/QH15; ghi chú công thức: cộng báo cáo hằng ngày của các cơ sở khám, chữa bệnh'
const DISEASES =
  'Luật Phòng bệnh 114/2025/QH15; ghi chú công thức: số mắc theo báo cáo tuần; ngưỡng = trung bình + 2 độ lệch chuẩn của các tuần cùng kỳ'
const COMMUNITY =
  'Luật Khám bệnh, chữa bệnh 15/2023/QH15; ghi chú công thức: báo cáo tháng của trạm y tế, trên dân số trạm quản lý'
const PHARMACY = 'Luật Dược 105/2016/QH13, sửa đổi bởi Luật 44/2024/QH15'
const SUPPLIES = `${PHARMACY}; ghi chú công thức: tồn kho chia lượng dùng 30 ngày, nhân 30`
const INSURED = 'Luật Bảo hiểm y tế 25/2008/QH12, sửa đổi bởi Luật 46/2014/QH13 và 51/2024/QH15'
const COVERAGE = `${INSURED}; ghi chú công thức: báo cáo tháng của trạm y tế, trên dân số trạm quản lý`
const CLAIMS = `${INSURED}; ghi chú công thức: chi phí từ chối trên chi phí đề nghị thanh toán trong tháng`
const FOOD = 'Luật An toàn thực phẩm 55/2010/QH12; ghi chú công thức: cộng báo cáo tuần'

const percent = { unit: 'percent', decimals: 1 }
/** Nothing is added where nobody fell ill. */
const silent = { smallest: SMALLEST, reported: false }

const today = { period: 'today' as const, dueAfterDays: 0 }
const week = { period: 'last7d' as const }
const disease = { owner: DISEASE_CONTROL, basis: DISEASES }
const community = { basis: COMMUNITY, direction: 'up' as const }
const month = { period: 'last_month' as const, dueAfterDays: 10 }

const DISEASE_WORDS = {
  dengue: { vi: 'Sốt xuất huyết', en: 'Dengue' },
  hfmd: { vi: 'Tay chân miệng', en: 'Hand, foot and mouth' },
  measles: { vi: 'Sởi', en: 'Measles' },
  flu: { vi: 'Cúm', en: 'Influenza' },
  rabies: { vi: 'Dại', en: 'Rabies' },
}

export default defineDomain({
  id: 'health',
  title: { vi: 'Y tế', en: 'Health' },
  personal: [],
  kinds: [{ id: 'health_report', title: { vi: 'Báo cáo y tế', en: 'Health report' }, table: 'health_fact' }],
  unitsOfMeasurement: {
    visit: { vi: 'lượt', en: 'visits' },
    bed: { vi: 'giường', en: 'beds' },
    case: { vi: 'ca', en: 'cases' },
    commune: { vi: 'xã, phường', en: 'communes' },
    exceedance: { vi: 'lượt vượt ngưỡng', en: 'exceedances' },
    outbreak: { vi: 'vụ', en: 'outbreaks' },
    medicine: { vi: 'mặt hàng', en: 'items' },
    dose: { vi: 'liều', en: 'doses' },
    prescription: { vi: 'đơn', en: 'prescriptions' },
    doctor: { vi: 'bác sĩ', en: 'doctors' },
    nurse: { vi: 'điều dưỡng', en: 'nurses' },
    patients_per_100_beds: { vi: '%', en: '%', of: 'person', per: 'bed', each: 100 },
    bed_per_10000: { vi: 'giường/vạn dân', en: 'beds per 10,000', of: 'bed', per: 'person', each: 10_000 },
    doctor_per_10000: { vi: 'bác sĩ/vạn dân', en: 'doctors per 10,000', of: 'doctor', per: 'person', each: 10_000 },
    nurse_per_10000: { vi: 'điều dưỡng/vạn dân', en: 'nurses per 10,000', of: 'nurse', per: 'person', each: 10_000 },
    per_thousand: { vi: '‰', en: '‰', of: 'person', per: 'person', each: 1_000 },
    day_of_stock: { vi: 'ngày', en: 'days', of: 'dose', per: 'dose', each: 30 },
  },
  measures: [
    daily('health.visits', 'Lượt khám, chữa bệnh', 'Visits', 'visit', ['kind']),
    daily('health.emergencies', 'Lượt cấp cứu', 'Emergencies', 'visit', ['facility']),
    daily('health.transfers', 'Lượt chuyển tuyến', 'Transfers', 'visit', ['facility']),
    daily('health.e_records', 'Lượt khám có hồ sơ bệnh án điện tử', 'Visits with an electronic record', 'visit'),
    daily('health.prescriptions', 'Đơn thuốc', 'Prescriptions', 'prescription'),
    daily('health.e_prescriptions', 'Đơn thuốc điện tử', 'Electronic prescriptions', 'prescription'),
    stock('health.inpatients', 'Người bệnh nội trú', 'Inpatients', 'person', ['facility']),
    stock('health.beds', 'Giường thực kê', 'Beds', 'bed', ['facility']),
    { ...daily('health.cases', 'Ca mắc bệnh truyền nhiễm', 'Cases of notifiable diseases', 'case', ['disease']), ...silent },
    {
      ...stock('health.week_cases', 'Ca mắc tuần gần nhất', 'Cases in the newest week', 'case', ['disease']),
      sameAs: 'health.cases',
      smallest: SMALLEST,
    },
    {
      ...stock('health.threshold', 'Ngưỡng dịch của tuần', 'Epidemic threshold of the week', 'case', ['disease']),
      units: 'none',
    },
    {
      ...stock('health.over_threshold', 'Xã, phường vượt ngưỡng dịch', 'Communes over an epidemic threshold', 'commune', [
        'disease',
      ]),
      // A commune over two thresholds is one commune.
      apart: 'disease',
    },
    stock(
      'health.diseases_over_threshold',
      'Bệnh vượt ngưỡng dịch tại xã, phường',
      'Diseases over their threshold',
      'exceedance',
    ),
    stock('health.diseases_measured', 'Bệnh có ngưỡng dịch tại xã, phường', 'Diseases held against a threshold', 'exceedance'),
    { ...daily('health.food_poisoning', 'Người ngộ độc thực phẩm', 'People with food poisoning', 'person'), ...silent },
    {
      ...daily('health.food_poisoning_outbreaks', 'Vụ ngộ độc thực phẩm', 'Outbreaks of food poisoning', 'outbreak'),
      reported: false,
    },
    stock('health.people', 'Dân số trạm y tế quản lý', 'People in the health stations’ care', 'person'),
    stock('health.insured', 'Người có thẻ BHYT', 'People with health insurance', 'person'),
    stock('health.voluntary', 'Người tham gia BHYT hộ gia đình', 'Voluntarily insured', 'person'),
    stock('health.health_records', 'Người có hồ sơ sức khỏe điện tử', 'People with an electronic health record', 'person'),
    stock('health.elderly', 'Người cao tuổi', 'Elderly people', 'person'),
    stock('health.elderly_checked', 'Người cao tuổi được khám trong năm', 'Elderly people examined this year', 'person'),
    monthly('health.children_due', 'Trẻ đến lịch tiêm chủng', 'Children due for vaccination', 'person'),
    monthly('health.children_vaccinated', 'Trẻ tiêm chủng đầy đủ', 'Children fully vaccinated', 'person'),
    monthly('health.live_births', 'Trẻ đẻ sống', 'Live births', 'person'),
    { ...monthly('health.infant_deaths', 'Trẻ dưới 1 tuổi tử vong', 'Infant deaths', 'person'), smallest: SMALLEST },
    { ...stock('health.doctors', 'Bác sĩ', 'Doctors', 'doctor') },
    { ...stock('health.nurses', 'Điều dưỡng', 'Nurses', 'nurse') },
    stock('health.medicines', 'Mặt hàng thuốc, vật tư', 'Medicines and supplies', 'medicine', ['medicine']),
    stock('health.medicines_short', 'Mặt hàng dưới mức dự trữ', 'Items below the minimum', 'medicine', ['medicine']),
    stock('health.stock', 'Tồn kho thuốc', 'Stock of medicines', 'dose', ['medicine']),
    stock('health.used', 'Thuốc dùng trong 30 ngày', 'Medicines used in 30 days', 'dose', ['medicine']),
    monthly('health.claimed', 'Chi phí BHYT đề nghị thanh toán', 'Insurance costs claimed', 'dong', ['facility']),
    monthly('health.rejected', 'Chi phí BHYT từ chối thanh toán', 'Insurance costs rejected', 'dong', ['facility']),
  ],
  dims: {
    kind: {
      title: { vi: 'Loại lượt', en: 'Kind of visit' },
      values: { outpatient: { vi: 'ngoại trú', en: 'outpatient' }, inpatient: { vi: 'nội trú', en: 'inpatient' } },
    },
    facility: { title: { vi: 'Cơ sở', en: 'Facility' } },
    disease: { title: { vi: 'Bệnh', en: 'Disease' }, values: DISEASE_WORDS },
    medicine: { title: { vi: 'Nhóm thuốc', en: 'Group of medicines' } },
  },
  indicators: [
    indicator('health.outpatients_today', ['Khám ngoại trú', 'Outpatient visits'], "pick(health.visits, kind, 'outpatient')", {
      ...today,
      unit: 'visit',
    }),
    indicator('health.admissions_today', ['Nhập viện', 'Admissions'], "pick(health.visits, kind, 'inpatient')", {
      ...today,
      unit: 'visit',
    }),
    indicator('health.visits_today', ['Lượt khám, chữa bệnh', 'Visits'], 'health.visits', { ...today, unit: 'visit' }),
    indicator('health.emergencies_today', ['Cấp cứu', 'Emergencies'], 'health.emergencies', { ...today, unit: 'visit' }),
    indicator('health.transfers_today', ['Chuyển tuyến', 'Transfers'], 'health.transfers', { ...today, unit: 'visit' }),
    indicator(
      'health.transfers_share',
      ['Chuyển tuyến trong lượt khám, 7 ngày', 'Transfers among visits, 7 days'],
      'share(health.transfers, health.visits, none)',
      {
        ...week,
        ...percent,
        decimals: 2,
      },
    ),
    indicator('health.inpatients_now', ['Đang điều trị nội trú', 'Inpatients'], 'health.inpatients'),
    indicator('health.beds_now', ['Giường thực kê', 'Beds'], 'health.beds', { unit: 'bed' }),
    indicator('health.bed_occupancy', ['Công suất giường bệnh', 'Bed occupancy'], 'ratio(health.inpatients, health.beds, none)', {
      unit: 'patients_per_100_beds',
      decimals: 1,
      direction: 'down',
      levels: { watch: 95, warn: 105, critical: 115 },
    }),
    indicator(
      'health.e_records_share',
      ['Lượt khám có bệnh án điện tử, 7 ngày', 'Visits with an electronic record, 7 days'],
      "share(health.e_records, pick(health.visits, kind, 'outpatient'), none)",
      {
        ...week,
        ...percent,
        direction: 'up',
        levels: { watch: 90, warn: 80, critical: 60 },
      },
    ),
    indicator(
      'health.e_prescription_share',
      ['Đơn thuốc điện tử, 7 ngày', 'Electronic prescriptions, 7 days'],
      'share(health.e_prescriptions, health.prescriptions, none)',
      {
        basis: `Thông tư 26/2025/TT-BYT về kê đơn thuốc ngoại trú; ${FACILITIES}`,
        ...week,
        ...percent,
        direction: 'up',
        levels: { watch: 95, warn: 85, critical: 70 },
      },
    ),
    ...Object.entries(DISEASE_WORDS).flatMap(([id, { vi, en }]) => [
      indicator(`health.${id}_last_month`, [vi, en], `pick(health.cases, disease, '${id}')`, {
        ...disease,
        ...month,
        unit: 'case',
        direction: 'down',
      }),
      indicator(`health.${id}_year`, [`${vi} từ đầu năm`, `${en} this year`], `pick(health.cases, disease, '${id}')`, {
        ...disease,
        period: 'year',
        unit: 'case',
        direction: 'down',
      }),
      indicator(
        `health.${id}_communes_over_threshold`,
        [`${vi}: xã, phường vượt ngưỡng dịch`, `${en}: communes over the threshold`],
        `pick(health.over_threshold, disease, '${id}')`,
        { ...disease, unit: 'commune', direction: 'down', dueAfterDays: 7 },
      ),
    ]),
    ...Object.entries(DISEASE_WORDS).map(([id, { vi, en }]) =>
      indicator(
        `health.${id}_to_threshold`,
        [`${vi}: số mắc tuần so với ngưỡng`, `${en}: week’s cases to the threshold`],
        `ratio(pick(health.week_cases, disease, '${id}'), pick(health.threshold, disease, '${id}'), none)`,
        { ...disease, unit: 'ratio', decimals: 2, direction: 'down', levels: { watch: 0.8, warn: 1, critical: 1.5 } },
      ),
    ),
    indicator(
      'health.epidemics',
      ['Số lượt bệnh vượt ngưỡng dịch tại các xã, phường', 'Diseases over their threshold, commune by commune'],
      'health.diseases_over_threshold',
      {
        ...disease,
        unit: 'exceedance',
        direction: 'down',
      },
    ),
    indicator(
      'health.epidemics_share',
      ['Tỷ lệ bệnh vượt ngưỡng dịch', 'Diseases over their threshold'],
      'share(health.diseases_over_threshold, health.diseases_measured, none)',
      {
        ...disease,
        ...percent,
        direction: 'down',
        // Beyond mean + 2 standard deviations lies by chance one week in forty, of rare diseases one in twenty: over 104 communes and
        // five diseases some always are. One of a commune's five is not yet more than chance, two seldom are.
        levels: { watch: 20, warn: 40, critical: 60 },
      },
    ),
    indicator(
      'health.food_poisoning_year',
      ['Người ngộ độc thực phẩm từ đầu năm', 'People with food poisoning this year'],
      'health.food_poisoning',
      {
        ...disease,
        period: 'year',
        direction: 'down',
        basis: FOOD,
      },
    ),
    indicator(
      'health.food_poisoning_outbreaks_year',
      ['Vụ ngộ độc thực phẩm từ đầu năm', 'Outbreaks of food poisoning this year'],
      'health.food_poisoning_outbreaks',
      {
        ...disease,
        period: 'year',
        unit: 'outbreak',
        direction: 'down',
        basis: FOOD,
      },
    ),
    indicator(
      'health.insured_share',
      ['Bao phủ BHYT', 'Health insurance coverage'],
      'share(health.insured, health.people, none)',
      {
        ...community,
        ...percent,
        basis: COVERAGE,
        owner: INSURANCE,
        levels: { watch: 95, warn: 93, critical: 90 },
      },
    ),
    indicator('health.insured_people', ['Người có thẻ BHYT', 'People insured'], 'health.insured', {
      ...community,
      basis: COVERAGE,
      owner: INSURANCE,
    }),
    indicator('health.voluntary_people', ['Tham gia BHYT hộ gia đình', 'Voluntarily insured'], 'health.voluntary', {
      ...community,
      basis: COVERAGE,
      owner: INSURANCE,
    }),
    indicator(
      'health.health_records_share',
      ['Hồ sơ sức khỏe điện tử', 'Electronic health records'],
      'share(health.health_records, health.people, none)',
      {
        ...community,
        ...percent,
        levels: { watch: 90, warn: 80, critical: 70 },
      },
    ),
    indicator(
      'health.elderly_checked_share',
      ['Người cao tuổi được khám trong năm', 'Elderly examined this year'],
      'share(health.elderly_checked, health.elderly, none)',
      {
        ...community,
        ...percent,
        basis: `Luật Người cao tuổi 39/2009/QH12; ${COMMUNITY}`,
      },
    ),
    indicator(
      'health.vaccination_share',
      ['Trẻ tiêm chủng đầy đủ, 12 tháng', 'Children fully vaccinated, 12 months'],
      'share(health.children_vaccinated, health.children_due, none)',
      {
        ...community,
        ...percent,
        period: 'last12m',
        levels: { watch: 95, warn: 90, critical: 85 },
      },
    ),
    indicator(
      'health.infant_mortality',
      ['Tử vong trẻ dưới 1 tuổi, 12 tháng', 'Infant mortality, 12 months'],
      'ratio(health.infant_deaths, health.live_births, none)',
      {
        ...community,
        period: 'last12m',
        unit: 'per_thousand',
        decimals: 1,
        direction: 'down',
      },
    ),
    indicator(
      'health.beds_per_10000',
      ['Giường bệnh trên vạn dân', 'Beds per 10,000 people'],
      'ratio(health.beds, health.people, none)',
      {
        unit: 'bed_per_10000',
        decimals: 1,
        direction: 'up',
      },
    ),
    indicator(
      'health.doctors_per_10000',
      ['Bác sĩ trên vạn dân', 'Doctors per 10,000 people'],
      'ratio(health.doctors, health.people, none)',
      {
        unit: 'doctor_per_10000',
        decimals: 1,
        direction: 'up',
      },
    ),
    indicator(
      'health.nurses_per_10000',
      ['Điều dưỡng trên vạn dân', 'Nurses per 10,000 people'],
      'ratio(health.nurses, health.people, none)',
      {
        unit: 'nurse_per_10000',
        decimals: 1,
        direction: 'up',
      },
    ),
    indicator(
      'health.days_of_stock',
      ['Thuốc, vật tư còn đủ dùng', 'Medicines in stock'],
      'ratio(health.stock, health.used, none)',
      {
        unit: 'day_of_stock',
        direction: 'up',
        basis: SUPPLIES,
        levels: { watch: 60, warn: 30, critical: 15 },
      },
    ),
    indicator(
      'health.vaccine_days',
      ['Vắc xin tiêm chủng mở rộng còn đủ dùng', 'Vaccines in stock'],
      "ratio(pick(health.stock, medicine, 'Vắc xin tiêm chủng mở rộng'), pick(health.used, medicine, 'Vắc xin tiêm chủng mở rộng'), none)",
      {
        unit: 'day_of_stock',
        direction: 'up',
        basis: SUPPLIES,
        levels: { watch: 60, warn: 30, critical: 15 },
      },
    ),
    indicator('health.items_short', ['Thuốc, vật tư dưới mức dự trữ', 'Items below the minimum'], 'health.medicines_short', {
      unit: 'medicine',
      direction: 'down',
      basis: `${PHARMACY}; ghi chú công thức: mặt hàng có tồn kho thấp hơn mức dự trữ tối thiểu, theo báo cáo tuần`,
    }),
    indicator(
      'health.items_short_share',
      ['Tỷ lệ mặt hàng dưới mức dự trữ', 'Share of items below the minimum'],
      'share(health.medicines_short, health.medicines, none)',
      {
        ...percent,
        direction: 'down',
        basis: `${PHARMACY}; ghi chú công thức: mặt hàng dưới mức dự trữ trên mặt hàng trong danh mục`,
        levels: { watch: 3, warn: 6, critical: 10 },
      },
    ),
    indicator('health.claimed_last_month', ['Chi phí BHYT đề nghị thanh toán', 'Insurance costs claimed'], 'health.claimed', {
      ...month,
      unit: 'dong',
      owner: INSURANCE,
      basis: CLAIMS,
    }),
    indicator(
      'health.rejected_share',
      ['Chi phí BHYT bị từ chối', 'Insurance costs rejected'],
      'share(health.rejected, health.claimed, none)',
      {
        ...month,
        ...percent,
        decimals: 2,
        direction: 'down',
        owner: INSURANCE,
        basis: CLAIMS,
        levels: { watch: 1.5, warn: 2.5, critical: 4 },
      },
    ),
  ],
  tiles: [
    { id: 'health.visits_today', kind: 'stat', indicator: 'health.visits_today' },
    { id: 'health.emergencies_today', kind: 'stat', indicator: 'health.emergencies_today' },
    { id: 'health.transfers_today', kind: 'stat', indicator: 'health.transfers_today' },
    { id: 'health.bed_occupancy', kind: 'stat', indicator: 'health.bed_occupancy' },
    { id: 'health.communes_over_threshold', kind: 'stat', indicator: 'health.dengue_communes_over_threshold' },
    { id: 'health.insured_share', kind: 'stat', indicator: 'health.insured_share' },
    { id: 'health.health_records_share', kind: 'stat', indicator: 'health.health_records_share' },
    { id: 'health.e_prescription_share', kind: 'stat', indicator: 'health.e_prescription_share' },
    { id: 'health.vaccination_share', kind: 'stat', indicator: 'health.vaccination_share' },
    { id: 'health.items_short', kind: 'stat', indicator: 'health.items_short' },
    { id: 'health.days_of_stock', kind: 'stat', indicator: 'health.days_of_stock' },
    { id: 'health.rejected_share', kind: 'stat', indicator: 'health.rejected_share' },
    {
      id: 'health.epidemic_map',
      kind: 'communes',
      title: {
        vi: 'Tỷ lệ bệnh truyền nhiễm vượt ngưỡng dịch, tuần gần nhất',
        en: 'Share of notifiable diseases over their threshold, newest week',
      },
      indicator: 'health.epidemics_share',
    },
    {
      id: 'health.visits',
      kind: 'trend',
      title: { vi: 'Khám ngoại trú và nhập viện mỗi ngày', en: 'Outpatient visits and admissions a day' },
      indicators: ['health.outpatients_today', 'health.admissions_today'],
      usual: 'health.outpatients_today',
      days: 30,
    },
    {
      id: 'health.cases',
      kind: 'trend',
      title: { vi: 'Ca mắc theo tháng', en: 'Cases by month' },
      indicators: ['health.dengue_last_month', 'health.hfmd_last_month', 'health.measles_last_month', 'health.flu_last_month'],
      months: 24,
    },
    {
      id: 'health.emergencies_by_facility',
      kind: 'ranking',
      title: { vi: 'Cấp cứu theo cơ sở, 7 ngày', en: 'Emergencies by facility, 7 days' },
      measure: 'health.emergencies',
      by: 'facility',
      period: 'last7d',
      rows: 6,
    },
  ],
})
