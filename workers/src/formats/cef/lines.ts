/** A log is written by the line; a line longer than this is no event and would only fill memory. */
export const MAX_LINE_CHARS = 65_536

export interface Line {
  number: number
  text: string
  /** Only its beginning is here. */
  isCut: boolean
}

/** Lines however they end, blank ones too; never more of one in memory than an event may have. */
export async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<Line> {
  let [held, number, isCut, afterReturn] = ['', 1, false, false]
  for await (const piece of text) {
    let from = 0
    if (afterReturn && piece.length > 0) {
      from = piece[0] === '\n' ? 1 : 0
      afterReturn = false
    }
    for (const { 0: end, index } of piece.matchAll(/\r\n|\n|\r/g)) {
      if (index < from) continue
      take(piece.slice(from, index))
      yield { number, text: held, isCut }
      ;[held, isCut, from] = ['', false, index + end.length]
      number++
      afterReturn = end === '\r' && from === piece.length
    }
    take(piece.slice(from))
  }
  if (held !== '') yield { number, text: held, isCut }

  function take(more: string): void {
    const room = MAX_LINE_CHARS - held.length
    isCut ||= more.length > room
    held += more.slice(0, room)
  }
}
