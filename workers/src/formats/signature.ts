import type { Localised } from '@ioc/sql/pack'
import { Unreadable } from './format.ts'

const SIGNATURES: [magic: string, what: Localised][] = [
  ['89504e47', { vi: 'ảnh PNG', en: 'a PNG picture' }],
  ['ffd8ff', { vi: 'ảnh JPEG', en: 'a JPEG picture' }],
  ['47494638', { vi: 'ảnh GIF', en: 'a GIF picture' }],
  ['25504446', { vi: 'tệp PDF', en: 'a PDF file' }],
  ['504b0304', { vi: 'tệp nén hoặc Excel (.xlsx)', en: 'a zip or Excel file (.xlsx)' }],
  ['d0cf11e0', { vi: 'tệp Office cũ (.xls, .doc)', en: 'an old Office file (.xls, .doc)' }],
  ['1f8b', { vi: 'tệp nén gzip', en: 'a gzip file' }],
  ['377abcaf', { vi: 'tệp nén 7z', en: 'a 7z file' }],
]

/** Refuses what is plainly no text by its first bytes, before it is taken for a thousand broken rows. */
export function refuseBinary(head: Uint8Array, name: string): void {
  const hex = Buffer.from(head.subarray(0, 8)).toString('hex')
  const found = SIGNATURES.find(([magic]) => hex.startsWith(magic))
  if (found)
    throw new Unreadable({
      vi: `${name}: đây là ${found[1].vi}, không phải văn bản. Chọn đúng tệp, hoặc dùng nguồn dữ liệu đọc loại tệp này.`,
      en: `${name}: this is ${found[1].en}, not a text. Choose another file, or a feed that reads such files.`,
    })
}
