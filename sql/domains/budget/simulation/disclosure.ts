import { numberOfDay } from '../../../src/calendar/day.ts'
import { keyOf, Random } from '../../../src/pack/random.ts'
import { AXES } from '../items.ts'
import { oneDecimal } from './year.ts'

// What a province discloses of how its budget is carried out, a quarter, six months, nine months and a year: forms 59, 60 and 61 of
// Circular 343/2016/TT-BTC, as the disclosure portal hands them out.

/** A row of a form: what stands before it, its words, and which of our items it is the sum of. */
interface Row {
  mark: string
  label: string
  of: string[]
  /** What part of it the local budget keeps. */
  part?: number
}

export interface Form {
  number: number
  title: string
  rows: Row[]
}

/** What the local budget keeps of the territory's revenue. */
export const KEPT = 0.72

const tax = (...values: string[]) => values.map((value) => `revenue/tax/${value}`)
const group = (value: string) => [`expenditure/group/${value}`]
const task = (value: string) => [`expenditure/function/${value}`]
const TASKS = Object.keys(AXES.function?.values ?? {}).flatMap(task)
const LAND = tax('land_tax', 'land_use', 'land_rent')
const ENTERPRISES = tax('central_soe', 'local_soe', 'fdi', 'private')
const DOMESTIC = [
  ...ENTERPRISES,
  ...tax('personal_income', 'environment', 'registration', 'fees'),
  ...LAND,
  ...tax('lottery', 'other'),
]
const BALANCED = [
  ...group('investment'),
  ...TASKS,
  ...['interest', 'reserve_fund', 'contingency', 'wage_reform', 'carry_over'].flatMap(group),
]

