import { tailOf } from './tail.ts'

// Administrative procedures as published in the decisions of 2025: codes and names are real, weights and terms are ours.

/** [code, name, working days (0: the same day), weight within its field] */
type ProcedureRow = [code: string, name: string, days: number, weight: number]

interface FieldRow {
  code: string
  name: string
  /** `commune`, or the key of the department that handles it. */
  at: string
  /** Share of all dossiers, in per mille. */
  share: number
  /** How far its people file online, beside the average. */
  online: number
  /** How far it runs late, beside the average. */
  late?: number
  fee?: number
  procedures: ProcedureRow[]
}

const FIELDS: FieldRow[] = [
  {
    code: 'G15-TP01',
    name: 'Chứng thực',
    at: 'commune',
    share: 165,
    online: 0.35,
    late: 0.25,
    fee: 0.9,
    procedures: [
      ['2.000815', 'Chứng thực bản sao từ bản chính giấy tờ, văn bản', 0, 60],
      ['2.000884', 'Chứng thực chữ ký trong các giấy tờ, văn bản', 0, 20],
      ['2.001035', 'Chứng thực giao dịch liên quan đến tài sản là động sản, quyền sử dụng đất, nhà ở', 2, 14],
      ['2.001406', 'Chứng thực văn bản phân chia di sản mà di sản là động sản, quyền sử dụng đất, nhà ở', 2, 4],
      ['2.001019', 'Chứng thực di chúc', 2, 2],
    ],
  },
  {
    code: 'G15-TP02',
    name: 'Hộ tịch',
    at: 'commune',
    share: 205,
    online: 1.25,
    late: 0.5,
    fee: 0.2,
    procedures: [
      ['2.000986', 'Liên thông đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi', 3, 22],
      ['1.001193', 'Thủ tục đăng ký khai sinh', 1, 14],
      ['1.000656', 'Thủ tục đăng ký khai tử', 1, 10],
      ['1.000894', 'Thủ tục đăng ký kết hôn', 1, 10],
      ['1.004873', 'Thủ tục cấp Giấy xác nhận tình trạng hôn nhân', 3, 17],
      ['2.000635', 'Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh', 1, 18],
      ['1.004859', 'Thủ tục thay đổi, cải chính, bổ sung thông tin hộ tịch, xác định lại dân tộc', 5, 5],
      ['1.004884', 'Thủ tục đăng ký lại khai sinh', 5, 3],
      ['1.001022', 'Thủ tục đăng ký nhận cha, mẹ, con', 3, 1],
    ],
  },
  {
    code: 'G13-DD01',
    name: 'Đất đai',
    at: 'commune',
    share: 182,
    online: 0.75,
    late: 2.4,
    fee: 0.85,
    procedures: [
      [
        '1.013980',
        'Đăng ký biến động quyền sử dụng đất theo thỏa thuận của các thành viên hộ gia đình hoặc của vợ và chồng',
        15,
        30,
      ],
      ['1.012768', 'Đăng ký biến động do đổi tên hoặc thay đổi thông tin về người sử dụng đất, thửa đất', 10, 22],
      ['1.013977', 'Đăng ký biến động quyền sử dụng đất do chia, tách, hợp nhất, sáp nhập tổ chức', 20, 18],
      ['1.010121', 'Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất', 20, 20],
      ['1.012793', 'Đăng ký biến động đối với hộ gia đình, cá nhân đưa đất vào sản xuất, kinh doanh', 30, 10],
    ],
  },
  {
    code: 'G13-DD02',
    name: 'Đăng ký đất đai',
    at: 'van-phong-dang-ky-dat-dai',
    share: 70,
    online: 0.8,
    late: 1.9,
    fee: 0.8,
    procedures: [
      [
        '1.013980',
        'Đăng ký biến động quyền sử dụng đất theo thỏa thuận của các thành viên hộ gia đình hoặc của vợ và chồng',
        15,
        60,
      ],
      ['1.010121', 'Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất', 20, 40],
    ],
  },
  {
    code: 'G15-TP03',
    name: 'Đăng ký biện pháp bảo đảm',
    at: 'van-phong-dang-ky-dat-dai',
    share: 60,
    online: 1.1,
    late: 0.4,
    fee: 0.7,
    procedures: [
      ['1.011441', 'Đăng ký biện pháp bảo đảm bằng quyền sử dụng đất, tài sản gắn liền với đất', 1, 55],
      ['1.011442', 'Đăng ký thay đổi biện pháp bảo đảm bằng quyền sử dụng đất, tài sản gắn liền với đất', 1, 10],
      ['1.011443', 'Xóa đăng ký biện pháp bảo đảm bằng quyền sử dụng đất, tài sản gắn liền với đất', 1, 35],
    ],
  },
  {
    code: 'G14-XH01',
    name: 'Bảo trợ xã hội',
    at: 'commune',
    share: 88,
    online: 0.9,
    late: 1.1,
    procedures: [
      ['1.014027', 'Thực hiện, điều chỉnh, thôi hưởng trợ cấp hưu trí xã hội', 10, 55],
      ['1.001699', 'Xác định, xác định lại mức độ khuyết tật và Giấy xác nhận khuyết tật', 25, 28],
      ['1.001653', 'Đổi, cấp lại Giấy xác nhận khuyết tật', 5, 7],
      ['2.002307', 'Giải quyết chế độ mai táng phí đối với cựu chiến binh', 12, 10],
    ],
  },
  {
    code: 'G14-XH02',
    name: 'Người có công',
    at: 'commune',
    share: 35,
    online: 0.8,
    late: 1.2,
    procedures: [
      ['1.010824', 'Hưởng trợ cấp khi người có công đang hưởng trợ cấp ưu đãi từ trần', 24, 45],
      ['1.010803', 'Giải quyết chế độ trợ cấp thờ cúng liệt sĩ', 20, 25],
      ['1.010801', 'Giải quyết chế độ trợ cấp ưu đãi đối với thân nhân liệt sĩ', 24, 15],
      ['1.010826', 'Sửa đổi, bổ sung thông tin cá nhân trong hồ sơ người có công', 20, 15],
    ],
  },
  {
    code: 'G09-KD01',
    name: 'Thành lập và hoạt động của hộ kinh doanh',
    at: 'commune',
    share: 45,
    online: 1.5,
    late: 0.5,
    fee: 0.9,
    procedures: [
      ['1.014034', 'Đăng ký cập nhật, bổ sung thông tin trong hồ sơ đăng ký hộ kinh doanh', 3, 85],
      ['1.014035', 'Dừng thực hiện thủ tục đăng ký hộ kinh doanh', 3, 15],
    ],
  },
  {
    code: 'G09-KD02',
    name: 'Thành lập và hoạt động của doanh nghiệp',
    at: 'so-tai-chinh',
    share: 40,
    online: 1.6,
    late: 0.3,
    fee: 0.9,
    procedures: [
      ['2.001583', 'Đăng ký thành lập công ty TNHH một thành viên', 3, 55],
      ['2.001199', 'Đăng ký thành lập công ty TNHH hai thành viên trở lên', 3, 25],
      ['2.002043', 'Đăng ký thành lập công ty cổ phần', 3, 20],
    ],
  },
  {
    code: 'G09-KD03',
    name: 'Thành lập và hoạt động của hợp tác xã',
    at: 'so-tai-chinh',
    share: 5,
    online: 1.2,
    procedures: [
      ['1.005280', 'Đăng ký thành lập hợp tác xã, liên hiệp hợp tác xã', 3, 40],
      ['1.005277', 'Đăng ký thay đổi nội dung đăng ký hợp tác xã, liên hiệp hợp tác xã', 3, 60],
    ],
  },
  {
    code: 'G17-XD01',
    name: 'Hoạt động xây dựng',
    at: 'commune',
    share: 22,
    online: 1.1,
    late: 1.6,
    fee: 0.8,
    procedures: [
      ['1.013225', 'Cấp giấy phép xây dựng mới đối với công trình cấp III, cấp IV', 15, 75],
      ['1.013226', 'Cấp điều chỉnh giấy phép xây dựng đối với công trình cấp III, cấp IV', 15, 15],
      ['1.013229', 'Cấp giấy phép xây dựng sửa chữa, cải tạo đối với công trình cấp III, cấp IV', 15, 10],
    ],
  },
  {
    code: 'G17-XD02',
    name: 'Năng lực hoạt động xây dựng',
    at: 'so-xay-dung',
    share: 10,
    online: 1.3,
    late: 1.2,
    fee: 0.9,
    procedures: [
      ['1.013237', 'Cấp mới chứng chỉ hành nghề hoạt động xây dựng', 10, 70],
      ['1.013217', 'Cấp lại chứng chỉ hành nghề hoạt động xây dựng', 5, 30],
    ],
  },
  {
    code: 'G07-GT01',
    name: 'Đường bộ',
    at: 'so-xay-dung',
    share: 16,
    online: 1.4,
    late: 0.4,
    fee: 0.5,
    procedures: [
      ['1.000703', 'Cấp Giấy phép kinh doanh vận tải bằng xe ô tô, bằng xe bốn bánh có gắn động cơ', 5, 60],
      ['1.000028', 'Cấp Giấy phép lưu hành xe quá tải trọng, xe quá khổ giới hạn', 2, 40],
    ],
  },
  {
    code: 'G12-LD01',
    name: 'Việc làm',
    at: 'so-noi-vu',
    share: 25,
    online: 1.1,
    late: 0.6,
    fee: 0.3,
    procedures: [
      ['1.001978', 'Giải quyết trợ cấp thất nghiệp', 15, 62],
      ['1.014199', 'Cấp giấy phép lao động đối với người lao động nước ngoài làm việc tại Việt Nam', 10, 24],
      ['1.014200', 'Cấp lại giấy phép lao động cho người lao động nước ngoài làm việc tại Việt Nam', 3, 8],
      ['1.014196', 'Cấp giấy xác nhận không thuộc diện cấp giấy phép lao động', 5, 6],
    ],
  },
  {
    code: 'G18-YT01',
    name: 'Khám bệnh, chữa bệnh',
    at: 'so-y-te',
    share: 4,
    online: 1.1,
    fee: 0.9,
    procedures: [['1.012278', 'Cấp mới giấy phép hoạt động khám bệnh, chữa bệnh', 40, 100]],
  },
  {
    code: 'G18-YT02',
    name: 'Dược phẩm',
    at: 'so-y-te',
    share: 5,
    online: 1.2,
    fee: 0.9,
    procedures: [['1.014076', 'Cấp giấy chứng nhận đủ điều kiện kinh doanh dược', 20, 100]],
  },
  {
    code: 'G18-YT03',
    name: 'An toàn thực phẩm',
    at: 'so-y-te',
    share: 6,
    online: 1.2,
    fee: 0.9,
    procedures: [
      ['1.013855', 'Cấp giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm đối với cơ sở kinh doanh dịch vụ ăn uống', 15, 100],
    ],
  },
  {
    code: 'G02-CT01',
    name: 'Xuất nhập khẩu',
    at: 'so-cong-thuong',
    share: 12,
    online: 1.7,
    late: 0.1,
    procedures: [
      ['1.000665', 'Cấp Giấy chứng nhận xuất xứ hàng hóa (C/O) ưu đãi mẫu D', 1, 60],
      ['1.000695', 'Cấp Giấy chứng nhận xuất xứ hàng hóa (C/O) ưu đãi mẫu E', 1, 40],
    ],
  },
  {
    code: 'G02-CT02',
    name: 'Lưu thông hàng hóa trong nước',
    at: 'so-cong-thuong',
    share: 6,
    online: 1.3,
    late: 0.6,
    fee: 0.9,
    procedures: [
      ['2.000620', 'Cấp Giấy phép bán lẻ rượu', 10, 45],
      ['2.000648', 'Cấp Giấy chứng nhận cửa hàng đủ điều kiện bán lẻ xăng dầu', 20, 25],
      ['2.000591', 'Cấp Giấy chứng nhận đủ điều kiện an toàn thực phẩm đối với cơ sở sản xuất, kinh doanh thực phẩm', 15, 30],
    ],
  },
  {
    code: 'G09-DT01',
    name: 'Đầu tư tại Việt Nam',
    at: 'ban-quan-ly-khu-cong-nghiep',
    share: 6,
    online: 1.1,
    late: 1.3,
    procedures: [
      ['1.009664', 'Cấp Giấy chứng nhận đăng ký đầu tư đối với dự án không thuộc diện chấp thuận chủ trương đầu tư', 15, 55],
      ['1.009646', 'Điều chỉnh dự án đầu tư thuộc thẩm quyền chấp thuận chủ trương đầu tư của UBND cấp tỉnh', 26, 25],
      ['1.009645', 'Chấp thuận chủ trương đầu tư thuộc thẩm quyền của UBND cấp tỉnh', 35, 20],
    ],
  },
  {
    code: 'G10-NN01',
    name: 'Thú y',
    at: 'so-nong-nghiep-va-moi-truong',
    share: 5,
    online: 1.1,
    fee: 0.8,
    procedures: [
      ['2.001064', 'Cấp, gia hạn Chứng chỉ hành nghề thú y thuộc thẩm quyền cấp tỉnh', 5, 60],
      ['1.001686', 'Cấp Giấy chứng nhận đủ điều kiện buôn bán thuốc thú y', 13, 40],
    ],
  },
  {
    code: 'G10-NN02',
    name: 'Thủy lợi',
    at: 'so-nong-nghiep-va-moi-truong',
    share: 3,
    online: 1,
    late: 1.5,
    procedures: [['1.004427', 'Cấp giấy phép cho các hoạt động trong phạm vi bảo vệ công trình thủy lợi', 25, 100]],
  },
  {
    code: 'G13-TN01',
    name: 'Tài nguyên nước',
    at: 'so-nong-nghiep-va-moi-truong',
    share: 3,
    online: 1,
    late: 1.8,
    fee: 0.9,
    procedures: [
      ['1.004223', 'Cấp giấy phép khai thác nước dưới đất đối với công trình có quy mô dưới 5.000 m3/ngày đêm', 36, 100],
    ],
  },
  {
    code: 'G04-GD01',
    name: 'Hệ thống văn bằng, chứng chỉ',
    at: 'so-giao-duc-va-dao-tao',
    share: 10,
    online: 1.3,
    late: 0.2,
    procedures: [['3.000465', 'Cấp bản sao văn bằng, chứng chỉ từ sổ gốc (tại cấp tỉnh)', 1, 100]],
  },
  {
    code: 'G04-GD02',
    name: 'Giáo dục trung học',
    at: 'so-giao-duc-va-dao-tao',
    share: 5,
    online: 1.2,
    late: 0.3,
    procedures: [['1.001088', 'Xin học lại tại trường khác đối với học sinh trung học', 5, 100]],
  },
  {
    code: 'G16-VH01',
    name: 'Du lịch và thể thao',
    at: 'so-van-hoa-the-thao-va-du-lich',
    share: 3,
    online: 1.2,
    fee: 0.9,
    procedures: [
      ['1.001440', 'Cấp thẻ hướng dẫn viên du lịch tại điểm', 10, 60],
      ['1.000501', 'Cấp Giấy chứng nhận đủ điều kiện kinh doanh hoạt động thể thao đối với môn Quần vợt', 7, 40],
    ],
  },
  {
    code: 'G15-TP04',
    name: 'Bổ trợ tư pháp',
    at: 'so-tu-phap',
    share: 4,
    online: 1,
    fee: 0.5,
    procedures: [
      ['1.001122', 'Bổ nhiệm và cấp thẻ giám định viên tư pháp', 20, 40],
      ['1.013803', 'Bổ nhiệm Công chứng viên', 20, 60],
    ],
  },
  {
    code: 'G06-KH01',
    name: 'Hoạt động khoa học và công nghệ',
    at: 'so-khoa-hoc-va-cong-nghe',
    share: 3,
    online: 1.2,
    procedures: [['1.011818', 'Đăng ký kết quả thực hiện nhiệm vụ khoa học và công nghệ cấp tỉnh, cấp cơ sở', 5, 100]],
  },
  {
    code: 'G01-CC01',
    name: 'Phòng cháy, chữa cháy',
    at: 'cong-an-tinh',
    share: 7,
    online: 0.9,
    late: 2.2,
    fee: 0.9,
    procedures: [['3.000489', 'Thẩm định thiết kế về phòng cháy chữa cháy', 15, 100]],
  },
  {
    code: 'G08-TT01',
    name: 'Giải quyết khiếu nại',
    at: 'commune',
    share: 5,
    online: 0.3,
    late: 1.8,
    procedures: [['2.002409', 'Giải quyết khiếu nại lần đầu tại cấp xã', 30, 100]],
  },
]

