import type { Localised } from '@ioc/sql/pack'
import type { Redaction, Seal } from '../redaction/redaction.ts'

/** A record as the source wrote it: its ordinal in the page from 1, and where a person finds it («dòng 45», «M09+!R33»). */
export type SourceRecord =
  | {
      place: number
      at?: string
      value: Record<string, unknown>
      /** The held record that a person let through with this one. */
      release?: { held: number; by: string }
      /** Fields of the record, as the kind calls them, in which a person said otherwise than the source or the machine. */
      review?: Record<string, unknown>
    }
  /** Something that is there but is no record: a broken line, a row of the wrong width; in Vietnamese, and in English. */
  | { place: number; at?: string; problem: string; en: string; raw: string }

/** How a page's bytes become records; `settings` is the feed's `format` section, already parsed by zod. */
export type ReadRecords<S> = (page: { body: AsyncIterable<Uint8Array>; name: string }, settings: S) => AsyncIterable<SourceRecord>

/** A page's bytes without what a feed takes out before storing; read by the same settings, they give the same records in the same places. */
export type RedactBody<S> = (
  page: { body: AsyncIterable<Uint8Array>; name: string },
  settings: S,
  redaction: Redaction,
  /** Where a rule seals; a format whose `redact.ts` says nothing of `seals` is given no such rule. */
  seal?: Seal,
) => AsyncIterable<Uint8Array>

/** A page that can't be read at all, in words a steward can act on, in either language. Records given before it stand. */
export class Unreadable extends Error {
  override name = 'Unreadable'
  readonly en: string

  constructor({ vi, en }: Localised, options?: ErrorOptions) {
    super(vi, options)
    this.en = en
  }
}
