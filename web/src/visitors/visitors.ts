import { type Classification, Visitors } from '@ioc/server/contract'
import { useSyncExternalStore } from 'react'
import { sendJson } from '../api/send.ts'

// Whether visitors stand before this page, and up to which classification it shows while they do. The server withholds the rest: here is only
// kept what it was told. All pages of a browser are told alike.

type Visited = Classification | null

/** Undefined until somebody has said. */
let visitors: Visited | undefined
/** What the server was told last, as far as this page knows. */
let told: Visited | undefined
const listeners = new Set<() => void>()
const pages = new BroadcastChannel('visitors')
pages.onmessage = ({ data }) => {
  const heard = Visitors.safeParse(data)
  if (!heard.success) return
  told = heard.data.visitors
  change(told)
}

export const visitorsNow = (): Visited => visitors ?? null

/** What the server says it was told when this page began. */
export function beginWith(now: Visited) {
  told ??= now
  if (visitors === undefined) change(now)
}

/** At once where they come; where they go, once the server knows. */
export async function setVisitors(now: Visited): Promise<void> {
  if (now !== null || visitors === undefined) change(now)
  if (now === told) return
  await sendJson('/api/visitors', { visitors: now } satisfies Visitors)
  told = now
  change(now)
  pages.postMessage({ visitors: now } satisfies Visitors)
}

export const useVisitors = (): Visited => useSyncExternalStore(subscribe, visitorsNow)

function change(now: Visited) {
  if (now === visitors) return
  visitors = now
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
