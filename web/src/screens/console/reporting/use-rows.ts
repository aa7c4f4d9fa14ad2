import { useEffect, useState } from 'react'
import { useOwnKey } from '../../../api/me.ts'
import type { CellEdit } from '../held/paste.ts'

export type TypedRow = Record<string, string>

interface Kept {
  rows: TypedRow[]
  /** By which this lot is known at the feed's door, however often it is sent. */
  key: string
}

const AT_FIRST = 10

/** Rows being typed into a feed's form, kept on this machine until they are sent. */
export function useRows(feed: string, most: number) {
  const place = useOwnKey(`ioc-form-${feed}`)
  const [kept, setKept] = useState<Kept>(() => {
    try {
      return JSON.parse(localStorage.getItem(place) ?? '') as Kept
    } catch {
      return blank(most)
    }
  })
  useEffect(() => localStorage.setItem(place, JSON.stringify(kept)), [place, kept])
  return {
    ...kept,
    type: (edits: CellEdit[]) => setKept(({ rows, key }) => ({ key, rows: withEdits(rows, edits) })),
    grow: () => setKept(({ rows, key }) => ({ key, rows: [...rows, ...blank(Math.min(AT_FIRST, most - rows.length)).rows] })),
    clear: () => setKept(blank(most)),
  }
}

/** The rows with what was typed or pasted in them; a paste may go on below the last. */
function withEdits(rows: TypedRow[], edits: CellEdit[]): TypedRow[] {
  const next = [...rows]
  for (const { row, column, text } of edits) {
    while (next.length <= row) next.push({})
    next[row] = { ...next[row], [column]: text }
  }
  return next
}

function blank(most: number): Kept {
  const key = `form-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`
  return { rows: Array.from({ length: Math.min(AT_FIRST, most) }, () => ({})), key }
}
