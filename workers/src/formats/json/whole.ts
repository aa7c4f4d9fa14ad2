/**
 * The list at the end of a way of names in a sound JSON text; null where it is not sound, has no list there, may have it twice, or
 * lies deeper than `maxDepth`: then whoever reads it piece by piece says what is wrong.
 */
export function listIn(text: string, keys: readonly string[], maxDepth: number): unknown[] | null {
  if (keys.some((key) => isNamedTwice(text, key))) return null
  let value: unknown
  try {
    value = JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text)
  } catch {
    return null
  }
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, key)) return null
    value = (value as Record<string, unknown>)[key]
  }
  return Array.isArray(value) && isWithin(value, maxDepth - keys.length) ? value : null
}

/** Of two fields of one name a parser keeps the last, and what stood in the first would be gone. */
function isNamedTwice(text: string, key: string): boolean {
  const name = JSON.stringify(key)
  const first = text.indexOf(name)
  return first >= 0 && text.indexOf(name, first + 1) >= 0
}

function isWithin(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (depth === 0) return false
  if (Array.isArray(value)) return value.every((each) => isWithin(each, depth - 1))
  for (const name in value) if (!isWithin((value as Record<string, unknown>)[name], depth - 1)) return false
  return true
}
