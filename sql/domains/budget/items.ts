import type { Localised } from '../../src/pack/pack.ts'

const words = (vi: string, en: string): Localised => ({ vi, en })

/** What a budget's figures are totals of. Revenue on the territory is not the revenue the local budget keeps. */
export const HEADINGS: Record<string, Localised> = {
  revenue: words('Thu ngân sách trên địa bàn', 'Revenue on territory'),
  local_revenue: words('Thu ngân sách địa phương', 'Local budget revenue'),
  expenditure: words('Chi ngân sách địa phương', 'Local expenditure'),
  capital: words('Vốn đầu tư công', 'Public investment capital'),
  // Reported as such, never reckoned: revenue on the territory less expenditure is not it, nor is revenue with what was carried over.
  balance: words('Bội thu (+), bội chi (−) ngân sách địa phương', 'Local budget surplus (+) or deficit (−)'),
}

/** What the whole country's figures are called that a province is set beside; told to it, and never a part of its own. */
export const NATIONAL: Record<string, Localised> = {
  national_capital: words('Vốn đầu tư công cả nước', 'Public investment capital of the country'),
}

interface Axis {
  /** The heading whose figures it splits. */
  heading: keyof typeof HEADINGS
  title: Localised
  /** Its values by their code; `null` where each is called by its own name, as project owners are. */
  values: Record<string, Localised> | null
}

/**
 * Ways of splitting a total, each on its own: the values of one axis add up to its heading (those of `function` to recurrent
 * expenditure), and no figure is on two, so that a form's lines and their totals never add up together.
 */
export const AXES: Record<string, Axis> = {
  tax: {
    heading: 'revenue',
    title: words('Sắc thuế, khoản thu', 'Tax or source'),
    values: {
      central_soe: words('DNNN trung ương', 'Central state enterprises'),
      local_soe: words('DNNN địa phương', 'Local state enterprises'),
      fdi: words('Doanh nghiệp có vốn đầu tư nước ngoài', 'Foreign-invested enterprises'),
      private: words('Khu vực ngoài quốc doanh', 'Private sector'),
      personal_income: words('Thuế thu nhập cá nhân', 'Personal income tax'),
      environment: words('Thuế bảo vệ môi trường', 'Environmental protection tax'),
      registration: words('Lệ phí trước bạ', 'Registration fee'),
      fees: words('Phí, lệ phí', 'Fees and charges'),
      land_tax: words('Thuế sử dụng đất', 'Land use tax'),
      land_rent: words('Tiền thuê đất, thuê mặt nước', 'Land and water rent'),
      land_use: words('Tiền sử dụng đất', 'Land use levy'),
      lottery: words('Xổ số kiến thiết', 'Lottery'),
      minerals: words('Cấp quyền khai thác khoáng sản', 'Mineral rights'),
      dividends: words('Cổ tức, lợi nhuận còn lại', 'Dividends'),
      other: words('Thu khác ngân sách', 'Other revenue'),
      // What follows is no domestic revenue.
      trade: words('Hoạt động xuất, nhập khẩu', 'Import and export'),
      crude_oil: words('Dầu thô', 'Crude oil'),
      aid: words('Viện trợ', 'Aid'),
    },
  },
  collector: {
    heading: 'revenue',
    title: words('Cơ quan thu', 'Collector'),
    values: {
      tax_office: words('Cơ quan thuế', 'Tax office'),
      customs: words('Cơ quan hải quan', 'Customs'),
      others: words('Cơ quan thu khác', 'Other collectors'),
    },
  },
  local: {
    heading: 'local_revenue',
    title: words('Nguồn thu ngân sách địa phương', 'Source of local revenue'),
    values: {
      own: words('Thu được hưởng theo phân cấp', 'Own revenue by decentralisation'),
      transfer: words('Bổ sung từ ngân sách trung ương', 'Transfers from the central budget'),
    },
  },
  group: {
    heading: 'expenditure',
    title: words('Nhóm chi', 'Group of expenditure'),
    values: {
      investment: words('Đầu tư phát triển', 'Investment'),
      recurrent: words('Chi thường xuyên', 'Recurrent expenditure'),
      interest: words('Trả nợ lãi', 'Interest'),
      reserve_fund: words('Bổ sung quỹ dự trữ tài chính', 'Addition to the financial reserve fund'),
      contingency: words('Dự phòng ngân sách', 'Contingency'),
      wage_reform: words('Tạo nguồn cải cách tiền lương', 'Wage reform'),
      carry_over: words('Chuyển nguồn sang năm sau', 'Carried over to the next year'),
      programmes: words('Chương trình mục tiêu quốc gia', 'National target programmes'),
    },
  },
  function: {
    heading: 'expenditure',
    // The «Loại» of the state budget's index (Circular 324/2016/TT-BTC).
    title: words('Lĩnh vực chi thường xuyên', 'Function of recurrent expenditure'),
    values: {
      defence: words('Quốc phòng', 'Defence'),
      security: words('An ninh và trật tự an toàn xã hội', 'Public security and order'),
      education: words('Giáo dục - đào tạo và dạy nghề', 'Education, training and vocational training'),
      science: words('Khoa học và công nghệ', 'Science and technology'),
      health: words('Y tế, dân số và gia đình', 'Health, population and family'),
      culture: words('Văn hóa thông tin', 'Culture and information'),
      broadcasting: words('Phát thanh, truyền hình, thông tấn', 'Radio, television and news agencies'),
      sport: words('Thể dục thể thao', 'Physical training and sport'),
      environment: words('Bảo vệ môi trường', 'Environmental protection'),
      economy: words('Các hoạt động kinh tế', 'Economic activities'),
      administration: words('Cơ quan quản lý nhà nước, Đảng, đoàn thể', 'State bodies, Party and mass organisations'),
      social: words('Bảo đảm xã hội', 'Social protection'),
      other: words('Chi thường xuyên khác', 'Other recurrent'),
    },
  },
  owner: { heading: 'capital', title: words('Chủ đầu tư', 'Project owner'), values: null },
}

/** What a line may be that is on no axis: parts of what the centre transfers, as the Ministry of Finance publishes them. */
const LINES: Record<string, Localised> = {
  transfer: words('Bổ sung từ ngân sách trung ương', 'Transfers from the central budget'),
  transfer_balancing: words('Bổ sung cân đối từ ngân sách trung ương', 'Balancing transfers from the central budget'),
}

/** Every item that has a code, by it, in the words a form would print: totals, parts under what they are parts of, lines. */
export const ITEMS: Record<string, Localised> = {
  ...HEADINGS,
  ...NATIONAL,
  ...LINES,
  ...Object.fromEntries(
    Object.entries(AXES).flatMap(([axis, { heading, title, values }]) =>
      Object.entries(values ?? {}).map(([value, { vi, en }]) => [
        `${heading}/${axis}/${value}`,
        words(`${title.vi}: ${vi}`, `${title.en}: ${en}`),
      ]),
    ),
  ),
}

/** Whether an item is a total or a value of an axis («revenue/tax/fdi»); anything else is a line under its printed name. */
export function isKnownItem(item: string): boolean {
  const [heading = '', axis, value = '', ...more] = item.split('/')
  if (axis === undefined) return heading in HEADINGS || heading in NATIONAL
  const known = AXES[axis]
  if (known?.heading !== heading || value === '') return false
  return known.values === null || (more.length === 0 && value in known.values)
}
