import { useSyncExternalStore } from 'react'
import { nextOffset } from './offset.ts'
import { type ReplayClock, replayedAt } from './replay-clock.ts'

// One ticker for the whole wall, on the second of the server's clock, so every age and the big clock move together. In a
// replay the wall's clock is another: it starts at a moment of the past and runs as fast as it is told.

let samples: number[] = []
let offset = 0
let replay: ReplayClock | null = null
let now = Date.now()
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

export function setClock(serverAt: number) {
  ;({ samples, offset } = nextOffset(samples, serverAt, Date.now()))
}

/** Lets the wall's clock run from a moment of the past; null puts it back to the server's. */
export function setReplay(start: { at: number; speed: number } | null) {
  replay = start && { ...start, since: serverNow() }
  now = wallNow()
  if (listeners.size === 0) return
  clearTimeout(timer)
  tick()
}

/** The time the wall shows: the server's, or that of its replay, which never passes the server's. */
export const wallNow = (): number => (replay ? replayedAt(replay, serverNow()) : serverNow())

/** The server's time, as well as we know it. */
export const serverNow = (): number => Date.now() + offset

/** The server's time of an instant of this machine. */
export const toServerTime = (clientAt: number): number => clientAt + offset

/** The wall's time, once a second. `read` narrows it, so that a component is drawn again only when its text changes. */
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
  now = wallNow()
  for (const listener of listeners) listener()
  timer = setTimeout(tick, 1_000 - (serverNow() % 1_000) + 5)
}
