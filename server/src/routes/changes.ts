type Changes = { path: string; before: string | null; after: string | null }[]

/** What differs between two configurations, leaf by leaf; what is a list is one leaf. */
export function changesBetween(before: unknown, after: unknown): Changes {
  if (before === null) return []
  const [a, b] = [new Map(leavesOf(before, '')), new Map(leavesOf(after, ''))]
  return [...new Set([...a.keys(), ...b.keys()])]
    .filter((path) => a.get(path) !== b.get(path))
    .sort()
    .map((path) => ({ path, before: a.get(path) ?? null, after: b.get(path) ?? null }))
}

function* leavesOf(value: unknown, path: string): Generator<[string, string]> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    yield [path, typeof value === 'string' ? value : JSON.stringify(value)]
    return
  }
  for (const [name, inner] of Object.entries(value)) yield* leavesOf(inner, path === '' ? name : `${path}.${name}`)
}
