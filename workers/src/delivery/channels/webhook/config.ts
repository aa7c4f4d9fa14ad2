import { z } from 'zod'
import { secretField } from '../../../connectors/secret-field.ts'

export const title = { vi: 'Webhook có chữ ký', en: 'Signed webhook' }

export const settings = z.strictObject({
  secret: secretField('Khóa ký', 'Bên nhận dùng khóa này để kiểm tra chữ ký.', { shortest: 24 }),
})

const Address = z.url({ protocol: /^https?$/ })

export function addressTrouble(address: string) {
  return Address.safeParse(address).success
    ? null
    : { vi: `«${address}» không phải địa chỉ http hoặc https.`, en: `«${address}» is no http or https address.` }
}
