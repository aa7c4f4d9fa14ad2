import { useText } from '../text/use-text.ts'
import './movement.css'

/** How many places something moved in a list since a week before, positive towards its top: quiet, for whether that is good the bar says. */
export function Movement({ places }: { places: number }) {
  const { t, number } = useText()
  const way = places > 0 ? 'up' : places < 0 ? 'down' : 'same'
  const count = Math.abs(places)
  const words = t(`moved.${way}`, { count })
  return (
    <span className="movement" role="img" aria-label={words} title={words} data-way={way}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path d={OUTLINES[way]} fill="currentColor" />
      </svg>
      <span>{way !== 'same' && number(count)}</span>
    </span>
  )
}

const OUTLINES = { up: 'M10 2 18.5 17h-17Z', down: 'M10 18 1.5 3h17Z', same: 'M3 8.8h14v2.4H3Z' }
