import type { TileOf } from '@ioc/server/contract'
import { useText } from '../../text/use-text.ts'
import { useTheme } from '../../theme/tokens.ts'
import { lineColour } from './option.ts'

/** Each line by name in its own colour, beside the title: at the ends of the lines two low values would collide. */
export function Lines({ tile }: { tile: TileOf<'trend'> }) {
  const { title } = useText()
  const theme = useTheme()
  return (
    <span className="trend-lines">
      {tile.series.map(({ indicator, title: name }, index) => (
        <span key={indicator} style={{ color: lineColour(index, theme) }}>
          <svg viewBox="0 0 30 10" aria-hidden="true">
            <path d="M3 5H27" stroke="currentColor" strokeWidth="4" strokeLinecap="round" />
          </svg>
          {title(name)}
        </span>
      ))}
    </span>
  )
}
