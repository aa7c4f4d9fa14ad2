export interface Line {
  /** What the province's system calls it: items.ts. */
  code: string
  /** The outline marker and the words as the report prints them. */
  label: string
  /** Share of the year's total, in per mille. */
  share: number
  /** Months of the year it mostly falls in, by weight; even where left out. */
  months?: number[]
  /** Who collects it, of revenue; the tax office where left out. */
  collector?: 'customs' | 'others'
}

/** A heading of the report: its total, and the lines that add up to it. */
export interface Heading {
  item: 'revenue' | 'expenditure'
  label: string
  lines: Line[]
  /** Totals of some of the lines that the report prints besides: a heading within, or another way of splitting it. */
  subtotals: { code: string; label: string; of: (line: Line) => boolean }[]
}

// Corporate tax is settled after each quarter; land comes in when auctions close; spending crowds into December.
const QUARTERLY = [13, 6, 8, 12, 7, 7, 11, 6, 6, 12, 7, 5]
const LAND = [7, 3, 7, 8, 9, 10, 8, 8, 9, 10, 12, 9]
const CAPITAL = [3, 3, 6, 7, 8, 9, 8, 8, 9, 10, 11, 18]
const WAGES = [9, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 11]
const YEAR_END = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 9]

export const HEADINGS: Heading[] = [
  {
    item: 'revenue',
    label: 'TỔNG THU NSNN TRÊN ĐỊA BÀN',
    lines: [
      { code: 'revenue/tax/central_soe', label: '1. Thu từ DNNN trung ương', share: 28, months: QUARTERLY },
      { code: 'revenue/tax/local_soe', label: '2. Thu từ DNNN địa phương', share: 6, months: QUARTERLY },
      { code: 'revenue/tax/fdi', label: '3. Thu từ doanh nghiệp có vốn đầu tư nước ngoài', share: 141, months: QUARTERLY },
      { code: 'revenue/tax/private', label: '4. Thu từ khu vực kinh tế ngoài quốc doanh', share: 138, months: QUARTERLY },
      { code: 'revenue/tax/personal_income', label: '5. Thuế thu nhập cá nhân', share: 74 },
      { code: 'revenue/tax/environment', label: '6. Thuế bảo vệ môi trường', share: 33 },
      { code: 'revenue/tax/registration', label: '7. Lệ phí trước bạ', share: 31 },
      { code: 'revenue/tax/fees', label: '8. Phí, lệ phí', share: 14, collector: 'others' },
      { code: 'revenue/tax/land_tax', label: '9. Thuế sử dụng đất phi nông nghiệp', share: 3 },
      { code: 'revenue/tax/land_rent', label: '10. Tiền thuê đất, thuê mặt nước', share: 36, months: QUARTERLY },
      { code: 'revenue/tax/land_use', label: '11. Tiền sử dụng đất', share: 352, months: LAND },
      { code: 'revenue/tax/lottery', label: '12. Thu xổ số kiến thiết', share: 3 },
      { code: 'revenue/tax/other', label: '13. Thu khác ngân sách', share: 25, collector: 'others' },
      { code: 'revenue/tax/trade', label: '14. Thu từ hoạt động xuất, nhập khẩu', share: 115, collector: 'customs' },
      { code: 'revenue/tax/aid', label: '15. Thu viện trợ', share: 1, collector: 'others' },
    ],
    subtotals: [
      { code: 'revenue/collector/tax_office', label: 'I. Cơ quan thuế thu', of: ({ collector }) => collector === undefined },
      { code: 'revenue/collector/customs', label: 'II. Cơ quan hải quan thu', of: ({ collector }) => collector === 'customs' },
      { code: 'revenue/collector/others', label: 'III. Cơ quan thu khác', of: ({ collector }) => collector === 'others' },
    ],
  },
  {
    item: 'expenditure',
    label: 'TỔNG CHI NGÂN SÁCH ĐỊA PHƯƠNG',
    lines: [
      { code: 'expenditure/group/investment', label: '1. Chi đầu tư phát triển', share: 455, months: CAPITAL },
      {
        code: 'expenditure/function/education',
        label: '2.1. Chi thường xuyên: giáo dục, đào tạo và dạy nghề',
        share: 208,
        months: WAGES,
      },
      { code: 'expenditure/function/health', label: '2.2. Chi thường xuyên: y tế, dân số và gia đình', share: 58, months: WAGES },
      { code: 'expenditure/function/science', label: '2.3. Chi thường xuyên: khoa học và công nghệ', share: 9 },
      { code: 'expenditure/function/social', label: '2.4. Chi thường xuyên: bảo đảm xã hội', share: 62, months: WAGES },
      {
        code: 'expenditure/function/administration',
        label: '2.5. Chi thường xuyên: quản lý hành chính',
        share: 96,
        months: WAGES,
      },
      { code: 'expenditure/function/economy', label: '2.6. Chi thường xuyên: các hoạt động kinh tế', share: 47 },
      { code: 'expenditure/function/environment', label: '2.7. Chi thường xuyên: bảo vệ môi trường', share: 14 },
      { code: 'expenditure/function/defence', label: '2.8. Chi thường xuyên: quốc phòng', share: 6 },
      { code: 'expenditure/function/security', label: '2.9. Chi thường xuyên: an ninh và trật tự an toàn xã hội', share: 3 },
      { code: 'expenditure/function/culture', label: '2.10. Chi thường xuyên: văn hóa thông tin', share: 3 },
      {
        code: 'expenditure/function/broadcasting',
        label: '2.11. Chi thường xuyên: phát thanh, truyền hình, thông tấn',
        share: 2,
      },
      { code: 'expenditure/function/sport', label: '2.12. Chi thường xuyên: thể dục thể thao', share: 1 },
      { code: 'expenditure/function/other', label: '2.13. Chi thường xuyên: khác', share: 5 },
      { code: 'expenditure/group/interest', label: '3. Chi trả nợ lãi', share: 3 },
      { code: 'expenditure/group/programmes', label: '4. Chi chương trình mục tiêu quốc gia', share: 16, months: CAPITAL },
      { code: 'expenditure/group/reserve_fund', label: '5. Chi bổ sung quỹ dự trữ tài chính', share: 1, months: YEAR_END },
      { code: 'expenditure/group/contingency', label: '6. Dự phòng ngân sách', share: 3 },
      { code: 'expenditure/group/wage_reform', label: '7. Chi tạo nguồn cải cách tiền lương', share: 5, months: WAGES },
      { code: 'expenditure/group/carry_over', label: '8. Chi chuyển nguồn sang năm sau', share: 3, months: YEAR_END },
    ],
    subtotals: [
      {
        code: 'expenditure/group/recurrent',
        label: '2. Chi thường xuyên',
        of: ({ code }) => code.startsWith('expenditure/function/'),
      },
    ],
  },
]
