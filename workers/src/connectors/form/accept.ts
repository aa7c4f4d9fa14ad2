import { again, type Receiver, Refused, whole } from '../receiver.ts'
import type { FormConfig } from './config.ts'
import { faultsOf } from './rows.ts'

const MAX_MEGABYTES = 5
const FAULTS_TOLD = 20

/** Rows somebody typed, `{"rows": [{…}, …]}`: all of them or none, so that whoever typed them can mend them at once. */
export const accept: Receiver<FormConfig>['accept'] = async ({ fields, maxRows }, { name, mediaType = '', body }) => {
  // A page of another site can send a form without being asked, but not JSON.
  if (!/^application\/json\b/i.test(mediaType)) throw new Refused(415, 'Gửi biểu dưới dạng application/json.')
  const rows = rowsIn(await whole(body, MAX_MEGABYTES))
  if (rows.length === 0) throw new Refused(400, 'Biểu chưa có dòng nào. Nhập ít nhất một dòng.')
  if (rows.length > maxRows)
    throw new Refused(413, `Biểu có ${rows.length} dòng, mỗi lần nộp tối đa ${maxRows}. Chia ra nhiều lần, hoặc nạp bằng tệp.`)
  const faults = rows.flatMap((row, index) => faultsOf(fields, row).map(({ message }) => `Dòng ${index + 1}: ${message}`))
  if (faults.length > 0) {
    const more = faults.length > FAULTS_TOLD ? `\n… và ${faults.length - FAULTS_TOLD} lỗi nữa.` : ''
    throw new Refused(422, `${faults.slice(0, FAULTS_TOLD).join('\n')}${more}`)
  }
  return { name, mediaType: 'application/json', body: again(Buffer.from(JSON.stringify(rows))) }
}

function rowsIn(bytes: Buffer): unknown[] {
  try {
    const { rows } = Object(JSON.parse(bytes.toString('utf8'))) as { rows?: unknown }
    if (Array.isArray(rows)) return rows
  } catch {}
  throw new Refused(400, 'Biểu phải có dạng {"rows": [{…}, …]}.')
}
