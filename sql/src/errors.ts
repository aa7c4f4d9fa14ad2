import type { Localised } from './pack/pack.ts'

/** What is said to a person: its message in Vietnamese, and in English where it has been written so. */
class Said extends Error {
  readonly said: Localised | null

  constructor(message: string | Localised, options?: ErrorOptions) {
    super(typeof message === 'string' ? message : message.vi, options)
    this.said = typeof message === 'string' ? null : message
  }
}

/** Five classes are enough; each transport maps them once. The message says what to do next and holds no secret. */
export class Invalid extends Said {}
export class Forbidden extends Said {}
export class NotFound extends Said {}
export class Conflict extends Said {}
export class Unavailable extends Said {}

/** Whether a line to our database was cut while it was waited for, or somebody asks by it again: `pg` says so without a code. */
export const isLineCut = (thrown: unknown): boolean => thrown instanceof Error && LINE_CUT.has(thrown.message)

const LINE_CUT = new Set(['Connection terminated unexpectedly', 'Client has encountered a connection error and is not queryable'])
