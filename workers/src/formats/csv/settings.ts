import { z } from 'zod'
import { Encoding } from '../decode.ts'
import { reshaping } from '../reshape.ts'

export const settings = z.strictObject({
  delimiter: z
    .enum(['auto', ',', ';', '\t', '|'])
    .default('auto')
    .meta({ title: 'Dấu ngăn cách', help: 'Để «auto» để tự nhận ra dấu phẩy, chấm phẩy, tab hoặc gạch đứng.' }),
  encoding: Encoding.default('auto').meta({ title: 'Bảng mã', help: 'Để «auto» trừ khi chữ tiếng Việt hiện sai.' }),
  skipLines: z.number().int().min(0).default(0).meta({ title: 'Số dòng bỏ qua ở đầu', help: 'Các dòng nằm trên dòng tiêu đề.' }),
  headerRows: z
    .number()
    .int()
    .min(1)
    .max(10)
    .default(1)
    .meta({ title: 'Số dòng tiêu đề', help: 'Tiêu đề nhiều dòng được ghép lại.' }),
  firstRow: z
    .number()
    .int()
    .min(2)
    .optional()
    .meta({ title: 'Dòng dữ liệu đầu tiên', help: 'Bỏ qua các dòng nằm giữa tiêu đề và dòng này, như dòng đánh số cột.' }),
  ...reshaping,
  columns: z.array(z.string().min(1)).optional().meta({ title: 'Tên cột', help: 'Chỉ khai báo khi tệp không có dòng tiêu đề.' }),
})
export type CsvSettings = z.infer<typeof settings>