export const FORMS: Form[] = [
  {
    number: 59,
    title: 'CÂN ĐỐI NGÂN SÁCH ĐỊA PHƯƠNG',
    rows: [
      { mark: 'A', label: 'TỔNG NGUỒN THU NGÂN SÁCH ĐỊA PHƯƠNG', of: ['local_revenue'] },
      { mark: 'I', label: 'Thu cân đối ngân sách nhà nước', of: ['revenue'] },
      { mark: 'B', label: 'TỔNG CHI NGÂN SÁCH ĐỊA PHƯƠNG', of: ['expenditure'] },
      { mark: 'C', label: 'BỘI THU (+), BỘI CHI (-) NGÂN SÁCH ĐỊA PHƯƠNG', of: ['balance'] },
    ],
  },
  {
    number: 60,
    title: 'THỰC HIỆN THU NGÂN SÁCH NHÀ NƯỚC',
    rows: [
      { mark: 'A', label: 'TỔNG THU NGÂN SÁCH NHÀ NƯỚC TRÊN ĐỊA BÀN', of: ['revenue'] },
      { mark: 'I', label: 'Thu nội địa', of: DOMESTIC },
      { mark: '1', label: 'Thu từ khu vực doanh nghiệp nhà nước do trung ương quản lý', of: tax('central_soe') },
      { mark: '2', label: 'Thu từ khu vực doanh nghiệp nhà nước do địa phương quản lý', of: tax('local_soe') },
      { mark: '3', label: 'Thu từ khu vực doanh nghiệp có vốn đầu tư nước ngoài', of: tax('fdi') },
      { mark: '4', label: 'Thu từ khu vực kinh tế ngoài quốc doanh', of: tax('private') },
      { mark: '5', label: 'Thuế thu nhập cá nhân', of: tax('personal_income') },
      { mark: '6', label: 'Thuế bảo vệ môi trường', of: tax('environment') },
      { mark: '7', label: 'Lệ phí trước bạ', of: tax('registration') },
      { mark: '8', label: 'Thu phí, lệ phí', of: tax('fees') },
      { mark: '9', label: 'Các khoản thu về nhà, đất', of: LAND },
      { mark: '-', label: 'Thuế sử dụng đất phi nông nghiệp', of: tax('land_tax') },
      { mark: '-', label: 'Thu tiền sử dụng đất', of: tax('land_use') },
      { mark: '-', label: 'Thu tiền cho thuê đất, thuê mặt nước', of: tax('land_rent') },
      { mark: '10', label: 'Thu từ hoạt động xổ số kiến thiết', of: tax('lottery') },
      { mark: '11', label: 'Thu khác ngân sách', of: tax('other') },
      { mark: 'II', label: 'Thu từ dầu thô', of: [] },
      { mark: 'III', label: 'Thu cân đối từ hoạt động xuất, nhập khẩu', of: tax('trade') },
      { mark: 'IV', label: 'Thu viện trợ', of: tax('aid') },
      { mark: 'B', label: 'THU NGÂN SÁCH ĐỊA PHƯƠNG ĐƯỢC HƯỞNG THEO PHÂN CẤP', of: ['revenue'], part: KEPT },
    ],
  },
  {
    number: 61,
    title: 'THỰC HIỆN CHI NGÂN SÁCH ĐỊA PHƯƠNG',
    rows: [
      { mark: '', label: 'TỔNG CHI NGÂN SÁCH ĐỊA PHƯƠNG', of: ['expenditure'] },
      { mark: 'A', label: 'CHI CÂN ĐỐI NGÂN SÁCH ĐỊA PHƯƠNG', of: BALANCED },
      { mark: 'I', label: 'Chi đầu tư phát triển', of: group('investment') },
      { mark: 'II', label: 'Chi thường xuyên', of: TASKS },
      { mark: '1', label: 'Chi giáo dục - đào tạo và dạy nghề', of: task('education') },
      { mark: '2', label: 'Chi khoa học và công nghệ', of: task('science') },
      { mark: '3', label: 'Chi y tế, dân số và gia đình', of: task('health') },
      { mark: '4', label: 'Chi văn hóa thông tin', of: task('culture') },
      { mark: '5', label: 'Chi phát thanh, truyền hình, thông tấn', of: task('broadcasting') },
      { mark: '6', label: 'Chi thể dục thể thao', of: task('sport') },
      { mark: '7', label: 'Chi bảo vệ môi trường', of: task('environment') },
      { mark: '8', label: 'Chi các hoạt động kinh tế', of: task('economy') },
      { mark: '9', label: 'Chi hoạt động của cơ quan quản lý hành chính, đảng, đoàn thể', of: task('administration') },
      { mark: '10', label: 'Chi bảo đảm xã hội', of: task('social') },
      { mark: '11', label: 'Chi quốc phòng', of: task('defence') },
      { mark: '12', label: 'Chi an ninh và trật tự an toàn xã hội', of: task('security') },
      { mark: '13', label: 'Chi thường xuyên khác', of: task('other') },
      { mark: 'III', label: 'Chi trả nợ lãi các khoản do chính quyền địa phương vay', of: group('interest') },
      { mark: 'IV', label: 'Chi bổ sung quỹ dự trữ tài chính', of: group('reserve_fund') },
      { mark: 'V', label: 'Dự phòng ngân sách', of: group('contingency') },
      { mark: 'VI', label: 'Chi tạo nguồn, điều chỉnh tiền lương', of: group('wage_reform') },
      { mark: 'VII', label: 'Chi chuyển nguồn sang năm sau', of: group('carry_over') },
      { mark: 'B', label: 'CHI CÁC CHƯƠNG TRÌNH MỤC TIÊU', of: group('programmes') },
    ],
  },
]

/** What a form is of, by the month it ends in; the law has it out by the fifteenth day after, and a year's in the spring. */
const PERIODS: Record<string, { name: string; short: string; outAfterDays: number }> = {
  '03-31': { name: 'Quý I', short: 'Q1', outAfterDays: 14 },
  '06-30': { name: '6 tháng', short: '6T', outAfterDays: 14 },
  '09-30': { name: '9 tháng', short: '9T', outAfterDays: 14 },
  '12-31': { name: 'Năm', short: 'N', outAfterDays: 80 },
}

