import { z } from 'zod'
import { Encoding } from '../decode.ts'

export const settings = z.strictObject({
  encoding: Encoding.default('auto').meta({ title: 'Bảng mã', help: 'Để «auto» trừ khi chữ tiếng Việt hiện sai.' }),
})
export type CefSettings = z.infer<typeof settings>
