import { z } from 'zod'
import { address, httpFields } from '../http-fields.ts'

export const title = 'Tin RSS hoặc Atom'

const Source = z.strictObject({
  name: z.string().min(1).max(100).meta({ title: 'Tên báo', help: 'Tên hiện trên màn hình, mỗi nguồn một tên.' }),
  url: address,
})

export const config = z.strictObject({
  sources: z
    .array(Source)
    .min(1)
    .refine((sources) => new Set(sources.map(({ name }) => name)).size === sources.length, 'hai nguồn trùng tên')
    .meta({ title: 'Các nguồn', help: 'Một nguồn hỏng không làm dừng các nguồn khác.' }),
  ...httpFields,
  maxMegabytes: httpFields.maxMegabytes
    .unwrap()
    .default(10)
    .meta({ title: 'Cỡ trang tối đa (MB)', help: 'Tính sau khi giải nén.' }),
})
export type RssConfig = z.infer<typeof config>
