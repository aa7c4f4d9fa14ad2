import { Invalid } from '../errors.ts'

const LARGEST = 20 * 1024 * 1024

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

function officeType(name: string): string | undefined {
  if (/\.docx$/i.test(name)) return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  return /\.xlsx$/i.test(name) ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' : undefined
}
