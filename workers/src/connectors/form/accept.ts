import { again, type Receiver, Refused, whole } from '../receiver.ts'
import type { FormConfig } from './config.ts'
import { faultsOf } from './rows.ts'

const MAX_MEGABYTES = 5
const FAULTS_TOLD = 20

/** Rows somebody typed, `{"rows": [{…}, …]}`: all of them or none, so that whoever typed them can mend them at once. */
export const accept: Receiver<FormConfig>['accept'] = async ({ fields, maxRows }, { name, mediaType = '', body }) => {
  // A page of another site can send a form without being asked, but not JSON.
  if (!/^application\/json\b/i.test(mediaType))
    throw new Refused(415, { vi: 'Gửi biểu dưới dạng application/json.', en: 'Send the form as application/json.' })
  const rows = rowsIn(await whole(body, MAX_MEGABYTES))
  if (rows.length === 0)
    throw new Refused(400, { vi: 'Biểu chưa có dòng nào. Nhập ít nhất một dòng.', en: 'The form has no row. Type one at least.' })
  if (rows.length > maxRows)
    throw new Refused(413, {
      vi: `Biểu có ${rows.length} dòng, mỗi lần nộp tối đa ${maxRows}. Chia ra nhiều lần, hoặc nạp bằng tệp.`,
      en: `The form has ${rows.length} rows; at most ${maxRows} go at once. Send them in parts, or as a file.`,
    })
  const faults = rows.flatMap((row, index) =>
    faultsOf(fields, row).map(({ message, en }) => ({ vi: `Dòng ${index + 1}: ${message}`, en: `Row ${index + 1}: ${en}` })),
  )
  if (faults.length > 0) {
    const told = faults.slice(0, FAULTS_TOLD)
    const more = faults.length - told.length
    throw new Refused(422, {
      vi: [...told.map(({ vi }) => vi), ...(more > 0 ? [`… và ${more} lỗi nữa.`] : [])].join('\n'),
      en: [...told.map(({ en }) => en), ...(more > 0 ? [`… and ${more} more.`] : [])].join('\n'),
    })
  }
  return { name, mediaType: 'application/json', body: again(Buffer.from(JSON.stringify(rows))) }
}

const SHAPE = '{"rows": [{…}, …]}'

function rowsIn(bytes: Buffer): unknown[] {
  const { rows } = Object(parsed(bytes.toString('utf8'))) as { rows?: unknown }
  if (Array.isArray(rows)) return rows
  throw new Refused(400, { vi: `Biểu phải có dạng ${SHAPE}.`, en: `A form is sent as ${SHAPE}.` })
}

/** Whoever wrote the JSON is told where it breaks off. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const why = (cause as SyntaxError).message
    throw new Refused(
      400,
      {
        vi: `Nội dung gửi không phải JSON đọc được (${why}). Gửi lại dạng ${SHAPE}.`,
        en: `The body is no JSON that can be read (${why}). Send it as ${SHAPE}.`,
      },
      { cause },
    )
  }
}
