/**
 * `*` within a name, `**​/` over folders, `?` one letter, `{a,b}` either. Case does not matter: .XLS is an .xls. The time taken
 * grows with the pattern times the name, whatever either says.
 */
export function globMatcher(pattern: string): (name: string) => boolean {
  const steps = folded(pattern)
    .match(/\*\*\/|\{[^{}]*\}|./gsu)
    ?.map(stepOf)
  return (name) => {
    const letters = [...folded(name)]
    let reached = letters
      .map(() => false)
      .concat(false)
      .with(0, true)
    for (const step of steps ?? []) reached = step(letters, reached)
    return reached.at(-1) as boolean
  }
}

/** From the places in a name reached so far, those that one piece of the pattern leads to. */
type Step = (letters: string[], reached: boolean[]) => boolean[]

function stepOf(piece: string): Step {
  if (piece === '**/') return overFolders
  if (piece === '*') return withinName
  if (piece === '?')
    return (letters, reached) => reached.map((_, at) => at > 0 && reached[at - 1] === true && letters[at - 1] !== '/')
  const words = (piece.length > 2 && piece.startsWith('{') ? piece.slice(1, -1).split(',') : [piece]).map((word) => [...word])
  return (letters, reached) =>
    reached.map((_, at) => words.some((word) => endsWith(letters, at, word) && reached[at - word.length]))
}

const withinName: Step = (letters, reached) => {
  let isOpen = false
  return reached.map((isReached, at) => {
    isOpen = isReached || (isOpen && letters[at - 1] !== '/')
    return isOpen
  })
}

const overFolders: Step = (letters, reached) => {
  const first = reached.indexOf(true)
  return reached.map((isReached, at) => isReached || (first >= 0 && at > first && letters[at - 1] === '/'))
}

function endsWith(letters: string[], end: number, word: string[]): boolean {
  return end >= word.length && word.every((letter, index) => letters[end - word.length + index] === letter)
}

function folded(text: string): string {
  return text.normalize('NFC').toLowerCase()
}
