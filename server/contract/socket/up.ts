import { Classification } from '@ioc/sql/pack'
import { z } from 'zod'

// Every message a client sends.

const MOST_TILES = 200

/**
 * «I show these tiles and hold these versions (0 for none), all given by this node.» The answer is a `tile` for each that has moved since;
 * from another node than that it is one for each, computed after this was said, so that no wall goes back in time when it goes from one
 * server to another. `visitors`: up to which classification it shows what it is told; after another than before it holds nothing.
 */
export const Watch = z.object({
  scene: z.string().max(64),
  visitors: Classification.nullable().default(null),
  node: z.string().max(64).nullable().default(null),
  tiles: z.record(z.string().max(128), z.number()).refine((tiles) => Object.keys(tiles).length <= MOST_TILES),
})
export type Watch = z.infer<typeof Watch>

/**
 * Acknowledged once every tile that had moved since is on its way; not `ok` if one is unknown or one of `failed` could not be computed: the
 * others are watched.
 */
export const Watching = z.object({ ok: z.boolean(), error: z.string().optional(), failed: z.array(z.string()).optional() })
export type Watching = z.infer<typeof Watching>

/** A state that is part of a trace was received and painted, by the server’s clock as the wall knows it (milliseconds since 1970). */
export const Painted = z.object({ traceparent: z.string().max(64), receivedAt: z.number(), paintedAt: z.number() })
export type Painted = z.infer<typeof Painted>

export const Up = { watch: Watch, painted: Painted }
export interface UpEvents {
  watch: (watch: Watch, acknowledge: (answer: Watching) => void) => void
  painted: (painted: Painted) => void
}
