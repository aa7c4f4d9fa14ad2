import { existsSync } from 'node:fs'
import type { z } from 'zod'
import type { ReadRecords, RedactBody } from './format.ts'
import { formatSettings } from './forms.ts'

export interface Format {
  kind: string
  settings: z.ZodType
  read: ReadRecords<unknown>
  /** Absent where personal data can't be taken out of this format before it is stored. */
  redact?: RedactBody<unknown>
  /** Whether it can leave a token in a field's place. */
  seals: boolean
}

export async function loadFormat(kind: string): Promise<Format> {
  const settings = formatSettings.get(kind)
  if (!settings) throw new Error(`Không có định dạng «${kind}».`)
  const { readRecords } = (await import(new URL(`${kind}/read.ts`, import.meta.url).href)) as {
    readRecords: ReadRecords<unknown>
  }
  const redact = new URL(`${kind}/redact.ts`, import.meta.url)
  if (!existsSync(redact)) return { kind, settings, read: readRecords, seals: false }
  const { redactBody, seals = false } = (await import(redact.href)) as { redactBody: RedactBody<unknown>; seals?: boolean }
  return { kind, settings, read: readRecords, redact: redactBody, seals }
}
