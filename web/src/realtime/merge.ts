import type { TileState, Watch } from '@ioc/server/contract'

/** States replace each other. One whose version is not above the held one is old: it came twice, or overtook another. */
export function mergeTile(held: TileState | undefined, incoming: TileState): TileState {
  return held && incoming.version <= held.version ? held : incoming
}

/** What to say after every connect, first or not: the answer then fills exactly the gap. */
export function watchOf(
  scene: string,
  tiles: readonly string[],
  held: (tile: string) => TileState | undefined,
  visitors: Watch['visitors'] = null,
): Watch {
  return { scene, visitors, tiles: Object.fromEntries(tiles.map((tile) => [tile, held(tile)?.version ?? 0])) }
}
