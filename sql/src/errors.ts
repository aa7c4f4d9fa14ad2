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

/**
 * Whether our own database is away, full, stopping or cut off: no fault of what was asked or read. `pg` gives no code to a line that was cut while
 * it was waited for, or that somebody asks by again; what else a line meets, a line to a source may meet as well (noteOwnLine tells).
 */
export function isOfDatabase(thrown: unknown): boolean {
  if (typeof thrown !== 'object' || thrown === null) return false
  const { code, message } = thrown as { code?: unknown; message?: unknown }
  return ofOwnLine.has(thrown) || LINE_CUT.has(message) || (typeof code === 'string' && OWN_TROUBLE.test(code))
}

/** Notes what a line to our own database has met: nobody listens there, or it was reset. That no such host is known is for whoever set it up. */
export function noteOwnLine(met: Error & { code?: unknown }): void {
  if (LINE_TROUBLE.test(String(met.code))) ofOwnLine.add(met)
}

const ofOwnLine = new WeakSet<object>()
const LINE_CUT = new Set<unknown>([
  'Connection terminated unexpectedly',
  'Client has encountered a connection error and is not queryable',
])
const LINE_TROUBLE = /^E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH)$/
/** Classes of PostgreSQL’s codes: no connection, no room, told to stop, its disk. */
const OWN_TROUBLE = /^(08|53|57P|58)/
