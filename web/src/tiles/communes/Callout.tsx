import type { TileOf } from '@ioc/server/contract'
import { useText } from '../../text/use-text.ts'
import { useTheme } from '../../theme/tokens.ts'
import { Digits } from '../../ui/Digits.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { type Size, useSize } from '../../ui/use-size.ts'
import './callout.css'
import type { Cell } from './option.ts'
import type { Point } from './outlines.ts'
import type { Frame } from './place.ts'
import { placeCallout } from './place-callout.ts'

interface Props {
  tile: TileOf<'communes'>
  cell: Cell
  at: Point
  area: Size
  /** The list and the legend. */
  words: readonly Frame[]
  /** Those past a threshold or in the list. */
  units: readonly Frame[]
  land: readonly Frame[]
  /** Somebody asked for it: then it stands over the map where it must. */
  isChosen: boolean
  decimals: number
}

const GAP_REM = 6
const RANK_REM = 2.8
/** A small map has no room beside its units: more of it than this, of the callout’s own size, is worth more than what the list says too. */
const MOST_HIDDEN = 0.1

/** The unit in the light: name, number, state, and the whole province to see it against. Those who listen have it from the unit’s own link. */
export function Callout({ tile, cell, at, area, words, units, land, isChosen, decimals }: Props) {
  const { t, whole } = useText()
  const { rem } = useTheme()
  const [ref, size] = useSize<HTMLDivElement>()
  const { x, y, end, hides } = placeCallout(at, size, area, { words, units, land }, GAP_REM * rem)
  const isHidden = size.width === 0 || size.height > area.height || (!isChosen && hides > MOST_HIDDEN)
  // Not from the middle: there stands the unit’s rank.
  const from = Math.min(1, (RANK_REM * rem) / Math.max(1, Math.hypot(end.x - at.x, end.y - at.y)))
  const { name, value, state, level, estimate } = cell
  const say = (of: number) => whole(of, tile.unit, decimals)
  return (
    <div
      className="callout-layer"
      aria-hidden="true"
      data-lit={cell.unit}
      style={{ visibility: isHidden ? 'hidden' : undefined }}
    >
      <svg className="callout-line" aria-hidden="true">
        <line x1={at.x + (end.x - at.x) * from} y1={at.y + (end.y - at.y) * from} x2={end.x} y2={end.y} />
      </svg>
      <div
        ref={ref}
        className="callout"
        style={{
          transform: `translate(${x}px, ${y}px)`,
          maxWidth: area.width,
        }}
      >
        <div className="callout-inside">
          <p className="callout-name">{name}</p>
          <p className="callout-value">
            {value === null ? t(`state.${state}`) : <Digits text={`${estimate ? '≈ ' : ''}${say(value)}`} />}
            {value !== null && level !== null && <Mark tone={level}>{t(`level.${level}`)}</Mark>}
          </p>
          {tile.total.value !== null && <p className="callout-beside">{t('communes.total', { value: say(tile.total.value) })}</p>}
        </div>
      </div>
    </div>
  )
}
