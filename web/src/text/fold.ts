/** As people type who have no marks at hand: «Hồ sơ đúng hạn» is found by «ho so dung». */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLocaleLowerCase('vi')
    .trim()
}

/** Whether every word of a search begins or lies in a text. */
export function isFound(text: string, search: string): boolean {
  const within = fold(text)
  return fold(search)
    .split(/\s+/)
    .every((word) => within.includes(word))
}

/** A name as a key: «Phòng họp tầng 2» → phong-hop-tang-2; another where it is taken. */
export function keyOf(name: string, taken: readonly string[]): string {
  const plain =
    fold(name)
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 50)
      .replace(/-+$/, '') || 'canh'
  const free = (at: number): string => {
    const key = at === 1 ? plain : `${plain}-${at}`
    return taken.includes(key) ? free(at + 1) : key
  }
  return free(1)
}
