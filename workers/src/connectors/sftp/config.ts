import { z } from 'zod'
import { dropFields } from '../dropped.ts'
import { httpFields } from '../http-fields.ts'
import { secretField } from '../secret-field.ts'

export const title = 'Thư mục trên máy chủ SFTP'
export const countsFiles = true

const word = z.string().min(1).max(200)

const Auth = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('password'), password: secretField('Mật khẩu') }),
  z.strictObject({
    kind: z.literal('key'),
    privateKey: secretField('Khóa riêng', 'Toàn bộ tệp khóa OpenSSH hoặc PEM, không đặt mật khẩu.'),
  }),
])

export const config = z.strictObject({
  host: z
    .string()
    .regex(/^[\w.:-]+$/, 'chỉ ghi tên máy hoặc địa chỉ IP')
    .meta({ title: 'Máy chủ', help: 'Tên máy hoặc địa chỉ IP, không kèm cổng.' }),
  port: z.number().int().min(1).max(65_535).default(22).meta({ title: 'Cổng', help: 'Thường là 22.' }),
  user: word.meta({ title: 'Tài khoản', help: 'Nên là tài khoản chỉ có quyền đọc đúng thư mục này.' }),
  auth: Auth.meta({ title: 'Đăng nhập', help: 'Bằng mật khẩu hoặc bằng khóa.' }),
  hostKey: z
    .string()
    .regex(/^SHA256:[A-Za-z0-9+/]{43}=?$/, 'phải có dạng «SHA256:…»')
    .meta({
      title: 'Dấu vân tay khóa của máy chủ',
      help: 'Hỏi bên cung cấp, hoặc: ssh-keyscan <máy chủ> | ssh-keygen -lf -. Máy chủ trình khóa khác thì không kết nối.',
    }),
  folder: z.string().min(1).max(1_000).meta({ title: 'Thư mục', help: 'Đường dẫn trên máy chủ SFTP, ví dụ «/xuat/ngan-sach».' }),
  ...dropFields,
  timeoutSeconds: httpFields.timeoutSeconds,
  deadlineSeconds: z
    .number()
    .min(1)
    .max(3_600)
    .default(900)
    .meta({ title: 'Hạn đọc một tệp (giây)', help: 'Quá hạn thì dừng và báo lỗi.' }),
  maxMegabytes: httpFields.maxMegabytes
    .unwrap()
    .default(200)
    .meta({ title: 'Cỡ tệp tối đa (MB)', help: 'Tệp lớn hơn thì báo lỗi; chia nhỏ tệp, hoặc tăng số này.' }),
})
export type SftpConfig = z.infer<typeof config>
