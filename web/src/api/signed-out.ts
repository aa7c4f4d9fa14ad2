import { isDisplay } from './display.ts'

// Whether the server said that nobody is signed in here, or no longer, whatever asked it: a request or a socket.

let isOut = false
const listeners = new Set<() => void>()

export const isSignedOut = (): boolean => isOut

export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function signedOut(is: boolean): void {
  if (is === isOut || isDisplay()) return
  isOut = is
  for (const listener of listeners) listener()
}
