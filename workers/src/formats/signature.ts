import { Unreadable } from './format.ts'

const SIGNATURES: [magic: string, what: string][] = [
  ['89504e47', 'ảnh PNG'],
  ['ffd8ff', 'ảnh JPEG'],
  ['47494638', 'ảnh GIF'],
  ['25504446', 'tệp PDF'],
  ['504b0304', 'tệp nén hoặc Excel (.xlsx)'],
  ['d0cf11e0', 'tệp Office cũ (.xls, .doc)'],
  ['1f8b', 'tệp nén gzip'],
  ['377abcaf', 'tệp nén 7z'],
]

/** Refuses what is plainly no text by its first bytes, before it is taken for a thousand broken rows. */
export function refuseBinary(head: Uint8Array, name: string): void {
  const hex = Buffer.from(head.subarray(0, 8)).toString('hex')
  const found = SIGNATURES.find(([magic]) => hex.startsWith(magic))
  if (found)
    throw new Unreadable(
      `${name}: đây là ${found[1]}, không phải văn bản. Chọn đúng tệp, hoặc dùng nguồn dữ liệu đọc loại tệp này.`,
    )
}
