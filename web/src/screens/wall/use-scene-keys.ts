import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { pathOf, sceneAt, toScene } from '../../address/address.ts'
import { go } from '../../address/use-address.ts'
import { scenesQuery } from '../../api/scene.ts'
import { wallNow } from '../../realtime/clock.ts'
import { isOverlaid, isShortcut } from '../../ui/shortcut.ts'

const STEPS: Record<string, number> = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }
const KNOWN_FOR_MS = 60_000

/** Arrows and page keys lead to the next scene and the one before, round and round. Inside a map or a table arrows lead from part to part. */
export function useSceneKeys() {
  const cache = useQueryClient()
  useEffect(() => {
    const step = async (by: number) => {
      const { scenes } = await cache.fetchQuery({ ...scenesQuery(), staleTime: KNOWN_FOR_MS })
      const at = scenes.findIndex(({ id }) => id === sceneAt(location.pathname))
      const next = at < 0 ? scenes[0] : scenes[(at + by + scenes.length) % scenes.length]
      if (next) showScene(next.id)
    }
    const press = (event: KeyboardEvent) => {
      const { key, target } = event
      const by = STEPS[key]
      if (by === undefined || event.defaultPrevented || isOverlaid()) return
      const isPage = key.startsWith('Page')
      if (isPage ? event.ctrlKey || event.metaKey || event.altKey : !isShortcut(event)) return
      if (!isPage && target instanceof Element && target.closest('[data-roving]')) return
      event.preventDefault()
      step(by).catch(console.error)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [cache])
}

export function showScene(scene: string) {
  go(toScene(location.search, wallNow()), 'push', pathOf(scene))
}