export interface Procedure {
  code: string
  name: string
  field: string
  fieldCode: string
  at: string
  days: number
  online: number
  late: number
  fee: number
  weight: number
}

/** Rare procedures together, per mille of all dossiers. */
const TAIL_SHARE = 30

const COMMON: Procedure[] = FIELDS.flatMap((field) => {
  const whole = field.procedures.reduce((sum, row) => sum + row[3], 0)
  return field.procedures.map(([code, name, days, weight]) => ({
    code,
    name,
    field: field.name,
    fieldCode: field.code,
    at: field.at,
    days,
    online: field.online,
    late: field.late ?? 1,
    fee: field.fee ?? 0,
    weight: (field.share * weight) / whole,
  }))
})

/** What ends with money paid, something taken note of or a pupil in another class, and no document. */
const WITHOUT_DOCUMENT = /mai táng phí|thông báo|khai báo|báo cáo|xin học lại|dừng thực hiện/i

export const yieldsDocument = ({ name }: Procedure) => !WITHOUT_DOCUMENT.test(name)

const OF_ORGANISATIONS = /doanh nghiệp|công ty|hợp tác xã|tổ chức|cơ sở|thương nhân|công trình|đơn vị/i
const OF_CITIZENS = /cá nhân|hộ gia đình|hộ kinh doanh|công dân|người|học sinh|liệt sĩ|kết hôn|khai sinh/i

/** Who may ask for it, as far as its name tells; of most, citizens. */
export function askersOf({ name }: Procedure): { citizens: boolean; organisations: boolean } {
  const organisations = OF_ORGANISATIONS.test(name)
  return { organisations, citizens: !organisations || OF_CITIZENS.test(name) }
}

export const PROCEDURES: Procedure[] = [...COMMON, ...tailOf(new Set(COMMON.map(({ code }) => code)), TAIL_SHARE)]
