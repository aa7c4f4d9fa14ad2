import { z } from 'zod'

export const settings = z.strictObject({
  maxMegabytes: z
    .number()
    .min(0.001)
    .max(50)
    .default(10)
    .meta({ title: 'Cỡ trang tối đa (MB)', help: 'Trang tin dài hơn không được đọc.' }),
})
export type RssSettings = z.infer<typeof settings>
