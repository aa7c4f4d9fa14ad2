import { z } from 'zod'
import { isDateFormat } from '../../values/dates.ts'
import { isZone } from '../../values/zones.ts'
import { address, httpFields } from '../http-fields.ts'
import type { RangeAbility } from '../range.ts'
import { secretField } from '../secret-field.ts'

export const title = 'API trả về JSON hoặc XML'

const path = z.string().min(1)
const name = z.string().min(1).max(100)
const Auth = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('bearer'), token: secretField('Mã truy cập') }),
  z.strictObject({
    kind: z.literal('basic'),
    user: name.meta({ title: 'Tên đăng nhập', help: 'Tài khoản do bên cung cấp cấp.' }),
    password: secretField('Mật khẩu'),
  }),
  z.strictObject({
    kind: z.literal('header'),
    name: name.regex(/^[\w-]+$/).meta({ title: 'Tên tiêu đề HTTP', help: 'Ví dụ «X-Api-Key».' }),
    value: secretField('Giá trị của tiêu đề'),
  }),
  z.strictObject({
    kind: z.literal('query'),
    param: name.meta({ title: 'Tham số chứa mã', help: 'Ví dụ «api_key». Mã bị che ở mọi nơi hiện địa chỉ.' }),
    key: secretField('Mã truy cập'),
  }),
  z.strictObject({
    kind: z.literal('oauth2'),
    tokenUrl: address.meta({ title: 'Địa chỉ cấp mã truy cập', help: 'Ví dụ «https://sso.tinh.gov.vn/oauth2/token».' }),
    clientId: name.meta({ title: 'Mã ứng dụng (client_id)', help: 'Do bên cung cấp cấp.' }),
    clientSecret: secretField('Khóa của ứng dụng (client_secret)'),
    scope: name.optional().meta({ title: 'Phạm vi (scope)', help: 'Bỏ trống nếu bên cung cấp không yêu cầu.' }),
    sendIn: z.enum(['header', 'body']).default('header').meta({
      title: 'Gửi mã ứng dụng ở',
      help: '«header» theo chuẩn; «body» nếu máy chủ cấp mã chỉ đọc trong nội dung yêu cầu.',
    }),
  }),
])

const Paging = z.discriminatedUnion('style', [
  z.strictObject({ style: z.literal('none') }),
  z.strictObject({
    style: z.literal('token'),
    param: name.meta({ title: 'Tham số mã trang', help: 'Tham số gửi mã trang kế tiếp, ví dụ «token».' }),
    field: path.meta({ title: 'Trường chứa mã trang kế tiếp', help: 'Trống hoặc không có nghĩa là trang cuối.' }),
  }),
  z.strictObject({
    style: z.literal('page'),
    param: name.meta({ title: 'Tham số số trang', help: 'Ví dụ «page».' }),
    first: z.number().int().min(0).default(1).meta({ title: 'Số của trang đầu', help: 'Thường là 1, đôi khi là 0.' }),
    size: z
      .number()
      .int()
      .min(1)
      .optional()
      .meta({ title: 'Số bản ghi mỗi trang', help: 'Trang ít hơn số này là trang cuối. Bỏ trống thì đọc tới trang rỗng.' }),
    sizeParam: name.optional().meta({ title: 'Tham số cỡ trang', help: 'Ví dụ «pageSize».' }),
  }),
  z.strictObject({
    style: z.literal('offset'),
    param: name.meta({ title: 'Tham số vị trí bắt đầu', help: 'Ví dụ «offset» hoặc «$offset».' }),
    size: z.number().int().min(1).meta({ title: 'Số bản ghi mỗi trang', help: 'Trang ít hơn số này là trang cuối.' }),
    sizeParam: name.meta({ title: 'Tham số cỡ trang', help: 'Ví dụ «limit» hoặc «$limit».' }),
  }),
  z.strictObject({
    style: z.literal('link'),
    field: path
      .optional()
      .meta({ title: 'Trường chứa địa chỉ trang kế tiếp', help: 'Bỏ trống nếu nguồn dùng tiêu đề HTTP «Link».' }),
  }),
])

const Since = z.strictObject({
  param: name.meta({ title: 'Tham số «từ thời điểm»', help: 'Ví dụ «since» hoặc «tuNgay».' }),
  untilParam: name.optional().meta({
    title: 'Tham số «đến thời điểm»',
    help: 'Nếu nguồn có, ví dụ «denNgay»; dùng khi lấy lại dữ liệu của một khoảng ngày.',
  }),
  field: path.meta({ title: 'Trường giờ cập nhật', help: 'Giờ lớn nhất đã thấy ở trường này là mốc của lần lấy sau.' }),
  format: z
    .string()
    .refine(isDateFormat, 'không hiểu định dạng ngày này')
    .default('iso')
    .meta({ title: 'Định dạng giờ', help: '«iso», hoặc mẫu như «yyyyMMddHHmmss».' }),
  zone: z
    .string()
    .refine(isZone, 'không phải tên múi giờ IANA')
    .default('Asia/Ho_Chi_Minh')
    .meta({ title: 'Múi giờ của nguồn', help: 'Dùng khi giờ không ghi múi giờ.' }),
  overlapSeconds: z
    .number()
    .min(0)
    .max(7 * 86_400)
    .default(60)
    .meta({
      title: 'Lấy chồng (giây)',
      help: 'Lùi mốc lại một chút để không sót bản ghi đến muộn; bản ghi trùng không bị tính hai lần.',
    }),
})

export const config = z.strictObject({
  url: address,
  query: z
    .record(z.string(), z.string())
    .default({})
    .meta({ title: 'Tham số cố định', help: 'Gửi kèm trong mọi lần gọi. Không ghi mã bí mật ở đây.' }),
  headers: z
    .record(z.string().regex(/^[\w-]+$/), z.string())
    .default({})
    .meta({ title: 'Tiêu đề HTTP cố định', help: 'Không ghi mã bí mật ở đây.' }),
  auth: Auth.default({ kind: 'none' }).meta({ title: 'Đăng nhập', help: 'Cách nguồn nhận ra chúng ta.' }),
  answers: z.enum(['json', 'xml']).default('json').meta({
    title: 'Nguồn trả lời bằng',
    help: 'Với «xml», các trường dưới đây là tên thẻ, bỏ tiền tố, kể từ bên trong thẻ gốc.',
  }),
  records: path.default('$').meta({
    title: 'Danh sách bản ghi nằm ở đâu',
    help: '«$» nếu cả trang là một danh sách, hoặc tên trường, ví dụ «duLieu». Phải khớp với «Danh sách nằm ở đâu» ở bước «Nhận cột».',
  }),
  paging: Paging.default({ style: 'none' }).meta({ title: 'Cách chia trang', help: 'Theo tài liệu của nguồn.' }),
  since: Since.optional().meta({ title: 'Chỉ lấy phần mới', help: 'Bỏ trống thì mỗi lần lấy lại tất cả.' }),
  total: path.optional().meta({ title: 'Trường chứa tổng số bản ghi', help: 'Để hiện tiến độ.' }),
  ...httpFields,
})
export type RestConfig = z.infer<typeof config>

export function range({ since }: RestConfig): RangeAbility {
  return since === undefined ? 'no_mark' : since.untilParam === undefined ? 'from' : 'exact'
}
