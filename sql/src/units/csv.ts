import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'

/** A line of a file, and where it stands, so that whoever refuses it later can say which one it was. */
export type Placed<T> = T & { where: string }

/** Reads a CSV file with a header; a bad line is named by file and line, a column nobody knows by name. */
export function readCsv<T>(path: string, schema: z.ZodType<T>): Placed<T>[] {
  return recordsOf(path).map(({ record, info }) => {
    const where = `${path}, line ${info.lines}`
    const row = schema.safeParse(record)
    if (row.success) return { ...row.data, where }
    throw new Error(`${where}: ${z.prettifyError(row.error)}`)
  })
}

function recordsOf(path: string): { record: Record<string, string>; info: { lines: number } }[] {
  try {
    return parse(readFileSync(path, 'utf8'), { columns: true, bom: true, info: true, skip_empty_lines: true })
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}.`, { cause: error })
  }
}

/** An optional cell: a column left out and a cell left blank both mean null. */
export const blank = z
  .string()
  .default('')
  .transform((text) => text.normalize('NFC').trim() || null)

export function blankOr<T>(schema: z.ZodType<T, string>) {
  return blank.pipe(schema.nullable())
}

/** 2514.81, as programs write it: 2.514,81 and 1e3 are refused rather than misread. */
export const decimal = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/, 'expected a number such as 2514.81')
  .transform(Number)
