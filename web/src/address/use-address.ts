import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()

/** The query string of this page, followed as it changes. */
export const useSearch = (): string => useSyncExternalStore(subscribe, () => location.search)

/** Moves to another query string of this page; the way back leads here unless it is `replace`d. */
export function go(search: string, how: 'push' | 'replace' = 'push') {
  const url = `${location.pathname}${search}`
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
