import { Localised } from '@ioc/sql/pack'
import { LayoutKey, Playlist, SceneFile } from '@ioc/sql/screens'
import { z } from 'zod'
import { instant } from './tiles.ts'

export {
  type Grid,
  isWithin,
  LayoutKey,
  liesOver,
  MOST_FIELDS,
  MOST_PLACES,
  playlistTrouble,
  SceneFile,
  ScenePlace,
  sceneTrouble,
} from '@ioc/sql/screens'

import { By } from './by.ts'

/** Who made a version of a scene or playlist, when and why; `by` and `why` are null of one that comes from a file. */
const Made = {
  version: z.number().int(),
  at: instant,
  madeIn: z.enum(['file', 'command', 'console']),
  by: z.string().nullable(),
  why: z.string().nullable(),
}
export type Made = { [name in keyof typeof Made]: z.infer<(typeof Made)[name]> }

const InUse = z.object({ playlists: z.array(Localised), screens: z.array(z.string()), isNeeded: z.boolean() })

/** Every scene and playlist there is, with who changed it last; `spec` is null of one that was taken away. */
export const LayoutsAnswer = z.object({
  scenes: z.array(z.object({ id: z.string(), ...Made, spec: SceneFile.nullable(), lastSpec: SceneFile, inUse: InUse })),
  playlists: z.array(z.object({ id: z.string(), ...Made, spec: Playlist.nullable(), lastSpec: Playlist, inUse: InUse })),
})
export type LayoutsAnswer = z.infer<typeof LayoutsAnswer>

/** What may stand on a scene: every tile of a domain that is on, and every indicator by itself. */
export const PaletteAnswer = z.array(
  z.object({
    id: z.string(),
    kind: z.string(),
    title: Localised,
    /** Whose it is: a domain, or all of them. */
    domain: Localised.nullable(),
    /** Declared as a picture of its own; else an indicator alone. */
    isDeclared: z.boolean(),
  }),
)
export type PaletteAnswer = z.infer<typeof PaletteAnswer>

/** The versions of one, the newest first. */
export const SceneVersions = z.array(z.object({ ...Made, spec: SceneFile.nullable() }))
export type SceneVersions = z.infer<typeof SceneVersions>
export const PlaylistVersions = z.array(z.object({ ...Made, spec: Playlist.nullable() }))
export type PlaylistVersions = z.infer<typeof PlaylistVersions>

const ask = {
  by: By,
  why: z.string().trim().min(1, 'Ghi lý do để người sau hiểu vì sao.').max(500),
  /** The version whoever publishes began from; null where there was none. */
  seen: z.number().int().nullable(),
}
/** `spec` null takes it away. */
export const PublishScene = z.object({ ...ask, spec: SceneFile.nullable() })
export type PublishScene = z.input<typeof PublishScene>
export const PublishPlaylist = z.object({ ...ask, spec: Playlist.nullable() })
export type PublishPlaylist = z.input<typeof PublishPlaylist>

export const Published = z.object({ id: LayoutKey, version: z.number().int() })
