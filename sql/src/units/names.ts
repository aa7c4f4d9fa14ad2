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

const KIND_WORDS = /^(tỉnh|thành phố|tp\.?|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu)\s+/iu

/** «Xã Như Quỳnh» → «Như Quỳnh». */
export function bareName(name: string): string {
  return name.normalize('NFC').trim().replace(KIND_WORDS, '')
}
