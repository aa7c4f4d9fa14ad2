const REMEMBERED = 8

/**
 * How far the server's clock is ahead of ours. A pulse is late by its journey and never early, so among the last few
 * the one that makes the server look furthest ahead travelled least.
 */
export function nextOffset(
  samples: readonly number[],
  serverAt: number,
  clientAt: number,
): { samples: number[]; offset: number } {
  const kept = [...samples, serverAt - clientAt].slice(-REMEMBERED)
  return { samples: kept, offset: Math.max(...kept) }
}
