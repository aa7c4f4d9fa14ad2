import type { Scene } from '@ioc/server/contract'
import { useEffect } from 'react'
import { fullOf, withFull } from '../../address/address.ts'
import { go, useSearch } from '../../address/use-address.ts'

type Place = Scene['places'][number]

/** Never so large that a title no longer fits. */
const MOST = 2.4

/**
 * The place that fills the wall, if one does: `f` on a tile fills it, `f` again or Escape gives the others back. Everything on it is drawn larger by as
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
    const press = ({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent) => {
      if (ctrlKey || metaKey || altKey || !(target instanceof HTMLElement) || target.closest('input, select, textarea')) return
      const on = target.closest<HTMLElement>('[data-tile]')?.dataset.tile
      if (full && (key === 'f' || key === 'Escape')) go(withFull(location.search, null))
      else if (key === 'f' && on) go(withFull(location.search, on))
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [full])
  return full
}
