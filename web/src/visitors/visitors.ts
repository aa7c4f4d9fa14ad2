import type { Classification, Visitors } from '@ioc/server/contract'
import { useSyncExternalStore } from 'react'
import { sendJson } from '../api/send.ts'
import { manager } from '../realtime/manager.ts'

// Whether visitors stand before this page, and up to which classification it shows while they do. The server withholds the rest: here is only
// kept what it was told. All pages of a browser are told alike.

type Visited = Classification | null

/** Undefined until somebody has said. */
let visitors: Visited | undefined
/** What the server was told last, as far as this page knows. */
let told: Visited | undefined
/** What it is to be told; undefined until somebody has said. */
let wanted: Visited | undefined
let telling: Promise<void> | undefined
const TELL_AGAIN_AFTER_MS = 3_000
const listeners = new Set<() => void>()
const pages = new BroadcastChannel('visitors')
pages.onmessage = ({ data }: MessageEvent<Visitors>) => {
  wanted = data.visitors
  learn(data.visitors)
  change(data.visitors)
}

export const visitorsNow = (): Visited => visitors ?? null

/** What the server says it was told when this page began. */
export function beginWith(now: Visited) {
  told ??= now
  if (visitors === undefined) change(now)
}

/** At once where they come; where they go, once the server knows. What was said last counts, and the server is told until it knows. */
export function setVisitors(now: Visited): Promise<void> {
  wanted = now
  if (now !== null || visitors === undefined) change(now)
  telling ??= tell().finally(() => {
    telling = undefined
  })
  return telling
}

/** The server holds a line to what its browser was known to be before when it called: after that it has to call anew. */
function learn(now: Visited) {
  if (told) manager.engine?.close()
  told = now
}

async function tell(): Promise<void> {
  while (wanted !== undefined && wanted !== told) {
    const now: Visited = wanted
    try {
      await sendJson('/api/visitors', { visitors: now } satisfies Visitors)
    } catch (error) {
      console.error(error)
      await new Promise((done) => setTimeout(done, TELL_AGAIN_AFTER_MS))
      continue
    }
    learn(now)
    pages.postMessage({ visitors: now } satisfies Visitors)
  }
  change(wanted ?? null)
}

export const useVisitors = (): Visited => useSyncExternalStore(subscribe, visitorsNow)

/** Whether the server may be asked: before it knows that visitors are here it would tell all. */
export const useMayAsk = (): boolean => useSyncExternalStore(subscribe, () => visitorsNow() === null || visitors === told)

function change(now: Visited) {
  visitors = now
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
