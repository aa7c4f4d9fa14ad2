/** The sign that cuts the first lines into the same number of cells, most cells first. */
export function findDelimiter(head: string): string {
  const lines = head
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 10)
  const candidates = DELIMITERS.map((delimiter) => {
    const counts = lines.map((line) => count(line, delimiter))
    const first = counts[0] ?? 0
    return { delimiter, first, steady: first > 0 && counts.every((n) => n === first) }
  })
  const best = candidates.reduce((a, b) => (rank(b) > rank(a) ? b : a))
  return best.delimiter
}

function rank({ first, steady }: { first: number; steady: boolean }): number {
  return first + (steady ? 1_000 : 0)
}

function count(line: string, delimiter: string): number {
  return line.replace(/"(?:[^"]|"")*"/g, '').split(delimiter).length - 1
}

const DELIMITERS = [',', ';', '\t', '|']
