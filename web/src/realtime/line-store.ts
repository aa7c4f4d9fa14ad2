import { useSyncExternalStore } from 'react'
import type { Line } from './connection.ts'

interface Held extends Line {
  /** How far the versions of scenes have got, by the last pulse. */
  layouts: number
}

let line: Held = { connected: false, openedAt: Date.now(), disconnectedAt: null, lastPulseAt: null, layouts: 0 }
const listeners = new Set<() => void>()

export const readLine = (): Held => line

export function changeLine(change: Partial<Held>) {
  line = { ...line, ...change }
  for (const listener of listeners) listener()
}

export const useLine = (): Line => useSyncExternalStore(followLine, readLine)

/** Calls whenever anything of the line changes; returns how to stop. */
export function followLine(listener: () => void) {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
