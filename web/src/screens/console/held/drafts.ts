import { useState } from 'react'
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

/** Drafts of a feed, kept in this browser so that closing the page loses none. */
export function useDrafts(feed: string): [Drafts, (next: Drafts) => void] {
  const key = `ioc-held-${feed}`
  const [drafts, setDrafts] = useState<Drafts>(() => {
    try {
      return JSON.parse(localStorage.getItem(key) ?? '{}') as Drafts
    } catch {
      return {}
    }
  })
  return [
    drafts,
    (next) => {
      localStorage.setItem(key, JSON.stringify(next))
      setDrafts(next)
    },
  ]
}
