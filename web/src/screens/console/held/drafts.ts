import { useState } from 'react'
import { useOwnKey } from '../../../api/me.ts'
import type { CellEdit } from './paste.ts'

/** What a person has typed and not sent yet: row → column → text. */
export type Drafts = Record<number, Record<string, string>>

/** Puts edits into drafts; one that says what the cell says anyway is none. */
export function withCells(drafts: Drafts, edits: CellEdit[], saidBy: (row: number, column: string) => string): Drafts {
  const next: Drafts = { ...drafts }
  for (const { row, column, text } of edits) {
    const { [column]: _, ...others } = next[row] ?? {}
    const mine = text === saidBy(row, column) ? others : { ...others, [column]: text }
    if (Object.keys(mine).length > 0) next[row] = mine
    else delete next[row]
  }
  return next
}

/** What had been done about each row when a person began to type into it: row → how many things. */
export type Seen = Record<number, number>

/** What was seen of the rows typed into; of others nothing is kept. */
export function withSeen(seen: Seen, drafts: Drafts, editOf: (row: number) => number | undefined): Seen {
  return Object.fromEntries(
    Object.keys(drafts).flatMap((id) => {
      const row = Number(id)
      const edit = seen[row] ?? editOf(row)
      return edit === undefined ? [] : [[row, edit]]
    }),
  )
}

/** What is kept in this browser, so that closing the page loses nothing. */
function useKept<T extends object>(key: string): [T, (next: T) => void] {
  const [kept, setKept] = useState<T>(() => {
    try {
      return JSON.parse(localStorage.getItem(key) ?? '{}') as T
    } catch {
      return {} as T
    }
  })
  return [
    kept,
    (next) => {
      localStorage.setItem(key, JSON.stringify(next))
      setKept(next)
    },
  ]
}

/** Drafts of the rows of a feed, each over the row as it was seen when its typing began. */
export function useDrafts(feed: string, rows: { id: number; edit: number }[]) {
  const [drafts, setDrafts] = useKept<Drafts>(useOwnKey(`ioc-held-${feed}`))
  const [seen, setSeen] = useKept<Seen>(useOwnKey(`ioc-held-seen-${feed}`))
  const editOf = (row: number) => rows.find(({ id }) => id === row)?.edit
  return {
    drafts,
    setDrafts(next: Drafts) {
      setDrafts(next)
      setSeen(withSeen(seen, next, editOf))
    },
    /** Whether somebody else has done something about a row since its typing began. */
    isOutdated: (row: number) => drafts[row] !== undefined && (seen[row] ?? editOf(row)) !== editOf(row),
    /** The row has been looked at again: what is typed stands over it. */
    lookAgain(row: number) {
      const { [row]: _, ...others } = seen
      setSeen(withSeen(others, drafts, editOf))
    },
  }
}
