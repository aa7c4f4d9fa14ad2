import { z } from 'zod'
import { Severity } from '../alerts/rule.ts'
import type { Localised } from '../pack/pack.ts'
import { LayoutKey, LayoutTitle } from './scene.ts'

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Ghi giờ theo dạng giờ:phút, ví dụ 07:30.')

const Entry = z.strictObject({
  scene: z.string().max(64),
  /** Seconds it stays. */
  for: z.number().int().min(5).max(3_600),
  /** Only between these times of day in the province; over midnight where the first is the later. */
  hours: z.tuple([Clock, Clock]).optional(),
  /** Only while an alert at least this grave is open; of these domains, where any are named. */
  whileOpen: z.strictObject({ level: Severity, domains: z.array(z.string().max(64)).min(1).max(100).optional() }).optional(),
})

/** The scenes that follow each other on a screen. */
export const Playlist = z.strictObject({
  id: LayoutKey,
  title: LayoutTitle,
  scenes: z
    .array(z.unknown())
    .min(1, 'Vòng chiếu cần ít nhất một cảnh.')
    .max(100, 'Nhiều nhất 100 lượt trong một vòng chiếu. Bỏ bớt.')
    .pipe(z.array(Entry)),
  /** A new critical alert brings this scene at once, until somebody sees to it or as many seconds have passed. */
  alarm: z.strictObject({ scene: z.string().max(64), for: z.number().int().min(10).max(3_600) }).optional(),
  /** Between these times of day a screen is darker by this much of its light. */
  night: z.strictObject({ hours: z.tuple([Clock, Clock]), dim: z.number().min(0).max(0.9) }).optional(),
})
export type Playlist = z.infer<typeof Playlist>

/** The first scene a playlist shows that is not there; null where all are. */
export function playlistTrouble({ scenes, alarm }: Playlist, isKnown: (scene: string) => boolean): Localised | null {
  const shown = [...scenes.map((entry) => entry.scene), ...(alarm ? [alarm.scene] : [])]
  const unknown = shown.find((scene) => !isKnown(scene))
  if (unknown === undefined) return null
  return {
    vi: `Không có cảnh «${unknown}». Bỏ cảnh ấy khỏi vòng chiếu.`,
    en: `There is no scene «${unknown}». Take it out of the playlist.`,
  }
}
