import type { z } from 'zod'
import type { ReadRecords } from './format.ts'
import { formatSettings } from './forms.ts'

export interface Format {
  kind: string
  settings: z.ZodType
  read: ReadRecords<unknown>
}

export async function loadFormat(kind: string): Promise<Format> {
  const settings = formatSettings.get(kind)
  if (!settings) throw new Error(`Không có định dạng «${kind}».`)
  const { readRecords } = (await import(new URL(`${kind}/read.ts`, import.meta.url).href)) as {
    readRecords: ReadRecords<unknown>
  }
  return { kind, settings, read: readRecords }
}
