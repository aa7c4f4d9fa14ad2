import type { Painted } from '@ioc/server/contract'
import { serverNow } from './clock.ts'

const SELDOM_MS = 1_000

let last = Number.NEGATIVE_INFINITY

/**
 * For a state that is part of a trace: answers what to call once it is held, which says when it was painted. At most one a second, however many
 * are followed: a wall that speaks more often is taken for a flood.
 */
export function followed(traceparent: string | undefined, say: (painted: Painted) => void): () => void {
  if (traceparent === undefined || performance.now() - last < SELDOM_MS) return () => {}
  last = performance.now()
  const receivedAt = serverNow()
  // What is held is drawn by the second frame from now; whatever waits behind that frame comes after its paint.
  return () =>
    requestAnimationFrame(() =>
      requestAnimationFrame(() => setTimeout(() => say({ traceparent, receivedAt, paintedAt: serverNow() }))),
    )
}
