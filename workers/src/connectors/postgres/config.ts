import { z } from 'zod'
import { httpFields } from '../http-fields.ts'
import type { RangeAbility } from '../range.ts'
import { secretField } from '../secret-field.ts'

export const title = 'Cơ sở dữ liệu PostgreSQL'

const word = z.string().min(1).max(200)

const Cursor = z.strictObject({
  column: word.meta({
    title: 'Cột mốc',
    help: 'Cột chỉ tăng của câu SQL, như giờ cập nhật hoặc số thứ tự. Dòng để trống cột này không bao giờ được lấy.',
  }),
  key: word.meta({ title: 'Cột khóa', help: 'Cột không trùng, để phân biệt các dòng cùng mốc.' }),
  overlapSeconds: z
    .number()
    .min(0)
    .max(7 * 86_400)
    .optional()
    .meta({
      title: 'Lấy chồng (giây)',
      help: 'Khi cột mốc là giờ: lùi lại một chút ở lần lấy sau để không sót dòng được ghi muộn. Thường là 60.',
    }),
})

export const config = z.strictObject({
  host: z
    .string()
    .regex(/^[\w.:-]+$/, 'chỉ ghi tên máy hoặc địa chỉ IP')
    .meta({ title: 'Máy chủ', help: 'Tên máy hoặc địa chỉ IP, không kèm cổng.' }),
  port: z.number().int().min(1).max(65_535).default(5432).meta({ title: 'Cổng', help: 'Thường là 5432.' }),
  database: word.meta({ title: 'Tên cơ sở dữ liệu', help: 'Do bên quản lý hệ thống nguồn cho biết.' }),
  user: word.meta({ title: 'Tài khoản', help: 'Nên là tài khoản chỉ có quyền đọc đúng các bảng cần lấy.' }),
  password: secretField('Mật khẩu'),
  tls: z.enum(['verify', 'off']).default('verify').meta({
    title: 'Mã hóa đường truyền',
    help: '«verify»: bắt buộc TLS với chứng thư tin được (chứng thư riêng của tỉnh: NODE_EXTRA_CA_CERTS). «off»: chỉ trong mạng riêng.',
  }),
  query: z.string().min(1).max(50_000).meta({
    title: 'Câu SQL',
    help: 'Một câu select, chạy trong giao dịch chỉ đọc. Không cần where và order by theo cột mốc; số dài hơn 15 chữ số thì đổi sang text.',
  }),
  cursor: Cursor.optional().meta({ title: 'Chỉ lấy phần mới', help: 'Bỏ trống thì mỗi lần lấy lại tất cả.' }),
  pageRows: z
    .number()
    .int()
    .min(1)
    .max(50_000)
    .default(2_000)
    .meta({ title: 'Số dòng mỗi trang', help: 'Mỗi trang được lưu và nạp trọn vẹn trước khi lấy trang sau.' }),
  timeoutSeconds: httpFields.timeoutSeconds,
  maxMegabytes: httpFields.maxMegabytes
    .unwrap()
    .default(50)
    .meta({ title: 'Cỡ trang tối đa (MB)', help: 'Trang lớn hơn thì dừng; khi đó giảm số dòng mỗi trang.' }),
})
export type PostgresConfig = z.infer<typeof config>

export function range({ cursor }: PostgresConfig): RangeAbility {
  return cursor === undefined ? 'no_mark' : 'exact'
}
