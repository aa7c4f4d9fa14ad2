import { z } from 'zod'
import { Classification } from '../pack/pack.ts'

/** What a screen is to show, and how. It stands until it is ordered otherwise, whatever restarts meanwhile. */
export const Orders = z.object({
  playlist: z.string().max(64),
  /** The playlist goes on from this scene, since it was said. */
  turn: z.object({ scene: z.string().max(64), at: z.iso.datetime() }).nullable(),
  /** This scene alone, until it is let go. */
  pinned: z.string().max(64).nullable(),
  /** One tile fills the screen. */
  tile: z.string().max(128).nullable(),
  /** Not what is but what was: from this instant on, as many seconds a second. */
  replay: z.object({ at: z.iso.datetime(), speed: z.number().min(0).max(86_400) }).nullable(),
  /** How much of its light is taken away, by day and by night; null leaves it to the hours of its playlist. */
  dim: z.number().min(0).max(0.9).nullable(),
  /** Up to which classification it shows while visitors are in its room, and whether they are. */
  room: Classification,
  visitors: z.boolean(),
  language: z.enum(['vi', 'en']),
  /** How often it was told to load anew. */
  reloads: z.number().int().min(0).max(1_000_000),
})
export type Orders = z.infer<typeof Orders>

export const OrdersChange = Orders.partial()
export type OrdersChange = z.infer<typeof OrdersChange>

export const usualOrders = (playlist: string): Orders => ({
  playlist,
  turn: null,
  pinned: null,
  tile: null,
  replay: null,
  dim: null,
  room: 'open',
  visitors: false,
  language: 'vi',
  reloads: 0,
})

/** What a screen says of itself. */
export const ScreenReport = z.object({
  scene: z.string().max(64).nullable(),
  /** Why this scene: it was its turn, it is pinned, or an alert brought it. */
  because: z.enum(['turn', 'pinned', 'alarm']).nullable(),
  build: z.string().max(128),
  width: z.number().int().min(0).max(100_000),
  height: z.number().int().min(0).max(100_000),
  /** Frames a second over the last report; null where the page was hidden. */
  framesPerSecond: z.number().min(0).max(1_000).nullable(),
  /** MiB of script memory, where the browser says. */
  memory: z.number().min(0).max(1_000_000).nullable(),
})
export type ScreenReport = z.infer<typeof ScreenReport>
