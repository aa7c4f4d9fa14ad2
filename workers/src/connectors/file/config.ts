import { z } from 'zod'

export const title = 'Thư mục tệp'

export const config = z.strictObject({
  folder: z.string().min(1).meta({
    title: 'Thư mục',
    help: 'Đường dẫn đầy đủ, hoặc tính từ thư mục dữ liệu của hệ thống (IOC_DATA_DIR).',
  }),
  pattern: z
    .string()
    .min(1)
    .default('*')
    .meta({ title: 'Mẫu tên tệp', help: 'Ví dụ «*.xls» hoặc «bao-cao-*.{csv,json}». «**/» để tìm cả trong thư mục con.' }),
  settleSeconds: z.number().min(0).max(600).default(2).meta({
    title: 'Chờ tệp ghi xong (giây)',
    help: 'Tệp chỉ được đọc khi kích thước và giờ sửa không đổi trong khoảng này.',
  }),
})
export type FileConfig = z.infer<typeof config>
