import { z } from 'zod'
import { pattern } from '../pattern.ts'
import { reshaping } from '../reshape.ts'

const limits = {
  maxMegabytes: z
    .number()
    .min(0.01)
    .max(200)
    .default(100)
    .meta({ title: 'Cỡ tệp tối đa (MB)', help: 'Tệp lớn hơn không được mở.' }),
  deadlineSeconds: z
    .number()
    .min(1)
    .max(900)
    .default(300)
    .meta({ title: 'Hạn đọc một tệp (giây)', help: 'Quá hạn thì dừng và báo lỗi.' }),
}

export const tableSettings = z.strictObject({
  shape: z.literal('table'),
  sheet: pattern.optional().meta({ title: 'Tên trang tính', help: 'Mẫu tên; bỏ trống thì đọc mọi trang.' }),
  headerRow: z.number().int().min(1).default(1).meta({ title: 'Dòng tiêu đề', help: 'Dòng đầu tiên của tiêu đề.' }),
  headerRows: z
    .number()
    .int()
    .min(1)
    .max(10)
    .default(1)
    .meta({ title: 'Số dòng tiêu đề', help: 'Tiêu đề nhiều dòng được ghép lại.' }),
  heading: z
    .string()
    .optional()
    .meta({ title: 'Một tên cột', help: 'Nếu dòng tiêu đề hay đổi chỗ: dòng tiêu đề là dòng đầu tiên có ô này.' }),
  firstRow: z
    .number()
    .int()
    .min(2)
    .optional()
    .meta({ title: 'Dòng dữ liệu đầu tiên', help: 'Bỏ qua các dòng nằm giữa tiêu đề và dòng này, như dòng đánh số cột.' }),
  stray: z.enum(['reject', 'ignore']).default('reject').meta({
    title: 'Ô nằm ngoài các cột có tiêu đề',
    help: '«reject»: dòng ấy bị trả lại. «ignore»: bỏ qua ô ấy, như chữ ghi bên lề.',
  }),
  ...reshaping,
  ...limits,
})

const Figure = z.strictObject({
  item: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/)
    .meta({ title: 'Khoản mục', help: 'Tên ngắn của cột số liệu.' }),
  heading: pattern.meta({ title: 'Mẫu tiêu đề cột', help: 'So với tiêu đề đã ghép từ các dòng, không phân biệt hoa thường.' }),
  unlike: pattern
    .optional()
    .meta({ title: 'Mẫu tiêu đề không phải', help: 'Cột có tiêu đề khớp mẫu này thì không lấy, dù khớp mẫu trên.' }),
  optional: z.boolean().default(false).meta({ title: 'Có thể thiếu', help: 'Bật nếu không phải năm nào cũng có cột này.' }),
  ranked: z.boolean().default(false).meta({
    title: 'Xếp theo cột này',
    help: 'Bật nếu số thứ tự của dòng là thứ hạng theo cột này: bản ghi có thêm «rank» và «of».',
  }),
})

const Figures = z.strictObject({
  shape: z.literal('figures'),
  title: pattern.meta({
    title: 'Mẫu tiêu đề biểu',
    help: 'Các nhóm đặt tên trong mẫu, ví dụ (?<year>\\d{4}), trở thành trường của bản ghi.',
  }),
  file: pattern
    .optional()
    .meta({ title: 'Mẫu tên tệp', help: 'Cho các nhóm mà tiêu đề không có, và cho biểu không in tiêu đề.' }),
  sheet: pattern.optional().meta({
    title: 'Mẫu tên trang tính',
    help: 'Chỉ đọc trang khớp mẫu; các nhóm đặt tên trong mẫu trở thành trường của bản ghi.',
  }),
  ordinal: z
    .union([pattern.transform((one) => [one]), z.array(pattern).min(1)])
    .meta({ title: 'Mẫu tiêu đề cột số thứ tự', help: 'Ví dụ «^(stt|số tt)». Nhiều mẫu: lấy mẫu đầu tiên có cột khớp.' }),
  label: pattern.meta({
    title: 'Mẫu tiêu đề cột tên',
    help: 'Cột ghi tên đơn vị. Nhiều cột khớp: mỗi số lấy tên ở cột gần nhất bên trái nó.',
  }),
  rows: pattern.default('^\\d+$').meta({ title: 'Mẫu số thứ tự của dòng cần lấy', help: 'Bỏ qua dòng tổng và tiểu mục.' }),
  figures: z.array(Figure).min(1).meta({ title: 'Các cột số liệu', help: 'Mỗi ô của cột thành một bản ghi.' }),
  measures: z
    .array(pattern)
    .default([])
    .meta({ title: 'Mẫu đơn vị tính', help: 'Tìm trong các ô phía trên bảng; nhóm đầu tiên là đơn vị tính.' }),
  measure: z
    .strictObject({ file: pattern, is: z.string().min(1) })
    .optional()
    .meta({ title: 'Đơn vị tính của tệp không in', help: 'Chỉ cho tệp có tên khớp mẫu; do người quản trị nguồn xác nhận.' }),
  ...limits,
})

export const settings = z.discriminatedUnion('shape', [tableSettings, Figures])
export type WorkbookSettings = z.infer<typeof settings>
export type TableSettings = z.infer<typeof tableSettings>
export type FiguresSettings = z.infer<typeof Figures>
