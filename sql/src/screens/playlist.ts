import { z } from 'zod'
import { Severity } from '../alerts/rule.ts'
import { Localised } from '../pack/pack.ts'

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day, as 07:30')

const Entry = z.strictObject({
  scene: z.string(),
  /** Seconds it stays. */
  for: z.number().int().min(5).max(3_600),
  /** Only between these times of day in the province; over midnight where the first is the later. */
  hours: z.tuple([Clock, Clock]).optional(),
  /** Only while an alert at least this grave is open; of these domains, where any are named. */
  whileOpen: z.strictObject({ level: Severity, domains: z.array(z.string()).min(1).optional() }).optional(),
})

/** The scenes that follow each other on a screen. */
export const Playlist = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  title: Localised,
  scenes: z.array(Entry).min(1).max(100),
  /** A new critical alert brings this scene at once, until somebody sees to it or as many seconds have passed. */
  alarm: z.strictObject({ scene: z.string(), for: z.number().int().min(10).max(3_600) }).optional(),
  /** Between these times of day a screen is darker by this much of its light. */
  night: z.strictObject({ hours: z.tuple([Clock, Clock]), dim: z.number().min(0).max(0.9) }).optional(),
})
export type Playlist = z.infer<typeof Playlist>

/** Refuses a playlist that shows a scene nobody has. */
export function checkPlaylists(playlists: Playlist[], scenes: ReadonlySet<string>): void {
  for (const { id, scenes: entries, alarm } of playlists)
    for (const scene of [...entries.map((entry) => entry.scene), ...(alarm ? [alarm.scene] : [])])
      if (!scenes.has(scene))
        throw new Error(
          `playlists/${id}.yaml shows the scene «${scene}», which is not there. Known: ${[...scenes].sort().join(', ')}.`,
        )
}
