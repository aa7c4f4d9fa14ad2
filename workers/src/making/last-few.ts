/**
 * Keeps the last few answers of a slow question, the one asked for longest ago going first, none longer than said. One that
 * failed is asked again.
 */
export function lastFew<T>(most: number, forMs = Number.POSITIVE_INFINITY) {
  const kept = new Map<string, { answer: Promise<T>; since: number }>()
  return (key: string, ask: () => Promise<T>): Promise<T> => {
    const known = kept.get(key)
    kept.delete(key)
    const now = performance.now()
    const fresh = known && now - known.since <= forMs ? known : { answer: ask(), since: now }
    kept.set(key, fresh)
    fresh.answer.catch(() => kept.get(key) === fresh && kept.delete(key))
    const [oldest] = kept.keys()
    if (kept.size > most && oldest !== undefined) kept.delete(oldest)
    return fresh.answer
  }
}
