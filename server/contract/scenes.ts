import { Classification, Localised } from '@ioc/sql/pack'
import { z } from 'zod'

/** A wall layout: which tile stands where on a grid of `columns` × `rows`. `strip` tiles run along the foot. */
export const Scene = z.object({
  id: z.string(),
  title: Localised,
  province: z.object({ name: z.string(), title: Localised, timeZone: z.string() }),
  columns: z.number().int(),
  rows: z.number().int(),
  places: z.array(
    z.object({
      tile: z.string(),
      kind: z.string(),
      column: z.number().int(),
      row: z.number().int(),
      width: z.number().int(),
      height: z.number().int(),
    }),
  ),
  strip: z.string().nullable(),
  /** How far the versions of scenes had got when this was read (`Pulse`). */
  layouts: z.number(),
  /** Of its tiles, each once. */
  kinds: z.array(z.string()),
  /** Up to which classification this browser is told what it shows, while visitors are there; null while none are. */
  visitors: Classification.nullable(),
})
export type Scene = z.infer<typeof Scene>

/** Every scene there is: the overview first, the others by their names. */
export const SceneList = z.object({ scenes: z.array(Scene.pick({ id: true, title: true })) })
export type SceneList = z.infer<typeof SceneList>
