import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()

/** The query string of this page, followed as it changes. */
export const useSearch = (): string => useSyncExternalStore(subscribe, () => location.search)

/** The path of this page, followed as it changes. */
export const usePath = (): string => useSyncExternalStore(subscribe, () => location.pathname)

/** Moves to another query string of this page, or to another path too; the way back leads here unless it is `replace`d. */
export function go(search: string, how: 'push' | 'replace' = 'push', path = location.pathname) {
  const url = `${path}${search}`
  if (how === 'push') history.pushState(null, '', url)
  else history.replaceState(null, '', url)
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  window.addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('popstate', listener)
  }
}
