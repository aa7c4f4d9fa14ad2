import { z } from 'zod'
import { dropFields } from '../dropped.ts'

export const title = 'Thư mục trên máy chủ'
export const countsFiles = true

export const config = z.strictObject({
  folder: z.string().min(1).meta({
    title: 'Thư mục',
    help: 'Ví dụ «drop/ngan-sach», tính từ thư mục dữ liệu của hệ thống; hoặc đường dẫn đầy đủ mà quản trị viên đã ghi ở IOC_SOURCE_FOLDERS. «{{provinces}}» là thư mục cấu hình các tỉnh.',
  }),
  ...dropFields,
})
export type FolderConfig = z.infer<typeof config>
