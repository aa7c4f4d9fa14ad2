import { useEffect } from 'react'
import { useText } from '../text/use-text.ts'
import { isShortcut } from '../ui/shortcut.ts'
import { setVisitors, useVisitors } from './visitors.ts'

/** A wall nobody has paired stands anywhere: before visitors it shows what anybody may see. */
const ANYWHERE = 'open'

/** `v`, or a press: visitors have come, or have gone. A paired display is told from its desk alone. */
export function VisitorSwitch() {
  const { t } = useText()
  const visitors = useVisitors()
  const isPaired = location.pathname === '/screen'
  const next = visitors === null ? ANYWHERE : null

  useEffect(() => {
    if (isPaired) return
    const press = (event: KeyboardEvent) => {
      if (event.key === 'v' && isShortcut(event)) setVisitors(next).catch(console.error)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [next, isPaired])

  if (isPaired) return null
  return (
    <button
      type="button"
      className="header-icon"
      aria-pressed={visitors !== null}
      aria-label={t('visitors.name')}
      title={t(visitors === null ? 'visitors.begin' : 'visitors.end')}
      onClick={() => setVisitors(next).catch(console.error)}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M9 11a3.5 3.5 0 1 0 0-7a3.5 3.5 0 1 0 0 7M2.5 20a6.5 6.5 0 0 1 13 0M16 4.4a3.5 3.5 0 0 1 0 6.2M18.4 14.4a6.5 6.5 0 0 1 3.1 5.6" />
      </svg>
    </button>
  )
}
