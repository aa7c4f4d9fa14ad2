import { useSyncExternalStore } from 'react'

/** What a canvas needs of tokens.css, in pixels of this screen. Pure options take it as an argument. */
export interface Theme {
  rem: number
  font: string
  foot: number
  text: string
  secondary: string
  line: string
  slate: string
  panel: string
  series: readonly string[]
  /** Of maps, from little to much. */
  map: readonly string[]
  good: string
  watch: string
  warn: string
  critical: string
}

let current: Theme | undefined
const listeners = new Set<() => void>()

/** Read again when the screen changes size or a font arrives, since a canvas does not follow either by itself. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, () => (current ??= readTheme()))
}

function subscribe(listener: () => void) {
  if (listeners.size === 0) {
    window.addEventListener('resize', refresh)
    document.fonts.addEventListener('loadingdone', refresh)
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    window.removeEventListener('resize', refresh)
    document.fonts.removeEventListener('loadingdone', refresh)
  }
}

function refresh() {
  current = readTheme()
  for (const listener of listeners) listener()
}

function readTheme(): Theme {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(name).trim()
  const rem = Number.parseFloat(style.fontSize)
  return {
    rem,
    font: token('--font'),
    foot: Number.parseFloat(token('--size-foot')) * rem,
    text: token('--text'),
    secondary: token('--secondary'),
    line: token('--line'),
    slate: token('--slate'),
    series: [token('--blue'), token('--green'), token('--lilac'), token('--secondary')],
    panel: token('--panel'),
    map: [1, 2, 3, 4, 5].map((step) => token(`--map-${step}`)),
    good: token('--good'),
    watch: token('--watch'),
    warn: token('--warn'),
    critical: token('--critical'),
  }
}
