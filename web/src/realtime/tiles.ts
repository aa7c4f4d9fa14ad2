import type { Scene, TileState } from '@ioc/server/contract'
import { type QueryClient, skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import { mergeTile } from './merge.ts'

/** A tile as the wall holds it. It has `failed` when the server could not compute it as it was last asked. */
export interface HeldTile {
  state?: TileState
  failed: boolean
}

const keyOf = (tile: string) => ['tile', tile] as const

export const heldTile = (cache: QueryClient, tile: string): TileState | undefined =>
  cache.getQueryData<HeldTile>(keyOf(tile))?.state

export function holdTile(cache: QueryClient, incoming: TileState) {
  cache.setQueryData<HeldTile>(keyOf(incoming.tile), (held) => {
    const state = mergeTile(held?.state, incoming)
    return held && state === held.state && !held.failed ? held : { state, failed: false }
  })
}

/** Puts a state in place of whatever is held, be it older: a replay may go back. */
export function putTile(cache: QueryClient, state: TileState) {
  cache.setQueryData<HeldTile>(keyOf(state.tile), { state, failed: false })
}

/** Every tile of a scene, once. */
export const tilesOf = ({ places, strip }: Scene): string[] => [
  ...new Set([...places.map(({ tile }) => tile), ...(strip ? [strip] : [])]),
]

export function markFailed(cache: QueryClient, tile: string) {
  cache.setQueryData<HeldTile>(keyOf(tile), (held) => ({ ...held, failed: true }))
}

export function useTile(tile: string): HeldTile | undefined {
  return useQuery<HeldTile>({ queryKey: keyOf(tile), queryFn: skipToken }).data
}

/** Whether `is` holds for any tile on the wall. */
export function useAnyTile(is: (data: TileState['data']) => boolean): boolean {
  const cache = useQueryClient().getQueryCache()
  return useSyncExternalStore(
    useCallback((listener) => cache.subscribe(listener), [cache]),
    () => cache.findAll({ queryKey: ['tile'] }).some(({ state }) => holds(state.data as HeldTile | undefined, is)),
  )
}

function holds(held: HeldTile | undefined, is: (data: TileState['data']) => boolean) {
  try {
    return held?.state !== undefined && is(held.state.data)
  } catch {
    // What cannot be read says so in its own place.
    return false
  }
}
