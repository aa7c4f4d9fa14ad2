import { z } from 'zod'
import { secretField } from '../../../connectors/secret-field.ts'

export const title = { vi: 'Thư điện tử', en: 'Email' }

const mailbox = z.email({ error: 'Viết địa chỉ thư, ví dụ «ioc@tinh.gov.vn».' })

export const settings = z.strictObject({
  host: z.string().min(1).max(253).meta({ title: 'Máy chủ thư (SMTP)', help: 'Ví dụ «mail.hungyen.gov.vn».' }),
  port: z
    .number()
    .int()
    .min(1)
    .max(65_535)
    .default(587)
    .meta({ title: 'Cổng', help: 'Thường là 587; 465 nếu máy chủ mã hóa ngay từ đầu.' }),
  security: z.enum(['starttls', 'tls', 'none']).default('starttls').meta({
    title: 'Mã hóa đường truyền',
    help: '«starttls» cho cổng 587, «tls» cho cổng 465. «none» chỉ dùng trong mạng nội bộ tin cậy.',
  }),
  user: z.string().max(200).optional().meta({ title: 'Tài khoản', help: 'Bỏ trống nếu máy chủ không đòi đăng nhập.' }),
  password: secretField('Mật khẩu', 'Của tài khoản gửi thư.').optional(),
  from: mailbox.meta({ title: 'Gửi từ địa chỉ', help: 'Người nhận thấy thư đến từ địa chỉ này.' }),
})

export function addressTrouble(address: string) {
  return mailbox.safeParse(address).success
    ? null
    : { vi: `«${address}» không phải địa chỉ thư điện tử.`, en: `«${address}» is no email address.` }
}
