import { z } from 'zod'
import { dropFields } from '../dropped.ts'

export const title = 'Thư mục trên máy chủ'
export const countsFiles = true

export const config = z.strictObject({
  folder: z.string().min(1).meta({
    title: 'Thư mục',
    help: 'Bấm mũi tên xuống để chọn thư mục được đọc, ví dụ «drop/ngan-sach»: thư mục «ngan-sach» trong kho nhận tệp của hệ thống. Thư mục khác thì đề nghị quản trị viên cho đọc.',
  }),
  ...dropFields,
})
export type FolderConfig = z.infer<typeof config>
