export interface ReplayClock {
  /** The moment it started from. */
  at: number
  /** Seconds of the past a second. */
  speed: number
  /** The server's time when it started. */
  since: number
}

/** Where a replay has got to; it never passes the present. */
export const replayedAt = ({ at, speed, since }: ReplayClock, serverNow: number): number =>
  Math.min(serverNow, at + (serverNow - since) * speed)
