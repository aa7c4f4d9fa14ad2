import type { TileData } from '@ioc/server/contract'
import type { ComponentType } from 'react'
import type { TileKind, TileProps, Trust } from './kind.ts'

/** What the wall needs of a kind without knowing which it is. */
interface AnyKind {
  trust: (tile: TileData) => Trust
  View: ComponentType<{ tile: TileData; trust: Trust; place: TileProps<'stat'>['place'] }>
}

const folders = import.meta.glob<TileKind>('./*/Tile.tsx', { import: 'default' })
const kinds = new Map<string, TileKind>()

/** Fetches what some kinds of tiles are drawn with; of one that this page does not know, nothing. */
export async function loadKinds(names: readonly string[]): Promise<void> {
  await Promise.all(
    names.map(async (name) => {
      const load = folders[`./${name}/Tile.tsx`]
      if (load && !kinds.has(name)) kinds.set(name, await load())
    }),
  )
}

/** A kind is only ever handed tiles of its own kind: both are named by `data.kind`, and the message was parsed. */
export const kindOf = (data: TileData) => kinds.get(data.kind) as AnyKind | undefined

export const isSimulated = (data: TileData): boolean => kindOf(data)?.trust(data).simulated ?? false
