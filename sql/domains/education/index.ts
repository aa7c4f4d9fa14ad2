import { defineDomain, type Indicator } from '../../src/pack/pack.ts'

// A school year is not a calendar year. Its figures are stocks, dated by the day they were counted: 30 September, 15 January and
// 31 May. «The newest» is then the last count; school year 2025–2026 is asked for as 2025-08-01..2026-07-31.

const OWNER = { vi: 'Sở Giáo dục và Đào tạo', en: 'Department of Education and Training' }

/** Below these many, a figure of children points at someone. */
const SMALLEST = 5

/** Counted on a day and standing until counted again: adds up over units, never over time. */
function stock(id: string, vi: string, en: string, unit: string) {
  return {
    id,
    title: { vi, en },
    unit,
    units: 'sum' as const,
    time: 'last' as const,
    grain: 'day' as const,
    dims: ['level'],
  }
}

/** Counted children: a handful of them is not shown. */
function children(id: string, vi: string, en: string) {
  return { ...stock(id, vi, en, 'pupil'), smallest: SMALLEST }
}

/** What happened in a month. */
function monthly(id: string, vi: string, en: string) {
  return { ...stock(id, vi, en, 'pupil_day'), time: 'sum' as const, grain: 'month' as const, reported: true }
}

function indicator(
  id: string,
  [vi, en]: [string, string],
  formula: string,
  more: Partial<Omit<Indicator, 'title' | 'formula'>> = {},
) {
  const common = { unit: 'percent', direction: 'none' as const, period: 'latest' as const, owner: OWNER, basis: FORM }
  return { id, title: { vi, en }, formula, ...common, ...more }
}

const FORM =
  'Luật Giáo dục 43/2019/QH14; ghi chú công thức: biểu tổng hợp trường, lớp, học sinh, giáo viên, tính tại ngày của báo cáo'
const UNIVERSAL =
  'Nghị định 20/2014/NĐ-CP về phổ cập giáo dục, xóa mù chữ; ghi chú công thức: biểu phổ cập giáo dục, xóa mù chữ, tính đến 31/12'
const VOCATIONAL =
  'Luật Giáo dục nghề nghiệp 124/2025/QH15; ghi chú công thức: người tốt nghiệp giáo dục nghề nghiệp trong năm có việc làm, trên người tốt nghiệp'
const STANDARD = `Thông tư 17, 18 và 19/2018/TT-BGDĐT về công nhận trường đạt chuẩn quốc gia; ${FORM}`
const DIGITAL = `Quyết định 131/QĐ-TTg ngày 25/01/2022 về chuyển đổi số trong giáo dục; ${FORM}`
const STAFF = `Thông tư 19 và 20/2023/TT-BGDĐT về định mức số người làm việc; ${FORM}`
const EXAMINATION =
  'Thông tư 24/2024/TT-BGDĐT về thi tốt nghiệp trung học phổ thông; ghi chú công thức: kết quả thi tốt nghiệp trung học phổ thông trong năm'

const upwards = { decimals: 1, direction: 'up' as const }
const SCHOOLING = "'primary', 'lower_secondary', 'upper_secondary'"

const LEVELS = {
  preschool: { vi: 'mầm non', en: 'preschool' },
  primary: { vi: 'tiểu học', en: 'primary' },
  lower_secondary: { vi: 'trung học cơ sở', en: 'lower secondary' },
  upper_secondary: { vi: 'trung học phổ thông', en: 'upper secondary' },
}
const LEVEL_WORDS = Object.entries(LEVELS)

