import { z } from 'zod'
import { Orders, Playlist, ScreenReport } from '../screens.ts'
import { instant } from '../tiles.ts'

// What a display and the server say to each other, in the namespace /screen.

/** «I am here, and so I do.» Said every few seconds; `token` is what it was given, null at first. */
export const Greeting = z.object({ token: z.string().max(128).nullable(), report: ScreenReport })
export type Greeting = z.infer<typeof Greeting>

/** What a display goes by. Until it has a name it shows the code. */
export const Standing = z.object({
  token: z.string(),
  name: z.string().nullable(),
  code: z.string(),
  /** The page that is served now; another than the display runs is another build. */
  build: z.string(),
  timeZone: z.string(),
  orders: Orders,
  /** That of the orders; null where there is none of that name any more. */
  playlist: Playlist.nullable(),
})
export type Standing = z.infer<typeof Standing>

export const Greeted = z.union([z.object({ ok: z.literal(true), standing: Standing }), z.object({ ok: z.literal(false) })])
export type Greeted = z.infer<typeof Greeted>

/** What every display looks at besides what it shows (sql/src/screens/alarms.ts). */
export const Alarm = z.object({
  open: z.array(z.object({ domain: z.string().nullable(), level: z.enum(['watch', 'warn', 'critical']), count: z.number() })),
  criticalSince: instant.nullable(),
})
export type Alarm = z.infer<typeof Alarm>

export interface ScreenUpEvents {
  greet: (greeting: Greeting, acknowledge: (answer: Greeted) => void) => void
}
export interface ScreenDownEvents {
  standing: (standing: Standing) => void
  alarm: (alarm: Alarm) => void
}
