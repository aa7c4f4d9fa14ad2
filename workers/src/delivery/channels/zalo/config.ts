import { z } from 'zod'
import { secretField } from '../../../connectors/secret-field.ts'

export const title = { vi: 'Zalo Official Account', en: 'Zalo Official Account' }

export const settings = z.strictObject({
  appId: z.string().min(1).max(40).meta({ title: 'Mã ứng dụng (app_id)', help: 'Trên trang quản lý ứng dụng của Zalo.' }),
  appSecret: secretField('Khóa bí mật của ứng dụng', 'Trên trang quản lý ứng dụng của Zalo.'),
  refreshToken: secretField(
    'Mã làm mới (refresh_token)',
    'Cấp khi Official Account ủy quyền cho ứng dụng. Dùng một lần, hệ thống tự cất mã mới.',
  ),
  api: z
    .url({ protocol: /^https?$/ })
    .default('https://openapi.zalo.me')
    .meta({ title: 'Địa chỉ gửi tin', help: 'Giữ nguyên, trừ khi đi qua cổng trung gian.' }),
  oauth: z
    .url({ protocol: /^https?$/ })
    .default('https://oauth.zaloapp.com')
    .meta({ title: 'Địa chỉ cấp mã', help: 'Giữ nguyên, trừ khi đi qua cổng trung gian.' }),
})

export function addressTrouble(address: string) {
  return /^\d{6,30}$/.test(address)
    ? null
    : {
        vi: `«${address}» không phải mã người dùng Zalo (user_id), là dãy số có khi người đó quan tâm Official Account.`,
        en: `«${address}» is no Zalo user id: digits, known once the person follows the Official Account.`,
      }
}
