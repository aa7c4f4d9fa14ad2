import type { Clocks, Level, ReadingState, TileData, TileOf } from '@ioc/server/contract'
import type { ComponentType } from 'react'

/** What the frame of any tile says about the trust its numbers deserve. */
export interface Trust {
  state: ReadingState
  level: Level | null
  lateBy: number
  simulated: boolean
  receivedAt: Clocks['receivedAt']
}

export interface TileProps<K extends TileData['kind']> {
  tile: TileOf<K>
  trust: Trust
  /** A tile of the grid, or the strip along the foot. */
  place: 'grid' | 'strip'
}

/** A kind of picture: a folder here whose Tile.tsx exports one of these as its default. */
export interface TileKind<K extends TileData['kind'] = TileData['kind']> {
  kind: K
  trust: (tile: TileOf<K>) => Trust
  View: ComponentType<TileProps<K>>
}

export const defineTile = <K extends TileData['kind']>(kind: TileKind<K>): TileKind<K> => kind

/** Of rows with sources of their own, when the one silent longest was last heard. */
export const earliest = (rows: readonly Pick<Trust, 'receivedAt'>[]): Trust['receivedAt'] =>
  rows
    .flatMap(({ receivedAt }) => receivedAt ?? [])
    .toSorted()
    .at(0) ?? null

/** For the kinds whose state, clocks and origin stand at the top of the message. */
export function plainTrust(tile: { state: ReadingState; lateBy: number; simulated: boolean; clocks?: Clocks }): Trust {
  const { state, lateBy, simulated, clocks } = tile
  return { state, level: null, lateBy, simulated, receivedAt: clocks?.receivedAt ?? null }
}
