import type { TileData } from '@ioc/server/contract'
import type { ComponentType } from 'react'
import type { TileKind, TileProps, Trust } from './kind.ts'

/** What the wall needs of a kind without knowing which it is. */
interface AnyKind {
  trust: (tile: TileData) => Trust
  View: ComponentType<{ tile: TileData; trust: Trust; place: TileProps<'stat'>['place'] }>
}

const folders = import.meta.glob<TileKind>('./*/Tile.tsx', { eager: true, import: 'default' })
const kinds = new Map(Object.values(folders).map((kind) => [kind.kind, kind]))

/** A kind is only ever handed tiles of its own kind: both are named by `data.kind`, and the message was parsed. */
export const kindOf = (data: TileData) => kinds.get(data.kind) as AnyKind | undefined

export const isSimulated = (data: TileData): boolean => kindOf(data)?.trust(data).simulated ?? false
