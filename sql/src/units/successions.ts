import { basename } from 'node:path'
import { z } from 'zod'
import { UnitDetails, unitKey } from './apply.ts'
import { blank, blankOr, decimal, type Placed, readCsv } from './csv.ts'

/** The share of the old unit that went to the new one; most units went whole, so blank is 1. */
const share = blankOr(decimal.pipe(z.number().min(0).max(1))).transform((part) => part ?? 1)

const { code, people, area_km2, longitude, latitude, aliases } = UnitDetails.shape

const Line = z.strictObject({
  from: z.string().min(1),
  to: unitKey,
  people: share,
  area: share,
  dossiers: share,
  legal_act: blank,
  source: blank,
  // Of a unit that begins here and is in no units file.
  to_name: blank,
  to_code: code,
  to_kind: blank,
  to_parent: blank,
  to_people: people,
  to_area_km2: area_km2,
  to_longitude: longitude,
  to_latitude: latitude,
  to_aliases: aliases,
})
export type SuccessionLine = Placed<z.infer<typeof Line>> & { on_date: string }

/** Who follows whom, from when on and with which shares. */
export type SuccessionRow = Pick<
  SuccessionLine,
  'from' | 'to' | 'on_date' | 'people' | 'area' | 'dossiers' | 'legal_act' | 'source' | 'where'
>

/** Reads what became of units on the day the file is named after: successions/2025-07-01.csv. */
export function readSuccessions(path: string): SuccessionLine[] {
  const day = z.iso.date().safeParse(basename(path, '.csv'))
  if (!day.success) throw new Error(`${path}: name the file after the day it speaks of, such as 2025-07-01.csv.`)
  return readCsv(path, Line).map((line) => ({ ...line, on_date: day.data }))
}
