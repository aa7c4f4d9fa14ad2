import { z } from 'zod'
import { secretField } from '../secret-field.ts'

/** In characters; what is shorter can be guessed (RFC 2104 asks for the length of the hash). */
export const SHORTEST_SECRET = 32

export const title = 'Webhook: nguồn tự gửi đến'

export const config = z.strictObject({
  secret: secretField('Khóa ký', 'Khóa chung với hệ thống gửi, ít nhất 32 ký tự ngẫu nhiên.', { shortest: SHORTEST_SECRET }),
  previousSecret: secretField(
    'Khóa ký cũ',
    'Chỉ khi đang đổi khóa: bên gửi ký bằng khóa nào trong hai khóa cũng được nhận. Bên gửi đổi xong thì bỏ khóa này.',
    { shortest: SHORTEST_SECRET },
  ).optional(),
  windowSeconds: z
    .number()
    .int()
    .min(10)
    .max(3_600)
    .default(300)
    .meta({ title: 'Hạn của chữ ký (giây)', help: 'Chữ ký cũ hơn, hoặc đồng hồ bên gửi lệch hơn, thì không nhận.' }),
  maxMegabytes: z
    .number()
    .min(0.001)
    .max(20)
    .default(5)
    .meta({ title: 'Cỡ mỗi lần gửi (MB)', help: 'Lớn hơn thì bên gửi phải chia nhỏ.' }),
})
export type WebhookConfig = z.infer<typeof config>
