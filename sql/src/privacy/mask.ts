// What points at one person inside a text that is otherwise worth keeping. Patterns err on the side of masking: a long bare
// number that was no one's costs a reader nothing.

const PATTERNS: [RegExp, string][] = [
  [/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, '[thư điện tử]'],
  [
    /(?:https?:\/\/)?(?:[\w-]+\.)*(?:facebook|fb|zalo|tiktok|instagram|youtube|t)\.(?:com|me|vn)\/[^\s"'<>)\]]+/giu,
    '[liên kết cá nhân]',
  ],
  [/(?<![\p{L}\p{N}@/])@[\p{L}\p{N}._]{2,}/gu, '[tên tài khoản]'],
  // A phone number, however it is cut up: 0912 345 678, 0912.345.678, +84 (0) 91-234-5678.
  [/(?<![\p{L}\p{N}.,])(?:\+?84|0)(?:[\s.()–-]{0,2}\d){9,10}(?![.,]?\d)(?!\p{L})/gu, '[số điện thoại]'],
  // Identity cards of 9 and 12 digits, accounts, insurance numbers: as long as nothing counted on a wall is, and never grouped.
  [/(?<![\p{L}\p{N}.,])\d{9,19}(?![.,]?\d)(?!\p{L})/gu, '[số giấy tờ]'],
  [/(?<![\p{L}\p{N}])\d{2}[A-Z][A-Z\d]?[\s–-]{0,3}\d{3}\.?\d{2}(?!\d)/gu, '[biển số]'],
  [/(?<![\p{L}\p{N}])[A-Z]\d{7}(?!\d)/gu, '[số giấy tờ]'],
]

/**
 * Masks phone numbers, e-mail addresses, accounts and profile links, identity, bank and plate numbers in a text. Names of
 * persons in running text are not found: a field that holds a name is dropped whole.
 */
export function maskIdentifiers(text: string): string {
  return PATTERNS.reduce((masked, [pattern, word]) => masked.replace(pattern, word), text)
}
