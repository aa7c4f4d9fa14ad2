import { replayOf } from '../address/address.ts'
import { useSearch } from '../address/use-address.ts'
import { useText } from '../text/use-text.ts'

/** In place of a picture: nothing occurred, or nobody has told. What had not been told by a moment of the past never will be. */
export function Nothing({ isZero = false }: { isZero?: boolean }) {
  const { t } = useText()
  const isPast = replayOf(useSearch()) !== null
  return <p className="tile-nothing">{t(isZero ? 'state.zero' : isPast ? 'tile.nothingThen' : 'tile.nothing')}</p>
}
