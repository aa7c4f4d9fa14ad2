import type { SeenField } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { columnLetters } from './read/sheets.ts'

/** What a source prints over its columns, in place of the keys they are read by. */
export interface Headings {
  of(path: string): string
  /** A sentence that quotes columns by their keys, as its reader knows them. */
  within(sentence: string): string
}

export function headingsIn(
  fields: Pick<SeenField, 'path' | 'heading'>[],
  said: (field: Pick<SeenField, 'path' | 'heading'>) => string = ({ heading }) => heading,
): Headings {
  const other = fields
    .map((field) => ({ path: field.path, heading: said(field) }))
    .filter(({ path, heading }) => heading !== path)
  const byPath = new Map(other.map(({ path, heading }) => [path, heading]))
  return {
    of: (path) => byPath.get(path) ?? path,
    within: (sentence) => other.reduce((text, { path, heading }) => text.replaceAll(`«${path}»`, `«${heading}»`), sentence),
  }
}

/** What reading each figure as a record adds to it. */
const MADE = ['item', 'period', 'beside', 'amount'] as const
type Made = (typeof MADE)[number]

export function isMade(name: string): name is Made {
  return (MADE as readonly string[]).includes(name)
}

/** What a column is called to its reader: as printed, by its letter where nothing is printed over it, or what it was made as. */
export function useHeading(isWide: boolean): (field: Pick<SeenField, 'path' | 'heading'>) => string {
  const { t } = useText()
  return ({ path, heading }) => {
    const blank = /^cot_(\d+)$/.exec(heading)?.[1]
    if (blank !== undefined) return t('make.blankColumn', { letter: columnLetters(Number(blank) - 1) })
    return isWide && isMade(path) ? t(`make.read.made.${path}`) : heading
  }
}
