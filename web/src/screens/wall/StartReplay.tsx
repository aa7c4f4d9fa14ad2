import { withReplay } from '../../address/address.ts'
import { go } from '../../address/use-address.ts'
import { wallNow } from '../../realtime/clock.ts'
import { useText } from '../../text/use-text.ts'

const DAY_MS = 86_400_000
const SPEED = 600

/** The last day again, ten minutes a second. */
export function StartReplay() {
  const { t } = useText()
  return (
    <button
      type="button"
      className="header-icon"
      title={t('replay.start')}
      aria-label={t('replay.start')}
      onClick={() => go(withReplay(location.search, { at: wallNow() - DAY_MS, speed: SPEED }))}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M4.5 4.5v5h5M4.9 9.5a8 8 0 1 1-.9 4.2M12 8v4.6l3.2 1.9" />
      </svg>
    </button>
  )
}
