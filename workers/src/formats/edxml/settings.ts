import { z } from 'zod'

export const settings = z.strictObject({
  packets: z.enum(['document', 'status']).default('document').meta({
    title: 'Loại gói tin',
    help: '«document» đọc văn bản, mỗi nơi nhận một bản ghi; «status» đọc gói tin trạng thái gửi riêng.',
  }),
  maxMegabytes: z
    .number()
    .min(0.001)
    .max(100)
    .default(20)
    .meta({ title: 'Cỡ trang tối đa (MB)', help: 'Trang dài hơn không được đọc.' }),
})
export type EdxmlSettings = z.infer<typeof settings>
