import { z } from 'zod'
import { Encoding } from '../decode.ts'
import { reshaping } from '../reshape.ts'

export const settings = z.strictObject({
  path: z
    .string()
    .regex(
      /^(\$|[^\s$.<>/@]+(\.[^\s.<>/@]+)*)$/,
      'ghi «$» nếu mỗi thẻ con của thẻ gốc là một bản ghi, hoặc tên thẻ, ví dụ «DanhSach.HoSo»',
    )
    .default('$')
    .meta({
      title: 'Thẻ nào là một bản ghi',
      help: 'Kể từ bên trong thẻ gốc, bỏ tiền tố, ví dụ «DanhSach.HoSo»; «$» nếu mỗi thẻ con của thẻ gốc là một bản ghi.',
    }),
  page: z.boolean().default(false).meta({
    title: 'Kèm thông tin chung của trang',
    help: 'Những gì trang ghi ngoài các bản ghi, như năm hay đơn vị tính, thành «Page.<tên thẻ>» ở mỗi bản ghi.',
  }),
  rows: reshaping.rows,
  figures: reshaping.figures,
  encoding: Encoding.default('auto').meta({
    title: 'Bảng mã',
    help: 'Để «auto» trừ khi chữ tiếng Việt hiện sai; bảng mã tệp tự khai thường không đúng.',
  }),
  maxMegabytes: z
    .number()
    .min(0.001)
    .max(100)
    .default(20)
    .meta({ title: 'Cỡ trang tối đa (MB)', help: 'Trang dài hơn không được đọc.' }),
})
export type XmlSettings = z.infer<typeof settings>
