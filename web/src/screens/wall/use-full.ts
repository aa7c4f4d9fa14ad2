import type { Scene } from '@ioc/server/contract'
import { useEffect } from 'react'
import { fullOf, withFull } from '../../address/address.ts'
import { go, useSearch } from '../../address/use-address.ts'
import { isOverlaid, isShortcut } from '../../ui/shortcut.ts'

type Place = Scene['places'][number]

/** Never so large that a title no longer fits. */
const MOST = 2.4

/**
 * The place that fills the wall, if one does: `f` fills it with a tile, `f` again or Escape gives the others back. Everything on it is drawn larger by as
 * much as its place grew.
 */
export function useFull({ columns, rows, places }: Scene): Place | null {
  const asked = fullOf(useSearch())
  const full = places.find(({ tile }) => tile === asked) ?? null
  const enlarged = full ? Math.min(columns / full.width, rows / full.height, MOST) : 1

  useEffect(() => {
    document.documentElement.style.setProperty('--enlarged', String(enlarged))
    window.dispatchEvent(new Event('resize'))
    return () => {
      document.documentElement.style.removeProperty('--enlarged')
    }
  }, [enlarged])

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!isShortcut(event) || isOverlaid() || event.defaultPrevented) return
      const { key } = event
      if (full && (key === 'f' || key === 'Escape')) go(withFull(location.search, null))
      else if (key === 'f') {
        const meant = meantTile()
        if (meant) go(withFull(location.search, meant))
      }
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [full])
  return full
}

/** The tile somebody has come to by keys, else the one under the pointer. What was last clicked keeps the focus, long after the pointer has left it. */
function meantTile(): string | null {
  const at = (state: string) =>
    document.querySelector<HTMLElement>(`[data-tile]:is(${state}, :has(${state}))`)?.dataset.tile ?? null
  return at(':focus-visible') ?? at(':hover') ?? at(':focus')
}
