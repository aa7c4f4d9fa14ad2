/** Folds a unit's name or code so that spellings meet: accents, case, punctuation and the order of marks do not count. */
export function foldName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, ' ')
    .trim()
}

/** The same name however its tone is placed (Hòa, Hoà; Thụy, Thuỵ), in either case; accents count. */
export function spellName(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/(\p{L}\p{M}*)+/gu, (word) => word.replace(TONES, '') + (word.match(TONES)?.join('') ?? ''))
}

/** Huyền, sắc, hỏi, ngã, nặng; the circumflex, breve and horn belong to their letter. */
const TONES = /[\u0300\u0301\u0309\u0303\u0323]/gu

/** «X. Nhật Tân», «P.Hiến Nam», «TT Yên Mỹ»: the kind word as tables shorten it, written out. */
export function writtenOut(name: string): string {
  return name.trim().replace(SHORTENED, (_, short: string) => `${KINDS[short.toLowerCase()]} `)
}

const KINDS: Record<string, string> = {
  x: 'xã',
  p: 'phường',
  tt: 'thị trấn',
  h: 'huyện',
  q: 'quận',
  tx: 'thị xã',
  tp: 'thành phố',
  t: 'tỉnh',
}
const SHORTENED = /^(tt|tx|tp|[xphqt])(?:\s*\.\s*|\s+)(?=[\p{L}\p{N}])/iu

const KIND_WORDS = /^(tỉnh|thành phố|tp\.?|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu)\s+/iu

/** «Xã Như Quỳnh» → «Như Quỳnh». */
export function bareName(name: string): string {
  return name.normalize('NFC').trim().replace(KIND_WORDS, '')
}
