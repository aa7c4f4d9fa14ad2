import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** A declaration of a pack: the n-th that carries the id, or the words it holds. */
export interface Place {
  section: 'unitsOfMeasurement' | 'measures' | 'indicators' | 'targets' | 'tiles' | 'paths' | 'personal'
  id: string
  nth?: number
  text?: string
}

/**
 * Where a domain folder declares something, for whoever has to mend it: sql/domains/dossiers/indicators.ts:53. A section that has
 * a file of its name stands there, any other in index.ts.
 */
export function locateIn(folder: string): (place: Place) => string {
  return (place) => {
    const own = `${place.section}.ts`
    const file = existsSync(join(folder, own)) ? own : 'index.ts'
    const line = lineOf(readFileSync(join(folder, file), 'utf8'), place)
    return `sql/domains/${basename(folder)}/${file}${line ? `:${line}` : ''}`
  }
}

/** Looks for words, as a reader would: the pack is TypeScript, and by the time it is checked its lines are gone. */
function lineOf(source: string, { section, id, nth = 0, text }: Place): number | null {
  const start = source.search(new RegExp(`(?<=^\\s*|^export const )${section}:`, 'm'))
  const key = section === 'targets' ? 'indicator' : 'id'
  let at = nthIndexOf(source, section === 'unitsOfMeasurement' ? `${id}: {` : `${key}: '${id}'`, start, nth)
  // Declared by a function of the file's own: reported('budget.revenue', …).
  if (at < 0) at = nthIndexOf(source, `'${id}'`, start, nth)
  if (at < 0) at = start
  if (at < 0) return null
  const inside = text ? source.indexOf(text, at) : -1
  return source.slice(0, inside < 0 ? at : inside).split('\n').length
}

function nthIndexOf(source: string, words: string, start: number, nth: number): number {
  let at = source.indexOf(words, Math.max(start, 0))
  for (let n = 0; n < nth && at >= 0; n++) at = source.indexOf(words, at + 1)
  return at
}
