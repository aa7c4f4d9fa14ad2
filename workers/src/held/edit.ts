import { readToken } from '@ioc/sql'
import { isPersonal } from '../making/infer.ts'
import type { Mapping } from '../mapping/mapping.ts'
import { follow } from '../mapping/pick.ts'
import { foldName } from '../values/text.ts'

/** The columns of a source that its mapping reads, each with the fields of ours it fills; what lies in lists is left out. */
export function columnsOf(map: Mapping): { column: string; fields: string[] }[] {
  const columns = new Map<string, string[]>()
  for (const [name, field] of Object.entries(map)) {
    if ('each' in field) continue
    const by = typeof field.scale === 'object' && field.scale.by !== undefined ? [field.scale.by] : []
    for (const column of new Set([...(field.from ?? []), ...(field.join?.with ?? []), ...by]))
      columns.set(column, [...(columns.get(column) ?? []), name])
  }
  return [...columns].map(([column, fields]) => ({ column, fields }))
}

/** What a person changes: a column as the mapping names it → the new text; an empty one is a blank. */
export type Edits = Record<string, string>

/** The record with the edits in it, where its mapping will find them. */
export function withEdits(record: Record<string, unknown>, edits: Edits): Record<string, unknown> {
  const edited = structuredClone(record)
  for (const [column, text] of Object.entries(edits)) put(edited, column, text)
  return edited
}

/** Writes where `follow` reads: the key as it stands, else folded, else within. */
function put(value: Record<string, unknown>, path: string, text: string): void {
  const key = [path, foldName(path)].find((name) => Object.hasOwn(value, name))
  const dot = path.indexOf('.')
  const within = dot < 0 ? undefined : value[path.slice(0, dot)]
  if (key === undefined && typeof within === 'object' && within !== null) {
    put(within as Record<string, unknown>, path.slice(dot + 1), text)
  } else value[key ?? path] = text
}

/** What else stands in a record beside the columns read of it, as whoever looks for it in its file would see it; what points at a person is left out. */
export function besideIn(record: Record<string, unknown>, columns: string[]): string[] {
  const read = new Set(columns.flatMap((column) => [column, foldName(column), column.split('.')[0]]))
  return Object.entries(record).flatMap(([name, value]) => {
    const isText = typeof value === 'string' || typeof value === 'number'
    const isShown = isText && !read.has(name) && !isPersonal(name, [value]) && !readToken(value)
    return isShown && String(value).trim() !== '' ? [String(value)] : []
  })
}

/** What a column of a record says, as text for a person. */
export function textIn(record: Record<string, unknown>, column: string): string {
  const found = follow(record, column)
  if (found === undefined || found === null) return ''
  return typeof found === 'object' ? JSON.stringify(found) : String(found)
}
