// What the wall may say about its own line. All times are of this machine, in milliseconds.

const FROZEN_AFTER_MS = 15_000
/** A line laid to another server takes less than a pulse; what is shown meanwhile is no older than between two pulses. */
const CUT_AFTER_MS = 1_500

export interface Line {
  connected: boolean
  /** When this page began to listen. */
  openedAt: number
  disconnectedAt: number | null
  lastPulseAt: number | null
}

export type Connection =
  | { kind: 'connecting' }
  | { kind: 'live'; pulseAge: number }
  | { kind: 'reconnecting'; since: number; frozen: boolean }
  | { kind: 'frozen'; since: number }

/** A socket that claims to be connected is believed only while pulses arrive. */
export function connectionOf(line: Line, now: number): Connection {
  const since = line.lastPulseAt ?? line.openedAt
  const frozen = now - since > FROZEN_AFTER_MS
  const isCut = line.disconnectedAt === null || line.lastPulseAt === null || now - line.disconnectedAt > CUT_AFTER_MS || frozen
  if (!line.connected && isCut) {
    if (line.disconnectedAt === null && !frozen) return { kind: 'connecting' }
    return { kind: 'reconnecting', since: line.disconnectedAt ?? line.openedAt, frozen }
  }
  if (frozen) return { kind: 'frozen', since }
  return line.lastPulseAt === null ? { kind: 'connecting' } : { kind: 'live', pulseAge: Math.max(0, now - line.lastPulseAt) }
}

/** The moment of the last sign of life, once figures can no longer be trusted to move; null while they can. */
export function frozenSince(line: Line, now: number): number | null {
  const connection = connectionOf(line, now)
  const frozen = connection.kind === 'frozen' || (connection.kind === 'reconnecting' && connection.frozen)
  return frozen ? (line.lastPulseAt ?? line.openedAt) : null
}
