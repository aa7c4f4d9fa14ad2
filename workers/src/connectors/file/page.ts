import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { Cursor, RawPage } from '../connector.ts'

/** A file on this machine as a page. Opened only when read, and again each time it is. */
export async function pageFromFile(
  path: string,
  { name = basename(path), next = null }: { name?: string; next?: Cursor | null } = {},
): Promise<RawPage> {
  const { mtime } = await stat(path)
  const mediaType = MEDIA_TYPES[extname(path).toLowerCase()]
  return {
    body: { [Symbol.asyncIterator]: () => createReadStream(path)[Symbol.asyncIterator]() },
    name,
    ...(mediaType && { mediaType }),
    sourceAsOf: mtime,
    next,
  }
}

const MEDIA_TYPES: Record<string, string> = {
  '.csv': 'text/csv',
  '.txt': 'text/plain',
  '.json': 'application/json',
  '.xml': 'application/xml',
  '.xls': 'application/vnd.ms-excel',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}
