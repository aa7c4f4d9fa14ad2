// What a person types into a report while others may type into it too. Nothing here knows of the screen.

/** Cell → text; a blank cell is left out. */
export type Cells = Record<string, string>

export interface Entry {
  /** Typed here and not saved yet. */
  typed: Cells
  /** Cells that somebody else saved otherwise meanwhile, with what they wrote: a person chooses, until then neither is lost. */
  clashes: Cells
}

export const EMPTY: Entry = { typed: {}, clashes: {} }

/** Puts texts into cells; one that says what is saved anyway is nothing typed. */
export function withTexts({ typed, clashes }: Entry, texts: Cells, saved: Cells): Entry {
  const next = { ...typed }
  for (const [cell, text] of Object.entries(texts)) {
    if (text.trim() === (saved[cell] ?? '') && clashes[cell] === undefined) delete next[cell]
    else next[cell] = text
  }
  return { typed: next, clashes }
}

/** After a save of ours: what was typed on since stays typed. */
export function afterSaving({ typed, clashes }: Entry, saved: Cells): Entry {
  return { typed: only(typed, (cell, text) => text.trim() !== (saved[cell] ?? '')), clashes }
}

/**
 * After somebody else saved: where they changed a cell we typed into, both texts stand side by side. What says just what we
 * sent is our own save, met before its answer.
 */
export function afterOthers({ typed, clashes }: Entry, before: Cells, saved: Cells, sent: Cells = {}): Entry {
  const isSame = (cell: string, text: string | undefined) => text?.trim() === (saved[cell] ?? '')
  const left = only(typed, (cell, text) => !isSame(cell, text))
  const isTheirs = (cell: string) => !isSame(cell, before[cell] ?? '') && !isSame(cell, sent[cell])
  const clashing = Object.keys(left).filter((cell) => clashes[cell] !== undefined || isTheirs(cell))
  return { typed: left, clashes: Object.fromEntries(clashing.map((cell) => [cell, saved[cell] ?? ''])) }
}

/** What was typed and not saved before the report was locked: nobody saves it later unasked. */
export function afterLocking({ typed }: Entry, saved: Cells): Entry {
  const left = only(typed, (cell, text) => text.trim() !== (saved[cell] ?? ''))
  return { typed: left, clashes: Object.fromEntries(Object.keys(left).map((cell) => [cell, saved[cell] ?? ''])) }
}

/** A person has chosen between their own text of a cell and the other's. */
export function withChoice({ typed, clashes }: Entry, cell: string, isMine: boolean): Entry {
  const { [cell]: mine, ...others } = typed
  const { [cell]: _, ...left } = clashes
  return { typed: isMine && mine !== undefined ? { ...others, [cell]: mine } : others, clashes: left }
}

/** What may be saved now. */
export function toSave({ typed, clashes }: Entry): Cells {
  return only(typed, (cell) => clashes[cell] === undefined)
}

function only(cells: Cells, isMeant: (cell: string, text: string) => boolean): Cells {
  return Object.fromEntries(Object.entries(cells).filter(([cell, text]) => isMeant(cell, text)))
}
