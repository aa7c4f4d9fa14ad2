import { z } from 'zod'
import { settings as csv } from '../csv/settings.ts'
import { settings as json } from '../json/settings.ts'

export const settings = z.strictObject({
  csv: csv.prefault({}).meta({ title: 'Khi trang là CSV', help: 'Thiết lập dùng khi nhận ra CSV.' }),
  json: json.prefault({}).meta({ title: 'Khi trang là JSON', help: 'Thiết lập dùng khi nhận ra JSON.' }),
})
export type AutoSettings = z.infer<typeof settings>
