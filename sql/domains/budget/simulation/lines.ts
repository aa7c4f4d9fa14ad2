export interface Line {
  /** The outline marker and the words as the report prints them. */
  label: string
  /** Share of the year's total, in per mille. */
  share: number
  /** Months of the year it mostly falls in, by weight; even where left out. */
  months?: number[]
}

/** A heading of the report: its total, and the lines that add up to it. */
export interface Heading {
  item: 'revenue' | 'expenditure'
  label: string
  lines: Line[]
}

// Corporate tax is settled after each quarter; land comes in when auctions close; spending crowds into December.
const QUARTERLY = [13, 6, 8, 12, 7, 7, 11, 6, 6, 12, 7, 5]
const LAND = [7, 3, 7, 8, 9, 10, 8, 8, 9, 10, 12, 9]
const CAPITAL = [3, 3, 6, 7, 8, 9, 8, 8, 9, 10, 11, 18]
const WAGES = [9, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 11]

export const HEADINGS: Heading[] = [
  {
    item: 'revenue',
    label: 'TỔNG THU NSNN TRÊN ĐỊA BÀN',
    lines: [
      { label: '1. Thu từ DNNN trung ương', share: 28, months: QUARTERLY },
      { label: '2. Thu từ DNNN địa phương', share: 6, months: QUARTERLY },
      { label: '3. Thu từ doanh nghiệp có vốn đầu tư nước ngoài', share: 142, months: QUARTERLY },
      { label: '4. Thu từ khu vực kinh tế ngoài quốc doanh', share: 138, months: QUARTERLY },
      { label: '5. Thuế thu nhập cá nhân', share: 74 },
      { label: '6. Thuế bảo vệ môi trường', share: 33 },
      { label: '7. Lệ phí trước bạ', share: 31 },
      { label: '8. Phí, lệ phí', share: 14 },
      { label: '9. Thuế sử dụng đất phi nông nghiệp', share: 3 },
      { label: '10. Tiền thuê đất, thuê mặt nước', share: 36, months: QUARTERLY },
      { label: '11. Tiền sử dụng đất', share: 352, months: LAND },
      { label: '12. Thu xổ số kiến thiết', share: 3 },
      { label: '13. Thu khác ngân sách', share: 25 },
      { label: '14. Thu từ hoạt động xuất, nhập khẩu', share: 115 },
    ],
  },
  {
    item: 'expenditure',
    label: 'TỔNG CHI NGÂN SÁCH ĐỊA PHƯƠNG',
    lines: [
      { label: '1. Chi đầu tư phát triển', share: 455, months: CAPITAL },
      { label: '2.1. Chi thường xuyên: giáo dục, đào tạo và dạy nghề', share: 208, months: WAGES },
      { label: '2.2. Chi thường xuyên: y tế, dân số và gia đình', share: 58, months: WAGES },
      { label: '2.3. Chi thường xuyên: khoa học và công nghệ', share: 9 },
      { label: '2.4. Chi thường xuyên: bảo đảm xã hội', share: 62, months: WAGES },
      { label: '2.5. Chi thường xuyên: quản lý hành chính', share: 96, months: WAGES },
      { label: '2.6. Chi thường xuyên: sự nghiệp kinh tế và bảo vệ môi trường', share: 61 },
      { label: '2.7. Chi thường xuyên: khác', share: 32 },
      { label: '3. Chi trả nợ lãi', share: 3 },
      { label: '4. Chi chương trình mục tiêu quốc gia', share: 16, months: CAPITAL },
    ],
  },
]
