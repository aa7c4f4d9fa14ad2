import { z } from 'zod'

export const settings = z.strictObject({
  path: z
    .string()
    .regex(
      /^(\$|[^$.[\]*]+)(\.[^.[\]*]+)*$/,
      'ghi «$» nếu cả trang là một danh sách, hoặc tên trường chứa danh sách, ví dụ «duLieu»',
    )
    .default('$')
    .meta({
      title: 'Danh sách nằm ở đâu',
      help: '«$» nếu cả trang là một danh sách; nếu không, tên trường chứa danh sách, ví dụ «duLieu» hoặc «data.items».',
    }),
})
export type JsonSettings = z.infer<typeof settings>
