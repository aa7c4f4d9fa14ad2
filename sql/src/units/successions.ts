import { basename } from 'node:path'
import { z } from 'zod'
import { blank, blankOr, decimal, type Placed, readCsv } from './csv.ts'

/** The share of the old unit that went to the new one; most units went whole, so blank is 1. */
const share = blankOr(decimal.pipe(z.number().min(0).max(1))).transform((part) => part ?? 1)

const Line = z.strictObject({
  from: z.string().min(1),
  to: z.string().min(1),
  people: share,
  area: share,
  dossiers: share,
  legal_act: blank,
  source: blank,
})
export type SuccessionRow = Placed<z.infer<typeof Line>> & { on_date: string }

/** Reads what became of units on the day the file is named after: successions/2025-07-01.csv. */
export function readSuccessions(path: string): SuccessionRow[] {
  const day = z.iso.date().safeParse(basename(path, '.csv'))
  if (!day.success) throw new Error(`${path}: name the file after the day it speaks of, such as 2025-07-01.csv.`)
  return readCsv(path, Line).map((line) => ({ ...line, on_date: day.data }))
}
