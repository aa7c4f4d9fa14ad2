import type { Grid, SceneFile } from '@ioc/server/contract'
import type { Size } from './moves.ts'

/** As large as a tile stands on another scene; else as those of its kind mostly do; else a quarter of the wall each way. */
export function usualSize(
  tile: string,
  kindOf: (tile: string) => string | undefined,
  scenes: readonly SceneFile[],
  grid: Grid,
): Size {
  const standing = scenes.flatMap((scene) =>
    scene.places.map(({ tile: other, width, height }) => ({
      tile: other,
      width: width / scene.columns,
      height: height / scene.rows,
    })),
  )
  const own = standing.filter((each) => each.tile === tile)
  const kind = kindOf(tile)
  const like = own.length > 0 ? own : standing.filter((each) => kind !== undefined && kindOf(each.tile) === kind)
  const part = (side: 'width' | 'height') => medianOf(like.map((each) => each[side])) ?? 0.25
  const whole = (share: number, of: number) => Math.min(of, Math.max(1, Math.round(share * of)))
  return { width: whole(part('width'), grid.columns), height: whole(part('height'), grid.rows) }
}

function medianOf(values: number[]): number | undefined {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)]
}
