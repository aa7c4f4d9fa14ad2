import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { RawPage } from '../connector.ts'
import { mediaTypeOf } from '../media-types.ts'

/** A file on this machine as a page. Opened only when read, and again each time it is. */
export async function pageFromFile(path: string, { name = basename(path) }: { name?: string } = {}): Promise<RawPage> {
  const { mtime } = await stat(path)
  return {
    body: { [Symbol.asyncIterator]: () => createReadStream(path)[Symbol.asyncIterator]() },
    name,
    ...mediaTypeOf(path),
    sourceAsOf: mtime,
    next: null,
  }
}
