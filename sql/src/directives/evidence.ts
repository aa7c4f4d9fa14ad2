import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { Invalid } from '../errors.ts'

const LARGEST = 20 * 1024 * 1024
/** Of all that is shown of one directive or checklist. */
const LARGEST_TOGETHER = 200 * 1024 * 1024

interface Kind {
  mediaType: string
  /** What a file of it is called. */
  name: RegExp
  begins: Buffer
  /** A part that an archive of it has. */
  holds?: Buffer
}

const OFFICE = 'application/vnd.openxmlformats-officedocument'
const ZIP = Buffer.from('PK\u0003\u0004')

/** What may be shown as evidence. */
const KINDS: Kind[] = [
  { mediaType: 'image/jpeg', name: /\.jpe?g$/i, begins: Buffer.from([0xff, 0xd8, 0xff]) },
  { mediaType: 'image/png', name: /\.png$/i, begins: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { mediaType: 'application/pdf', name: /\.pdf$/i, begins: Buffer.from('%PDF-') },
  {
    mediaType: `${OFFICE}.wordprocessingml.document`,
    ...{ name: /\.docx$/i, begins: ZIP, holds: Buffer.from('word/document.xml') },
  },
  { mediaType: `${OFFICE}.spreadsheetml.sheet`, name: /\.xlsx$/i, begins: ZIP, holds: Buffer.from('xl/workbook.xml') },
]

/** What kind of file it is, by what it holds, which its name must say too. Photos are JPEG or PNG, documents PDF, DOCX or XLSX; anything else is refused. */
export function evidenceType(name: string, body: Buffer): string {
  if (body.length > LARGEST)
    throw new Invalid({
      vi: 'Tệp lớn hơn 20 MB. Giảm cỡ ảnh hoặc chia nhỏ tệp.',
      en: 'The file is larger than 20 MB. Shrink or split it.',
    })
  const kind = KINDS.find(
    ({ begins, holds }) => body.subarray(0, begins.length).equals(begins) && (holds === undefined || body.includes(holds)),
  )
  if (kind?.name.test(name)) return kind.mediaType
  if (kind)
    throw new Invalid({
      vi: 'Đuôi tên tệp không đúng với nội dung tệp. Đặt lại đuôi cho đúng loại tệp, rồi gửi lại.',
      en: 'The ending of the file’s name is not what the file holds. Name it as what it is, and send it again.',
    })
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
