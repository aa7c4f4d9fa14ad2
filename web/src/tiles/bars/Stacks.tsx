import type { TileOf } from '@ioc/server/contract'
import { useText } from '../../text/use-text.ts'
import { useTheme } from '../../theme/tokens.ts'
import { fillOf, stackColour } from './option.ts'

/** The stacks by name, bottom to top, each with its colour and fill. */
export function Stacks({ tile }: { tile: TileOf<'bars'> }) {
  const { title } = useText()
  const theme = useTheme()
  return tile.stacks.map(({ key, title: name }, index) => (
    <span key={key} className="bars-stack">
      <svg viewBox="0 0 10 10" aria-hidden="true">
        <rect
          className="bars-swatch"
          data-fill={fillOf(index)}
          x="1"
          y="1"
          width="8"
          height="8"
          style={{ color: stackColour(key, index, theme) }}
        />
      </svg>
      {title(name)}
    </span>
  ))
}
