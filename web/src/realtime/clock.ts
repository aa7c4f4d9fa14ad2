import { useSyncExternalStore } from 'react'
import { nextOffset } from './offset.ts'

// One ticker for the whole wall, on the second of the server's clock, so every age and the big clock move together.

let samples: number[] = []
let offset = 0
let now = Date.now()
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

export function setClock(serverAt: number) {
  ;({ samples, offset } = nextOffset(samples, serverAt, Date.now()))
}

/** The server's time, as well as we know it. */
const serverNow = (): number => Date.now() + offset

/** The server's time of an instant of this machine. */
export const toServerTime = (clientAt: number): number => clientAt + offset

/** The server's time, once a second. `read` narrows it, so that a component is drawn again only when its text changes. */
export function useNow<T extends string | number | boolean | null>(read: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => read(now))
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  if (listeners.size === 1) tick()
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) clearTimeout(timer)
  }
}

function tick() {
  now = serverNow()
  for (const listener of listeners) listener()
  timer = setTimeout(tick, 1_000 - (serverNow() % 1_000) + 5)
}
