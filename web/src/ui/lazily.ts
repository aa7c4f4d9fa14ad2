import { type ComponentType, lazy } from 'react'

const RELOADED = 'ioc-reloaded-at'
const AGAIN_AFTER_MS = 60_000

/**
 * A part of the page fetched when it is first needed. A wall stays open for months: the server may have been renewed since,
 * and the part this page knows be gone. The page then starts anew, once; its address says what was asked.
 */
export function lazily<P>(load: () => Promise<{ default: ComponentType<P> }>) {
  return lazy(() =>
    load().catch((error: unknown) => {
      if (Date.now() - Number(sessionStorage.getItem(RELOADED)) < AGAIN_AFTER_MS) throw error
      sessionStorage.setItem(RELOADED, String(Date.now()))
      location.reload()
      return new Promise<never>(() => {})
    }),
  )
}
