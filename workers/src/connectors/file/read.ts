import { setTimeout as sleep } from 'node:timers/promises'
import type { Connector, Cursor } from '../connector.ts'
import type { FileConfig } from './config.ts'
import { type Found, listFiles } from './list.ts'
import { pageFromFile } from './page.ts'

/**
 * New and changed files of a folder, oldest first, one page each; the folder itself is never touched. The cursor holds
 * the stamp of every file read, and forgets files that are gone.
 */
export const read: Connector<FileConfig>['read'] = async function* (config, cursor, { signal }) {
  const files = await settled(config, cursor ?? {}, signal)
  const known: Cursor = {}
  for (const { name, stamp } of files.all) if (cursor?.[name] === stamp) known[name] = stamp
  for (const [index, file] of files.ready.entries()) {
    signal.throwIfAborted()
    known[file.name] = file.stamp
    const page = await pageFromFile(file.path, { name: file.name, next: { ...known } })
    yield { ...page, remaining: files.ready.length - index }
  }
}

/** Files not read before whose stamp holds still; a file still being copied waits for the next look. */
async function settled(config: FileConfig, cursor: Cursor, signal: AbortSignal): Promise<{ all: Found[]; ready: Found[] }> {
  const before = await listFiles(config)
  const fresh = before.filter(({ name, stamp }) => cursor[name] !== stamp)
  if (fresh.length === 0) return { all: before, ready: [] }
  await sleep(config.settleSeconds * 1000, undefined, { signal })
  const after = await listFiles(config)
  const stamps = new Map(fresh.map(({ name, stamp }) => [name, stamp]))
  return { all: after, ready: after.filter(({ name, stamp }) => stamps.get(name) === stamp) }
}
