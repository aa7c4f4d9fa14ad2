import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Database } from '../db.ts'

const decompress = promisify(gunzip)

/** The bytes of a stored page, a chunk at a time, exactly as they were received. */
export async function* openPage({ db }: Database, pageId: number): AsyncGenerator<Uint8Array> {
  for (let n = 0; ; n++) {
    const chunk = await db
      .selectFrom('page_chunk')
      .select('body')
      .where('page_id', '=', pageId)
      .where('n', '=', n)
      .executeTakeFirst()
    if (!chunk) return
    yield await decompress(chunk.body)
  }
}
