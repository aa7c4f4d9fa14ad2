import type { z } from 'zod'
import type { Circuits } from './circuits.ts'
import type { Range } from './range.ts'

/** Where a feed got to: whatever the connector needs to go on, as JSON. */
export type Cursor = Record<string, string | number | boolean | null>

/** One reply, file or listing exactly as fetched. `body` is streamed, so a page may be larger than memory. */
export interface RawPage {
  body: AsyncIterable<Uint8Array>
  /** The file's name or the address without its secrets: what a steward would recognise. */
  name: string
  mediaType?: string
  /** The source's own clock for this page, where it tells one. */
  sourceAsOf?: Date
  /** The cursor to save once every record of this page is stored; undefined where the one of a later page will do, as it is long. */
  next: Cursor | null | undefined
  /** How many records the source says there are from here on, for progress. */
  remaining?: number
  /** Where it can't say that: how many pages there are after this one. */
  remainingPages?: number
}

export interface CheckStep {
  step: 'address' | 'connect' | 'sign-in' | 'sample'
  ok: boolean
  ms: number
  /** One sentence a steward can act on; never holds a secret. */
  message: string
  /** The same in English, of what went well; a fault is said by its name. */
  en?: string
  fault?: { code: string; params: Record<string, string | number> }
}

interface ReadContext {
  signal: AbortSignal
  /** What every question to the source passes; always closed where it is left out. */
  circuits?: Circuits
}

/** A way to reach a kind of source. One folder each; `config.ts` alone is seen by the server, which draws the form. */
export interface Connector<C = unknown> {
  kind: string
  config: z.ZodType<C>
  /** A page as it comes, for kinds whose reading needs to be told first where in it the records are; reading serves otherwise. */
  look?(config: C, context: ReadContext): AsyncIterable<RawPage>
  check(config: C, context: ReadContext): AsyncIterable<CheckStep>
  read(config: C, cursor: Cursor | null, context: ReadContext): AsyncIterable<RawPage>
  /** The same for some days again, in `range.ts` of kinds whose source can be asked for them; `config.ts` says so (`range`). */
  readRange?(config: C, range: Range, context: ReadContext): AsyncIterable<RawPage>
}
