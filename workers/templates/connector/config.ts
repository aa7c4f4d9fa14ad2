import { z } from 'zod'
import { address, httpFields } from '../../src/connectors/http-fields.ts'
import { secretField } from '../../src/connectors/secret-field.ts'

export const title = 'Kiểu kết nối mẫu'

// Every field becomes an input of the steward's form: a title and a help in Vietnamese, `secretField` for what nobody may see.
export const config = z.strictObject({
  url: address,
  token: secretField('Mã truy cập'),
  ...httpFields,
})
export type SampleConfig = z.infer<typeof config>