export default defineDomain({
  id: 'education',
  title: { vi: 'Giáo dục', en: 'Education' },
  personal: [],
  kinds: [{ id: 'education_report', title: { vi: 'Biểu thống kê giáo dục', en: 'Education form' }, table: 'education_fact' }],
  unitsOfMeasurement: {
    school: { vi: 'trường', en: 'schools' },
    class: { vi: 'lớp', en: 'classes' },
    pupil: { vi: 'học sinh', en: 'pupils' },
    pupil_day: { vi: 'lượt', en: 'pupil days' },
    teacher: { vi: 'giáo viên', en: 'teachers' },
    paper: { vi: 'bài thi', en: 'papers' },
    pupil_per_teacher: { vi: 'học sinh/giáo viên', en: 'pupils per teacher', of: 'pupil', per: 'teacher' },
    pupil_per_class: { vi: 'học sinh/lớp', en: 'pupils per class', of: 'pupil', per: 'class' },
    teacher_per_class: { vi: 'giáo viên/lớp', en: 'teachers per class', of: 'teacher', per: 'class' },
    mark: { vi: 'điểm', en: 'marks', of: 'point', per: 'paper' },
  },
  measures: [
    stock('education.schools', 'Trường', 'Schools', 'school'),
    stock('education.national_standard', 'Trường đạt chuẩn quốc gia', 'Schools of national standard', 'school'),
    stock('education.cashless_schools', 'Trường thu phí không tiền mặt', 'Schools with cashless fees', 'school'),
    stock('education.classes', 'Lớp', 'Classes', 'class'),
    children('education.pupils', 'Học sinh', 'Pupils'),
    children('education.digital_records', 'Học sinh có học bạ số', 'Pupils with digital records'),
    children('education.cashless_pupils', 'Học sinh đóng phí không tiền mặt', 'Pupils paying fees without cash'),
    stock('education.teachers', 'Giáo viên', 'Teachers', 'teacher'),
    stock('education.qualified_teachers', 'Giáo viên đạt chuẩn trình độ', 'Qualified teachers', 'teacher'),
    stock('education.missing_teachers', 'Giáo viên còn thiếu', 'Teachers missing', 'teacher'),
    monthly('education.days_expected', 'Lượt học sinh phải đến lớp', 'Pupil days expected'),
    monthly('education.days_attended', 'Lượt học sinh đến lớp', 'Pupil days attended'),
    stock('education.aged_15_60', 'Người 15–60 tuổi', 'People aged 15–60', 'person'),
    stock('education.literate', 'Người 15–60 tuổi biết chữ', 'Literate people aged 15–60', 'person'),
    children('education.children_of_age', 'Trẻ trong độ tuổi của cấp học', 'Children of school age'),
    children('education.children_enrolled', 'Trẻ trong độ tuổi đang học', 'Children of age in school'),
    children('education.leaving', 'Học sinh cuối cấp', 'Pupils in their last year'),
    children('education.completed', 'Học sinh hoàn thành cấp học', 'Pupils who completed their level'),
    children('education.candidates', 'Thí sinh dự thi tốt nghiệp', 'Examination candidates'),
    children('education.graduated', 'Thí sinh tốt nghiệp', 'Candidates who graduated'),
    children('education.vocational_graduates', 'Người tốt nghiệp giáo dục nghề nghiệp', 'Vocational graduates'),
    children('education.vocational_employed', 'Người tốt nghiệp nghề có việc làm', 'Vocational graduates in work'),
    stock('education.papers', 'Bài thi', 'Papers', 'paper'),
    stock('education.marks', 'Tổng điểm các bài thi', 'Marks of all papers', 'point'),
  ],
  dims: { level: { title: { vi: 'Cấp học', en: 'Level' }, values: LEVELS } },
  indicators: [
    indicator('education.schools_total', ['Trường học', 'Schools'], 'education.schools', { unit: 'school' }),
    indicator('education.classes_total', ['Lớp học', 'Classes'], 'education.classes', { unit: 'class' }),
    indicator('education.pupils_total', ['Học sinh', 'Pupils'], 'education.pupils', { unit: 'pupil' }),
    indicator('education.teachers_total', ['Giáo viên', 'Teachers'], 'education.teachers', { unit: 'teacher' }),
    ...LEVEL_WORDS.flatMap(([level, { vi, en }]) => [
      indicator(`education.schools_${level}`, [`Trường ${vi}`, `Schools, ${en}`], `pick(education.schools, level, '${level}')`, {
        unit: 'school',
      }),
      indicator(`education.classes_${level}`, [`Lớp ${vi}`, `Classes, ${en}`], `pick(education.classes, level, '${level}')`, {
        unit: 'class',
      }),
      indicator(
        `education.teachers_${level}`,
        [`Giáo viên ${vi}`, `Teachers, ${en}`],
        `pick(education.teachers, level, '${level}')`,
        { unit: 'teacher' },
      ),
      indicator(`education.pupils_${level}`, [`Học sinh ${vi}`, `Pupils, ${en}`], `pick(education.pupils, level, '${level}')`, {
        unit: 'pupil',
      }),
      indicator(
        `education.pupils_per_teacher_${level}`,
        [`Học sinh trên giáo viên, ${vi}`, `Pupils per teacher, ${en}`],
        `ratio(pick(education.pupils, level, '${level}'), pick(education.teachers, level, '${level}'), none)`,
        { unit: 'pupil_per_teacher', decimals: 1, direction: 'down' },
      ),
      indicator(
        `education.national_standard_${level}`,
        [`Trường ${vi} đạt chuẩn quốc gia`, `Schools of national standard, ${en}`],
        `share(pick(education.national_standard, level, '${level}'), pick(education.schools, level, '${level}'), none)`,
        { ...upwards, basis: STANDARD },
      ),
    ]),
    indicator(
      'education.national_standard_share',
      ['Trường đạt chuẩn quốc gia', 'Schools of national standard'],
      'share(education.national_standard, education.schools, none)',
      {
        ...upwards,
        basis: STANDARD,
        levels: { watch: 85, warn: 75, critical: 60 },
      },
    ),
    indicator(
      'education.digital_records_share',
      ['Học bạ số', 'Digital school records'],
      `share(pick(education.digital_records, level, ${SCHOOLING}), pick(education.pupils, level, ${SCHOOLING}), none)`,
      { ...upwards, basis: DIGITAL, levels: { watch: 95, warn: 80, critical: 60 } },
    ),
    indicator(
      'education.cashless_share',
      ['Học sinh đóng phí không tiền mặt', 'Pupils paying fees without cash'],
      'share(education.cashless_pupils, education.pupils, none)',
      {
        ...upwards,
        basis: DIGITAL,
        levels: { watch: 90, warn: 75, critical: 60 },
      },
    ),
    indicator(
      'education.cashless_schools_share',
      ['Trường thu phí không tiền mặt', 'Schools with cashless fees'],
      'share(education.cashless_schools, education.schools, none)',
      { ...upwards, basis: DIGITAL },
    ),
    indicator(
      'education.qualified_share',
      ['Giáo viên đạt chuẩn trình độ', 'Qualified teachers'],
      'share(education.qualified_teachers, education.teachers, none)',
      upwards,
    ),
    indicator('education.teachers_missing', ['Giáo viên còn thiếu', 'Teachers missing'], 'education.missing_teachers', {
      unit: 'teacher',
      direction: 'down',
      basis: STAFF,
    }),
    indicator(
      'education.teacher_shortage',
      ['Tỷ lệ thiếu giáo viên so với định mức', 'Shortage of teachers'],
      'share(education.missing_teachers, education.teachers + education.missing_teachers, none)',
      { decimals: 1, direction: 'down', basis: STAFF, levels: { watch: 3, warn: 5, critical: 8 } },
    ),
    indicator(
      'education.pupils_per_teacher',
      ['Học sinh trên giáo viên', 'Pupils per teacher'],
      'ratio(education.pupils, education.teachers, none)',
      {
        unit: 'pupil_per_teacher',
        decimals: 1,
        direction: 'down',
      },
    ),
    indicator(
      'education.pupils_per_class',
      ['Học sinh trên lớp', 'Pupils per class'],
      'ratio(education.pupils, education.classes, none)',
      {
        unit: 'pupil_per_class',
        decimals: 1,
        direction: 'down',
      },
    ),
    indicator(
      'education.teachers_per_class',
      ['Giáo viên trên lớp', 'Teachers per class'],
      'ratio(education.teachers, education.classes, none)',
      {
        unit: 'teacher_per_class',
        decimals: 2,
        direction: 'up',
      },
    ),
    indicator(
      'education.attendance',
      ['Chuyên cần', 'Attendance'],
      'share(education.days_attended, education.days_expected, none)',
      {
        ...upwards,
        period: 'last_month',
        dueAfterDays: 10,
        basis: 'Luật Giáo dục 43/2019/QH14; ghi chú công thức: lượt đến lớp trên lượt phải đến lớp trong tháng',
        levels: { watch: 97, warn: 95, critical: 90 },
      },
    ),
    indicator(
      'education.literacy',
      ['Người 15–60 tuổi biết chữ', 'Literacy, aged 15–60'],
      'share(education.literate, education.aged_15_60, none)',
      {
        ...upwards,
        basis: UNIVERSAL,
      },
    ),
    ...(['primary', 'lower_secondary'] as const).flatMap((level) => [
      indicator(
        `education.enrolment_${level}`,
        [`Trẻ đi học đúng độ tuổi, ${LEVELS[level].vi}`, `Enrolment, ${LEVELS[level].en}`],
        `share(pick(education.children_enrolled, level, '${level}'), pick(education.children_of_age, level, '${level}'), none)`,
        { ...upwards, basis: UNIVERSAL },
      ),
      indicator(
        `education.completion_${level}`,
        [`Hoàn thành ${LEVELS[level].vi}`, `Completion, ${LEVELS[level].en}`],
        `share(pick(education.completed, level, '${level}'), pick(education.leaving, level, '${level}'), none)`,
        { ...upwards, basis: UNIVERSAL },
      ),
    ]),
    indicator(
      'education.vocational_employment',
      ['Học nghề xong có việc làm', 'Vocational graduates in work'],
      'share(education.vocational_employed, education.vocational_graduates, none)',
      { ...upwards, basis: VOCATIONAL, levels: { watch: 85, warn: 75, critical: 60 } },
    ),
    indicator(
      'education.candidates_total',
      ['Thí sinh dự thi tốt nghiệp THPT', 'Graduation candidates'],
      'education.candidates',
      {
        unit: 'pupil',
        basis: EXAMINATION,
      },
    ),
    indicator(
      'education.graduation_share',
      ['Tốt nghiệp THPT', 'Upper secondary graduation'],
      'share(education.graduated, education.candidates, none)',
      {
        ...upwards,
        decimals: 2,
        basis: EXAMINATION,
      },
    ),
    indicator(
      'education.mean_mark',
      ['Điểm thi tốt nghiệp bình quân', 'Mean mark of the graduation examination'],
      'ratio(education.marks, education.papers, none)',
      {
        unit: 'mark',
        decimals: 2,
        direction: 'up',
        basis: EXAMINATION,
      },
    ),
  ],
  tiles: [
    { id: 'education.pupils', kind: 'stat', indicator: 'education.pupils_total' },
    { id: 'education.schools', kind: 'stat', indicator: 'education.schools_total' },
    { id: 'education.teachers', kind: 'stat', indicator: 'education.teachers_total' },
    { id: 'education.classes', kind: 'stat', indicator: 'education.classes_total' },
    { id: 'education.national_standard', kind: 'stat', indicator: 'education.national_standard_share' },
    { id: 'education.digital_records', kind: 'stat', indicator: 'education.digital_records_share' },
    { id: 'education.cashless', kind: 'stat', indicator: 'education.cashless_share' },
    { id: 'education.shortage', kind: 'stat', indicator: 'education.teacher_shortage' },
    { id: 'education.pupils_per_class', kind: 'stat', indicator: 'education.pupils_per_class' },
    { id: 'education.attendance', kind: 'stat', indicator: 'education.attendance' },
    { id: 'education.literacy', kind: 'stat', indicator: 'education.literacy' },
    { id: 'education.graduation', kind: 'stat', indicator: 'education.graduation_share' },
    { id: 'education.vocational', kind: 'stat', indicator: 'education.vocational_employment' },
    {
      id: 'education.by_level',
      kind: 'breakdown',
      title: { vi: 'Học sinh theo cấp học', en: 'Pupils by level' },
      of: 'education.pupils_total',
      measure: 'education.pupils',
      by: 'level',
      rows: 4,
    },
    { id: 'education.mean_mark', kind: 'stat', indicator: 'education.mean_mark' },
    {
      id: 'education.map',
      kind: 'communes',
      title: { vi: 'Học sinh đóng phí không tiền mặt theo xã, phường', en: 'Cashless fees by commune' },
      indicator: 'education.cashless_share',
    },
    {
      id: 'education.attendance_trend',
      kind: 'trend',
      title: { vi: 'Chuyên cần theo tháng', en: 'Attendance by month' },
      indicators: ['education.attendance'],
      months: 24,
    },
  ],
})
