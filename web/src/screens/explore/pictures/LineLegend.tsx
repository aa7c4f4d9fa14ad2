import { useText } from '../../../text/use-text.ts'
import type { Cube } from '../cube.ts'
import { useDeskTheme } from '../theme.ts'
import type { View } from '../view.ts'
import { colourOf, dashOf, linesOf } from './lines.ts'
import './legend.css'

/** More are told apart by pointing at them alone. */
const MOST_NAMED = 12
const SWATCH = { width: 28, height: 10, middle: 5 }

interface Props {
  cube: Cube
  picked: readonly string[]
  compare?: View['compare']
}

/** Which line is whose, of those that stand out of the others, and what stands beside them. */
export function LineLegend({ cube, picked, compare = null }: Props) {
  const say = useText()
  const theme = useDeskTheme()
  const named = linesOf(cube, picked, say).flatMap(({ id, name, colour }) => (colour === null ? [] : [{ id, name, colour }]))
  if (named.length < 2 && compare === null && cube.rows.length < 2) return null
  return (
    <ul className="line-legend">
      {named.slice(0, MOST_NAMED).map(({ id, name, colour }) => (
        <li key={id}>
          <svg width={SWATCH.width} height={SWATCH.height} aria-hidden="true">
            <line
              x1="0"
              x2={SWATCH.width}
              y1={SWATCH.middle}
              y2={SWATCH.middle}
              stroke={colourOf(colour, theme)}
              strokeWidth="3"
              strokeDasharray={dashOf(colour, theme).join(' ')}
            />
          </svg>{' '}
          {name}
        </li>
      ))}
      {named.length > MOST_NAMED && <li>{say.t('explore.moreLines', { count: named.length - MOST_NAMED })}</li>}
      {cube.rows.length === 1 && cube.rows[0]?.cells[0]?.some((cell) => cell?.quartiles) && <li>{say.t('explore.peersBand')}</li>}
      {compare !== null && <li>{say.t('explore.thinLines', { beside: say.t(`explore.tableBefore.${compare}`) })}</li>}
    </ul>
  )
}
