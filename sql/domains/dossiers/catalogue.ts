import { join } from 'node:path'
import { z } from 'zod'
import { readCsv } from '../../src/units/csv.ts'

const Row = z.object({ code: z.string().regex(/^[1-3]\.\d{6}$/), name: z.string().min(1) })

/** The administrative procedures of procedures.csv, names by code: as the decisions of 2025 publish them. */
export const CATALOGUE: ReadonlyMap<string, string> = new Map(
  readCsv(join(import.meta.dirname, 'procedures.csv'), Row).map(({ code, name }) => [code, name]),
)
