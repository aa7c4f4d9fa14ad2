import type { TileOf } from '@ioc/server/contract'

export type Item = TileOf<'stream'>['items'][number]

/** Newest first; a story that came twice stands once, as its newest copy. */
export function newestFirst(items: readonly Item[]): Item[] {
  const seen = new Set<string>()
  return items.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at)).filter(({ id }) => !seen.has(id) && seen.add(id))
}
