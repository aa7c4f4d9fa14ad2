import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()

/** The path of this page, followed as it changes. */
export const usePath = (): string => useSyncExternalStore(subscribe, () => location.pathname)

export function moveTo(path: string) {
  history.pushState(null, '', `${path}${location.search}`)
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
