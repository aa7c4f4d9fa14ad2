import { z } from 'zod'
import { dropFields } from '../dropped.ts'

export const title = 'Thư mục trên máy chủ'
export const countsFiles = true

export const config = z.strictObject({
  folder: z.string().min(1).meta({
    title: 'Thư mục',
    help: 'Ví dụ «drop/ngan-sach»: thư mục «ngan-sach» trong kho nhận tệp của hệ thống. Thư mục khác thì ghi đường dẫn đầy đủ; quản trị viên cho biết thư mục nào được đọc.',
  }),
  ...dropFields,
})
export type FolderConfig = z.infer<typeof config>
