import { escaped } from './sheets.ts'

/** Which rows of a table are taken, by what stands in one of their cells. */
export type Want =
  | { kind: 'ordinal' }
  | { kind: 'filled' }
  | { kind: 'words' | 'notWords'; words: string }
  | { kind: 'pattern'; pattern: string }

const ORDINAL = '^\\d+$'
const FILLED = '\\S'

export function likeOf(want: Want): string {
  if (want.kind === 'ordinal') return ORDINAL
  if (want.kind === 'filled') return FILLED
  if (want.kind === 'pattern') return want.pattern
  const words = want.words
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean)
  if (words.length === 0) return FILLED
  const any = `(${words.map(escaped).join('|')})`
  return want.kind === 'words' ? `^${any}$` : `^(?!${any}$)`
}

export function wantOf(like: string): Want {
  if (like === ORDINAL) return { kind: 'ordinal' }
  if (like === FILLED) return { kind: 'filled' }
  const [, isNot, inner] = /^\^(\(\?!)?\((.*)\)\$\)?$/.exec(like) ?? []
  if (inner === undefined) return { kind: 'pattern', pattern: like }
  const words = inner.split(/(?<!\\)\|/).map((word) => word.replace(/\\(.)/g, '$1'))
  return { kind: isNot === undefined ? 'words' : 'notWords', words: words.join(', ') }
}
