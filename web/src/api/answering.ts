// Whether the server answered when it was asked last, whoever asked: a page that waits can say so at once.

let isAnswering = true
const listeners = new Set<() => void>()

export const isServerAnswering = (): boolean => isAnswering

export function onAnswering(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function answered(is: boolean): void {
  if (is === isAnswering) return
  isAnswering = is
  for (const listener of listeners) listener()
}