const LEFT_AS_IT_WAS = 0.008

function periodBefore(day: string): string {
  const ends = Object.keys(PERIODS)
  const before = ends[ends.indexOf(day.slice(5)) - 1]
  return before ? `${day.slice(0, 5)}${before}` : day
}

export interface Disclosed {
  form: Form
  year: number
  /** Who discloses, by name. */
  unit: string
  /** The last day of the period. */
  day: string
  /** What an item is to come to in the year, and what it has come to by a day, in triệu đồng. */
  estimate: (item: string) => number
  actual: (item: string, day: string) => number
}

export function periodsOf(year: number): { day: string; outOn: number }[] {
  return Object.entries(PERIODS).map(([end, { outAfterDays }]) => {
    const day = `${year}-${end}`
    return { day, outOn: numberOfDay(day) + outAfterDays }
  })
}

export function fileNameOf({ form, year, day }: Disclosed, place: number): string {
  return `B${form.number}-CKNS-${year}-${PERIODS[day.slice(5)]?.short}${place > 0 ? `-${place + 1}` : ''}.xml`
}

/**
 * A form as it is handed out. It says that it is UTF-16 and is UTF-8, as those of the portal do; a nought is left out, and a share
 * is printed beside the figures it is of.
 */
export function formOf({ form, year, unit, day, estimate, actual }: Disclosed, seed: number): string {
  const period = PERIODS[day.slice(5)]?.name ?? ''
  const title = `${form.title} ${period.toUpperCase()} NĂM ${year}`.replace('NĂM NĂM', 'NĂM')
  const heads = ['STT', 'NỘI DUNG', 'DỰ TOÁN NĂM', `THỰC HIỆN ${period.toUpperCase()}`, 'SO SÁNH THỰC HIỆN VỚI DỰ TOÁN NĂM (%)']
  const rows = form.rows.map(({ mark, label, of, part = 1 }, place) => {
    const sum = (amountOf: (item: string) => number) => oneDecimal(of.reduce((all, item) => all + amountOf(item), 0) * part)
    // Now and then a clerk leaves the figure of the form before.
    const isLeft = new Random(seed, keyOf(unit), numberOfDay(day), form.number, place).chance(LEFT_AS_IT_WAS)
    const [planned, come] = [sum(estimate), sum((item) => actual(item, isLeft ? periodBefore(day) : day))]
    return `<row>${[mark, label, money(planned), money(come), share(come, planned)].map(cell).join('')}</row>`
  })
  // Some departments write letters and their marks apart.
  const unitOf = new Random(seed, keyOf(unit), year).chance(0.3) ? 'Triệu đồng'.normalize('NFD') : 'Triệu đồng'
  return `<?xml version="1.0" encoding="utf-16"?>
<!-- Số liệu mô phỏng, không phải số liệu của cơ quan nhà nước -->
<report xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<title>${title}</title><type>Tình hình thực hiện dự toán</type><year>${year}</year><periodType>${period}</periodType>
<code>${form.number}/CK-NSNN</code><circular>343/2016/TT-BTC</circular><department>${unit}</department><curencyunit>${unitOf}</curencyunit>
<filename>B${form.number}-CKNS-${year}.xml</filename><header>${heads.map(cell).join('')}</header>
<content>
${rows.join('\n')}
</content></report>
`
}

function cell(text: string, index: number): string {
  return `<f${index + 1}>${text}</f${index + 1}>`
}

function money(amount: number): string {
  if (amount === 0) return ''
  const [whole = '0', fraction = '0'] = Math.abs(amount).toFixed(1).split('.')
  return `${amount < 0 ? '-' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, '.')},${fraction}`
}

function share(actual: number, estimate: number): string {
  return estimate === 0 ? '' : ((100 * actual) / estimate).toFixed(1).replace('.', ',')
}
