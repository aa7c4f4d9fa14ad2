import { z } from 'zod'
import { secretField } from '../../../connectors/secret-field.ts'

export const title = { vi: 'Tin nhắn SMS', en: 'SMS' }

/** Gateways differ in what they are asked: the request is written as the provider’s manual has it. */
export const settings = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .meta({ title: 'Địa chỉ cổng tin nhắn', help: 'Nhà mạng cung cấp, ví dụ «https://sms.nhamang.vn/api/send».' }),
  token: secretField('Mã truy cập', 'Nhà mạng cấp. Viết {{token}} ở nơi cần điền.').optional(),
  authorization: z
    .string()
    .max(500)
    .optional()
    .meta({ title: 'Tiêu đề Authorization', help: 'Ví dụ «Bearer {{token}}». Bỏ trống nếu không dùng.' }),
  body: z
    .string()
    .max(4_000)
    .default('{"to": "{{to}}", "text": "{{text}}", "ref": "{{ref}}"}')
    .refine((body) => isJson(body), { error: 'Nội dung gửi phải là JSON hợp lệ.' })
    .meta({
      title: 'Nội dung gửi (JSON)',
      help: '{{to}} là số điện thoại, {{text}} là nội dung, {{ref}} là mã chống gửi trùng.',
    }),
  success: z
    .string()
    .max(200)
    .default('')
    .meta({ title: 'Trả lời khi thành công có chứa', help: 'Ví dụ «"code":"0"». Bỏ trống nếu mã HTTP là đủ.' }),
  ascii: z.boolean().default(true).meta({ title: 'Gửi không dấu', help: 'Tin có dấu dài gấp đôi khi tính cước.' }),
  longest: z
    .number()
    .int()
    .min(70)
    .max(918)
    .default(459)
    .meta({ title: 'Dài nhất (ký tự)', help: '459 ký tự không dấu là ba tin.' }),
})

function isJson(body: string): boolean {
  try {
    JSON.parse(body)
    return true
  } catch {
    return false
  }
}

export function addressTrouble(address: string) {
  return /^(\+84|0)\d{9}$/.test(address.replace(/[ .]/g, ''))
    ? null
    : {
        vi: `«${address}» không phải số điện thoại di động, ví dụ 0912345678.`,
        en: `«${address}» is no mobile number such as 0912345678.`,
      }
}
