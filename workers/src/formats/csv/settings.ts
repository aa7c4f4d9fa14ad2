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
  ...reshaping,
  columns: z.array(z.string().min(1)).optional().meta({ title: 'Tên cột', help: 'Chỉ khai báo khi tệp không có dòng tiêu đề.' }),
})
export type CsvSettings = z.infer<typeof settings>
