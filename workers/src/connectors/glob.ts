/** `*` within a name, `**​/` over folders, `?` one letter, `{a,b}` either. Case does not matter: .XLS is an .xls. */
export function globMatcher(pattern: string): (name: string) => boolean {
  const source = pattern.replace(/\*\*\/|\*|\?|\{[^{}]*\}|[.+^$()|[\]\\{}]/g, (piece) => {
    if (piece === '**/') return '(?:.*/)?'
    if (piece === '*') return '[^/]*'
    if (piece === '?') return '[^/]'
    if (piece.length > 2 && piece.startsWith('{')) return `(?:${piece.slice(1, -1).split(',').map(literally).join('|')})`
    return literally(piece)
  })
  const regex = new RegExp(`^${source}$`, 'iu')
  return (name) => regex.test(name.normalize('NFC'))
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
