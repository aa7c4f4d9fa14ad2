import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { Invalid } from '../errors.ts'

const LARGEST = 20 * 1024 * 1024
/** Of all that is shown of one directive or checklist. */
const LARGEST_TOGETHER = 200 * 1024 * 1024

/** What may be shown as evidence, by how it begins; what a file calls itself is not believed. */
const KINDS: [mediaType: string, begins: Buffer][] = [
  ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff])],
  ['image/png', Buffer.from([0x89, 0x50, 0x4e, 0x47])],
  ['application/pdf', Buffer.from('%PDF-')],
  ['application/zip', Buffer.from('PK\u0003\u0004')],
]

/** What kind of file it is. Photos are JPEG or PNG, documents PDF, DOCX or XLSX; anything else is refused. */
export function evidenceType(name: string, body: Buffer): string {
  if (body.length > LARGEST)
    throw new Invalid({
      vi: 'Tệp lớn hơn 20 MB. Giảm cỡ ảnh hoặc chia nhỏ tệp.',
      en: 'The file is larger than 20 MB. Shrink or split it.',
    })
  const [kind] = KINDS.find(([, begins]) => body.subarray(0, begins.length).equals(begins)) ?? []
  const mediaType = kind === 'application/zip' ? officeType(name) : kind
  if (mediaType) return mediaType
  throw new Invalid({
    vi: 'Chỉ nhận ảnh JPEG, PNG và tệp PDF, DOCX, XLSX.',
    en: 'Photos are JPEG or PNG, documents PDF, DOCX or XLSX.',
  })
}

/** Refuses a file for which there is no room beside those already shown of the same directive or checklist. */
export async function assertRoom(trx: Db, of: 'directive' | 'checklist', id: number, body: Buffer): Promise<void> {
  const { rows } = await sql<{ bytes: number }>`
    select coalesce(sum(octet_length(body)), 0)::float8 as bytes from ${sql.table(`${of}_file`)} where ${sql.ref(`${of}_id`)} = ${id}`.execute(
    trx,
  )
  if ((rows[0]?.bytes ?? 0) + body.length <= LARGEST_TOGETHER) return
  throw new Invalid({
    vi: 'Các tệp minh chứng cộng lại quá 200 MB. Gộp hoặc giảm cỡ tệp; phần còn lại ghi nơi lưu trữ vào báo cáo tiến độ.',
    en: 'The evidence comes to more than 200 MB together. Join or shrink files; of the rest, say in the progress where it is kept.',
  })
}

function officeType(name: string): string | undefined {
  if (/\.docx$/i.test(name)) return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  return /\.xlsx$/i.test(name) ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' : undefined
}
