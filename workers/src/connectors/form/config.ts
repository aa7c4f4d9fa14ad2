import { z } from 'zod'

export const title = 'Biểu nhập tay'

const Field = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,62}$/, 'viết thường, không dấu, nối bằng gạch dưới')
    .meta({ title: 'Tên trường', help: 'Tên không dấu để ghép ở bước «Ghép cột», ví dụ «so_thu».' }),
  title: z.string().min(1).max(200).meta({ title: 'Nhãn', help: 'Người nhập thấy nhãn này.' }),
  help: z.string().max(500).optional().meta({ title: 'Hướng dẫn', help: 'Một câu bên dưới ô nhập.' }),
  type: z
    .enum(['text', 'number', 'integer', 'date', 'choice'])
    .default('text')
    .meta({ title: 'Kiểu', help: 'Chữ, số, số nguyên, ngày (yyyy-mm-dd) hoặc chọn trong danh sách.' }),
  required: z.boolean().default(false).meta({ title: 'Bắt buộc', help: 'Dòng thiếu trường này thì không nhận.' }),
  choices: z
    .array(z.string().min(1).max(200))
    .min(1)
    .max(1_000)
    .optional()
    .meta({ title: 'Các lựa chọn', help: 'Chỉ dùng với kiểu chọn trong danh sách.' }),
})

export const config = z.strictObject({
  fields: z
    .array(Field)
    .min(1)
    .max(100)
    .refine((fields) => new Set(fields.map(({ name }) => name)).size === fields.length, 'hai trường trùng tên')
    .refine(
      (fields) => fields.every(({ type, choices }) => (type === 'choice') === (choices !== undefined)),
      'trường kiểu «choice», và chỉ nó, cần «choices»',
    )
    .meta({ title: 'Các trường', help: 'Theo thứ tự trên biểu.' }),
  maxRows: z
    .number()
    .int()
    .min(1)
    .max(5_000)
    .default(500)
    .meta({ title: 'Số dòng tối đa mỗi lần nộp', help: 'Nhiều hơn thì nên dùng tệp.' }),
})
export type FormConfig = z.infer<typeof config>
