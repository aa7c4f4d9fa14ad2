import { fieldsOf } from '@ioc/sql'

type Changes = { path: string; before: string | null; after: string | null }[]

/** What differs between two configurations, leaf by leaf; a list is one leaf, unless its members have ids. */
export function differencesBetween(before: unknown, after: unknown): Changes {
  if (before === null) return []
  const [a, b] = [new Map(leavesOf(before, '')), new Map(leavesOf(after, ''))]
  return [...new Set([...a.keys(), ...b.keys()])]
    .filter((path) => a.get(path) !== b.get(path))
    .sort()
    .map((path) => ({ path, before: a.get(path) ?? null, after: b.get(path) ?? null }))
}

function* leavesOf(value: unknown, path: string): Generator<[string, string]> {
  // An empty list is something that can be said; of what has no members nothing else is left to say.
  const members = Array.isArray(value) && value.length === 0 ? null : fieldsOf(value)
  if (members === null) {
    yield [path, typeof value === 'string' ? value : JSON.stringify(value)]
    return
  }
  for (const [name, inner] of Object.entries(members)) yield* leavesOf(inner, path === '' ? name : `${path}.${name}`)
}
