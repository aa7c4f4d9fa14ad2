import { useSyncExternalStore } from 'react'

/** What a canvas needs of the desk's tokens, by day or by night, in colours it can paint. Pure options take it as an argument. */
export interface DeskTheme {
  font: string
  size: number
  ground: string
  panel: string
  line: string
  text: string
  secondary: string
  accent: string
  /** Over what is being chosen by dragging. */
  brush: string
  series: readonly string[]
  map: readonly string[]
  watch: string
  warn: string
  critical: string
  simulated: string
}

const byNight = window.matchMedia('(prefers-color-scheme: dark)')
let current: DeskTheme | undefined

/** Read again when the machine goes over to night or back, or a font arrives, since a canvas does not follow by itself. */
export function useDeskTheme(): DeskTheme {
  return useSyncExternalStore(subscribe, () => (current ??= readTheme()))
}

function subscribe(listener: () => void) {
  const refresh = () => {
    current = readTheme()
    listener()
  }
  byNight.addEventListener('change', refresh)
  document.fonts.addEventListener('loadingdone', refresh)
  return () => {
    byNight.removeEventListener('change', refresh)
    document.fonts.removeEventListener('loadingdone', refresh)
  }
}

function readTheme(): DeskTheme {
  const probe = document.createElement('div')
  probe.className = 'desk'
  document.body.append(probe)
  const style = getComputedStyle(probe)
  // A token is a pair of colours until something is painted with it.
  const painted = (value: string) => {
    probe.style.color = value
    return style.color
  }
  const colour = (name: string) => painted(`var(--${name})`)
  const theme: DeskTheme = {
    font: style.getPropertyValue('--font').trim(),
    size: Number.parseFloat(style.getPropertyValue('--desk-small')),
    ground: colour('ground'),
    panel: colour('panel'),
    line: colour('line'),
    text: colour('text'),
    secondary: colour('secondary'),
    accent: colour('accent'),
    brush: painted('color-mix(in srgb, var(--accent) 14%, transparent)'),
    series: [1, 2, 3, 4].map((line) => colour(`series-${line}`)),
    map: [1, 2, 3, 4, 5].map((step) => colour(`map-${step}`)),
    watch: colour('watch'),
    warn: colour('warn'),
    critical: colour('critical'),
    simulated: colour('simulated'),
  }
  probe.remove()
  return theme
}
