import type { TileState, Watch } from '@ioc/server/contract'

/**
 * States replace each other. One whose version is not above the held one is old: it came twice, or overtook another. What another server
 * says is newer, whatever its version: there is one line at a time, and it computed it after the line was laid to it.
 */
export function mergeTile(held: TileState | undefined, incoming: TileState): TileState {
  return held && held.node === incoming.node && incoming.version <= held.version ? held : incoming
}

/** What to say after every connect, first or not: the answer then fills exactly the gap. Versions are those of one server; of others none is held. */
export function watchOf(
  scene: string,
  tiles: readonly string[],
  held: (tile: string) => TileState | undefined,
  visitors: Watch['visitors'] = null,
): Watch {
  const states = tiles.map((tile) => [tile, held(tile)] as const)
  const node = states.find(([, state]) => state)?.[1]?.node ?? null
  const versions = states.map(([tile, state]) => [tile, state?.node === node ? state.version : 0])
  return { scene, visitors, node, tiles: Object.fromEntries(versions) }
}
