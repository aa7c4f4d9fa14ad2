import { isBlank } from '../values/parsed.ts'
import { foldName } from '../values/text.ts'

/** The first of several paths that leads to something, and which it was. */
export function pick(value: Record<string, unknown>, paths: readonly string[]): { path: string; value: unknown } | undefined {
  for (const path of paths) {
    const found = follow(value, path)
    if (found !== undefined && found !== null && !(typeof found === 'string' && isBlank(found))) return { path, value: found }
  }
  return undefined
}

/** Paths come from feeds' settings and are asked of every record; names printed in files are not kept. */
const foldedPaths = new Map<string, string>()
const MOST_PATHS = 10_000

function foldedPath(path: string): string {
  const known = foldedPaths.get(path)
  if (known !== undefined) return known
  const name = foldName(path)
  if (foldedPaths.size < MOST_PATHS) foldedPaths.set(path, name)
  return name
}

/** `a.b` is the key «a.b» where there is one, else b within a. A name as printed finds the column it was folded to. */
export function follow(value: unknown, path: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  if (Object.hasOwn(value, path)) return (value as Record<string, unknown>)[path]
  const folded = foldedPath(path)
  if (Object.hasOwn(value, folded)) return (value as Record<string, unknown>)[folded]
  const dot = path.indexOf('.')
  if (dot < 0) return undefined
  const head = path.slice(0, dot)
  return Object.hasOwn(value, head) ? follow((value as Record<string, unknown>)[head], path.slice(dot + 1)) : undefined
}
