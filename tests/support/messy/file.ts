import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as XLSX from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import { filesIn } from '../../real-data/shared.ts'
import type { Choices } from '../making.ts'

/** One of the real messy files: what a steward does with it, and what another reader counts in it. */
export interface MessyFile {
  name: string
  file: string
  /** As it is called when it comes to us, where that is not its own name. */
  called?: string
  /** Mapped by clicks in a browser: the one of its like that is. */
  isClicked?: boolean
  /** How the page is read, where the guess is not it. */
  read?(s: Choices): Promise<void>
  kind: string
  map(s: Choices): Promise<void>
  /** Names no unit bears, each told apart in the trial. */
  strangers?: Record<string, string>
  counted(): Counted
  /** What is added up of what is stored, and where it is stored. */
  total: string
  facts: string
  /** How single figures are told: the item, the figure, and the decimals both readers share. */
  told?: { item: string; figure: string; decimals: number }
}

export interface Counted {
  facts: number
  held: number
  total: number
  /** Where rows speak of one thing. */
  things?: number
  /** Single figures as another reader finds them, by unit and item. */
  spots?: Record<string, number>
}

export const TERRITORY = 'population/population_report/territory'
export const SCORE = 'indices/index_score/'
export const BUDGET = 'budget/budget_figure/'

/** Where figures of each kind are stored, and how they are told. */
export const STORED = {
  people: {
    total: "sum((figures->>'people')::numeric)",
    facts: 'population_fact',
    told: { item: "'people'", figure: "(figures->>'people')::numeric", decimals: 0 },
  },
  money: {
    total: 'sum(amount)',
    facts: 'budget_fact',
    told: { item: "item || ' ' || as_of", figure: 'amount', decimals: 0 },
  },
  scores: {
    total: 'sum(score)',
    facts: 'index_fact',
    told: { item: "item || ' ' || edition", figure: 'score', decimals: 2 },
  },
}

export const real = (folder: string, name: string): string => join(filesIn(folder, /./)[0] ?? '', '..', name)

export const rowsOf = (path: string, options = {}): Record<string, string>[] =>
  parse(readFileSync(path, 'utf8').normalize('NFC'), { columns: true, bom: true, ...options })

/** A sheet's cells by a reader of its own: rows from 1, columns from 0. */
export function sheetOf(path: string, name: string): unknown[][] {
  const { Sheets, SheetNames } = workbookAt(path)
  const sheet = Sheets[SheetNames.find((each) => each.trim() === name) ?? ''] as XLSX.WorkSheet
  const rows: unknown[][] = XLSX.utils.sheet_to_json(sheet, { header: 1, blankrows: true })
  const { s } = XLSX.utils.decode_range(sheet['!ref'] ?? 'A1')
  return [...Array.from({ length: s.r + 1 }, () => []), ...rows.map((row) => [...Array(s.c), ...row])]
}

let last: { path: string; book: XLSX.WorkBook } | undefined

/** Sheet after sheet is asked of one file. */
function workbookAt(path: string): XLSX.WorkBook {
  if (last?.path !== path) last = { path, book: XLSX.read(readFileSync(path), { cellText: false }) }
  return last.book
}

export const isOrdinal = (cell: unknown) => typeof cell === 'number' && Number.isInteger(cell)

export const figuresIn = (rows: unknown[][], columns: number[]) =>
  rows.flatMap((row) => columns.map((column) => row?.[column]).filter((cell): cell is number => typeof cell === 'number'))

export const sum = (numbers: number[]) => numbers.reduce((all, each) => all + each, 0)
