import type { SeenField } from '@ioc/server/contract'

/** What a source prints over its columns, in place of the keys they are read by. */
export interface Headings {
  of(path: string): string
  /** A sentence that quotes columns by their keys, as its reader knows them. */
  within(sentence: string): string
}

export function headingsIn(fields: Pick<SeenField, 'path' | 'heading'>[]): Headings {
  const other = fields.filter(({ path, heading }) => heading !== path)
  const byPath = new Map(other.map(({ path, heading }) => [path, heading]))
  return {
    of: (path) => byPath.get(path) ?? path,
    within: (sentence) => other.reduce((text, { path, heading }) => text.replaceAll(`«${path}»`, `«${heading}»`), sentence),
  }
}
