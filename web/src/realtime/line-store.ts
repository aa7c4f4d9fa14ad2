import { useSyncExternalStore } from 'react'
import type { Line } from './connection.ts'

let line: Line = { connected: false, openedAt: Date.now(), disconnectedAt: null, lastPulseAt: null }
const listeners = new Set<() => void>()

export const readLine = (): Line => line

export function changeLine(change: Partial<Line>) {
  line = { ...line, ...change }
  for (const listener of listeners) listener()
}

export const useLine = (): Line => useSyncExternalStore(subscribe, readLine)

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
