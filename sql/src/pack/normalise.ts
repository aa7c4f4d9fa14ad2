import { z } from 'zod'
import type { Calendar } from '../calendar/calendar.ts'

// So that a domain kept elsewhere needs nothing installed.
export { z }

/** What the pipeline knows about a record besides its fields. */
export interface RecordContext {
  /** Resolves a unit's code, alias or name as it stood on a day; null when unknown or ambiguous. */
  unit(nameOrCode: string, on?: Date): number | null
  /** The one unit a text names («xã Như Quỳnh», «Hưng Yên»); null where none or several are named. */
  place(text: string, on?: Date): number | null
  /** When the page holding the record was first received; the version of records that carry none. */
  receivedAt: Date
  /** The province's working days, for deadlines that the source leaves out. */
  calendar?: Calendar
  /** The province's key, for what a domain has set otherwise for it. */
  province?: string
}

/** A fact row before it is stored: the key, the version, and the domain's own columns in snake_case. */
export interface FactDraft {
  external_id: string
  /** Newer wins. Milliseconds of the source's own update time, or of `receivedAt`. */
  source_version: number
  unit_id: number
  /** True when the source says the record is gone: the fact stays and contributes nothing. */
  deleted?: boolean
  [column: string]: unknown
}

/** Why a record can't be stored, in words that tell a steward what to mend. */
export interface Problem {
  field: string
  code: string
  message: string
  /** The same in English, where it has been said. */
  en?: string
  /** What the record says, as both sentences quote it. */
  word?: string
  /** The signing that what it would change is locked by: see signoff. */
  signed?: number
}

/** Which fact a record speaks of, and the version it says it is. */
export interface Identity {
  external_id: string
  source_version: number | null
}

export type Normalised = { fact: FactDraft } | { problems: Problem[] }

/**
 * The pure step from a mapped record to a fact. `schema` says what a mapping must deliver; a record that does not
 * satisfy it is held with zod's reasons and never reaches `toFact`.
 */
export interface Normaliser<R = unknown> {
  schema: z.ZodType<R>
  /** The table's own columns in storage order, with their PostgreSQL types, besides the common ones. */
  columns: Record<string, string>
  /** Of records that are reports: each form's name with what it counts, by our name, in a steward's words. */
  forms?: Record<string, Record<string, string>>
  /** What a person may say of a fact in place of the machine: a dimension's name, or `unit` → the record's field that says it. */
  reviewed?: Record<string, string>
  toFact(record: R, context: RecordContext): Normalised
  /** The same fact's identity from as much of a record as could be read, unchecked; null where that does not tell. */
  identify(record: Record<string, unknown>, context: RecordContext): Identity | null
}

export function defineNormaliser<R>(normaliser: Normaliser<R>): Normaliser<R> {
  return normaliser
}
