import { z } from 'zod'

export const title = 'Tệp do người dùng nạp'

export const config = z.strictObject({
  pattern: z
    .string()
    .min(1)
    .max(200)
    .default('*.{csv,txt,json,xml,xls,xlsx,ods}')
    .meta({ title: 'Mẫu tên tệp', help: 'Tệp tên khác thì không nhận. Ví dụ «*.{xls,xlsx}».' }),
  maxMegabytes: z
    .number()
    .min(0.001)
    .max(200)
    .default(100)
    .meta({ title: 'Cỡ tệp tối đa (MB)', help: 'Tệp lớn hơn thì không nhận; chia nhỏ tệp.' }),
})
export type FileConfig = z.infer<typeof config>
