import { useText } from '../../text/use-text.ts'
import { Mark } from '../../ui/Mark.tsx'
import { defineTile, type TileProps } from '../kind.ts'
import { TileFrame } from '../TileFrame.tsx'

/** In place of a tile that visitors, or who is signed in, may not see. What it says never came here. */
function Withheld({ tile, trust, place }: TileProps<'withheld'>) {
  const { t, title } = useText()
  return (
    <TileFrame
      tile={tile.id}
      title={title(tile.title)}
      trust={trust}
      mark={<Mark tone="suppressed">{t(`visitors.withheld.${tile.why}`)}</Mark>}
    >
      {place === 'grid' && <p className="tile-nothing">{t(`visitors.withheldHelp.${tile.why}`)}</p>}
    </TileFrame>
  )
}

export default defineTile({
  kind: 'withheld',
  trust: () => ({ state: 'suppressed', level: null, lateBy: 0, simulated: false, receivedAt: null }),
  View: Withheld,
})
