import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** A declaration of a pack: the n-th that carries the id, or the words it holds. */
export interface Place {
  section: 'measures' | 'indicators' | 'targets' | 'tiles'
  id: string
  nth?: number
  text?: string
}

/** Where a domain folder declares something, for whoever has to mend it: sql/domains/dossiers/index.ts:53. */
export function locateIn(folder: string): (place: Place) => string {
  return (place) => {
    const line = lineOf(readFileSync(join(folder, 'index.ts'), 'utf8'), place)
    return `sql/domains/${basename(folder)}/index.ts${line ? `:${line}` : ''}`
  }
}

/** Looks for words, as a reader would: the pack is TypeScript, and by the time it is checked its lines are gone. */
function lineOf(source: string, { section, id, nth = 0, text }: Place): number | null {
  const start = source.search(new RegExp(`(?<=^\\s*)${section}:`, 'm'))
  const key = section === 'targets' ? 'indicator' : 'id'
  let at = nthIndexOf(source, `${key}: '${id}'`, start, nth)
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
