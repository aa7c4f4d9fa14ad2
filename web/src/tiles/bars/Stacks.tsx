import type { TileOf } from '@ioc/server/contract'
import { useText } from '../../text/use-text.ts'
import { useTheme } from '../../theme/tokens.ts'
import { stackColour } from './option.ts'

/** The stacks by name, bottom to top, each with its colour. */
export function Stacks({ tile }: { tile: TileOf<'bars'> }) {
  const { title } = useText()
  const theme = useTheme()
  return tile.stacks.map(({ key, title: name }, index) => (
    <span key={key} className="bars-stack">
      <svg viewBox="0 0 10 10" aria-hidden="true">
        <rect width="10" height="10" rx="2" fill={stackColour(key, index, theme)} />
      </svg>
      {title(name)}
    </span>
  ))
}
