import type { SceneFile } from '@ioc/server/contract'

/** A scene as a small drawing: where tiles stand, and no more. */
export function Schematic({ columns, rows, places, strip }: Pick<SceneFile, 'columns' | 'rows' | 'places' | 'strip'>) {
  const [width, height] = [160, strip ? 82 : 90]
  const [x, y] = [width / columns, height / rows]
  return (
    <svg className="layout-schematic" viewBox="0 0 160 90" aria-hidden="true">
      {places.map((place) => (
        <rect
          key={place.tile}
          x={(place.column - 1) * x + 1}
          y={(place.row - 1) * y + 1}
          width={Math.max(1, place.width * x - 2)}
          height={Math.max(1, place.height * y - 2)}
          rx={2}
        />
      ))}
      {strip && <rect x={1} y={84} width={158} height={5} rx={1} />}
    </svg>
  )
}
