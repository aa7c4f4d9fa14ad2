import { ProofLink } from '../../proof/ProofLink.tsx'
import { useText } from '../../text/use-text.ts'
import { onPlane } from '../../ui/roving.ts'
import { ShapePath } from '../../ui/Shape.tsx'
import { useRoving } from '../../ui/use-roving.ts'
import { Hatch } from './Hatch.tsx'
import type { MapProps } from './map-props.ts'
import { classOf, HEXAGON, middleOf } from './option.ts'
import { useWording } from './wording.ts'

/** Every commune is one hexagon of the same size. The worst carry their number in the list beside the map. */
export function HexMap({ tile, classes, worst, place, decimals, lit }: MapProps) {
  const { title } = useText()
  const rank = new Map(worst.map(({ unit }, index) => [unit, index + 1]))
  const { onKeyDown, linkOf } = useRoving(
    tile.cells.map(({ unit }) => unit),
    onPlane,
  )
  const wording = useWording(tile, decimals)

  return (
    <svg className="hexes" aria-label={title(tile.title)} onKeyDown={onKeyDown}>
      <Hatch id={`hatch-${tile.id}`} size={0.5} />
      <g transform={`translate(${place.x} ${place.y}) scale(${place.scale})`}>
        {tile.cells.map((cell) => {
          const { x, y } = middleOf(cell)
          const kind = classOf(cell, classes)
          const number = rank.get(cell.unit)
          const isHatched = cell.state === 'suppressed' || (cell.value !== null && cell.state === 'stale')
          return (
            <g
              key={cell.unit}
              className="hex"
              data-unit={cell.unit}
              data-value={cell.value ?? ''}
              data-class={kind ?? 'missing'}
              data-state={cell.state}
              data-lit={cell.unit === lit || undefined}
              transform={`translate(${x} ${y})`}
            >
              <ProofLink className="hex-open" question={{ indicator: tile.indicator, unit: cell.unit }} {...linkOf(cell.unit)}>
                <title>{wording(cell)}</title>
                <polygon points={HEXAGON} />
                {isHatched && <polygon points={HEXAGON} className="map-hatched" style={{ fill: `url(#hatch-${tile.id})` }} />}
                {number ? (
                  <text className="hex-rank" dy="0.36em">
                    {number}
                  </text>
                ) : (
                  typeof kind === 'string' && (
                    <g className="hex-shape" transform="scale(0.05) translate(-10 -10)">
                      <ShapePath tone={kind} />
                    </g>
                  )
                )}
              </ProofLink>
            </g>
          )
        })}
      </g>
    </svg>
  )
}
