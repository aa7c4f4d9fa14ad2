import type { TileOf } from '@ioc/server/contract'
import { ProofLink } from '../../proof/ProofLink.tsx'
import { useText } from '../../text/use-text.ts'
import { onPlane } from '../../ui/roving.ts'
import { ShapePath } from '../../ui/Shape.tsx'
import { useRoving } from '../../ui/use-roving.ts'
import { type Cell, type Class, classOf, HEXAGON, middleOf } from './option.ts'
import type { Place } from './place.ts'

interface Props {
  tile: TileOf<'communes'>
  classes: Class[]
  worst: Cell[]
  place: Place
  decimals: number
}

/** Every commune is one hexagon of the same size. The worst carry their number in the list beside the map. */
export function HexMap({ tile, classes, worst, place, decimals }: Props) {
  const { t, title, whole } = useText()
  const rank = new Map(worst.map(({ unit }, index) => [unit, index + 1]))
  const { onKeyDown, linkOf } = useRoving(
    tile.cells.map(({ unit }) => unit),
    onPlane,
  )
  const wording = ({ name, value, state, estimate }: Cell) =>
    t('communes.cell', {
      name,
      value: value === null ? t(`state.${state}`) : `${estimate ? '≈ ' : ''}${whole(value, tile.unit, decimals)}`,
    })

  return (
    <svg className="hexes" aria-label={title(tile.title)} onKeyDown={onKeyDown}>
      <g transform={`translate(${place.x} ${place.y}) scale(${place.scale})`}>
        {tile.cells.map((cell) => {
          const { x, y } = middleOf(cell)
          const kind = classOf(cell, classes)
          const number = rank.get(cell.unit)
          return (
            <g
              key={cell.unit}
              className="hex"
              data-unit={cell.unit}
              data-value={cell.value ?? ''}
              data-class={kind ?? 'missing'}
              transform={`translate(${x} ${y})`}
            >
              <ProofLink className="hex-open" question={{ indicator: tile.indicator, unit: cell.unit }} {...linkOf(cell.unit)}>
                <title>{wording(cell)}</title>
                <polygon points={HEXAGON} />
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
