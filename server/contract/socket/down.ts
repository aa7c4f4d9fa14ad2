import { Classification } from '@ioc/sql/pack'
import { z } from 'zod'
import { instant, TileData } from '../tiles.ts'

// Every message the server sends.

/**
 * The newest state of one tile. States replace each other, so a client that missed any number of them is whole again
 * after the latest one. `version` grows within one `node`, the server process that computed it; a state of the node whose state is
 * held with a version not above it is old and is dropped. Versions of two nodes say nothing of each other.
 */
export const TileState = z.object({
  tile: z.string(),
  node: z.string(),
  version: z.number(),
  /** Ledger position the state was computed at. */
  position: z.number(),
  /** Before whom it may be shown, as whoever watches it said: what was on its way while they came is not for them. */
  visitors: Classification.nullable(),
  data: TileData,
  /** The trace it is part of, where that is followed (W3C Trace Context): whoever paints it says so (`painted`). */
  traceparent: z.string().optional(),
})
export type TileState = z.infer<typeof TileState>

/** Sent every few seconds even when nothing changes: lets the wall tell silence from a cut line, and set its clock. */
export const Pulse = z.object({
  at: instant,
  position: z.number(),
  /** How far the versions of scenes have got: a scene read before that may have changed. Said at once when it moves. */
  layouts: z.number(),
})
export type Pulse = z.infer<typeof Pulse>

export interface DownEvents {
  tile: (state: TileState) => void
  pulse: (pulse: Pulse) => void
}
