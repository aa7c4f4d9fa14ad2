import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where Linux keeps files in memory: a database has seven hundred, and on a disk making them takes ten times as long. */
const IN_MEMORY = '/dev/shm'
const BYTES_NEEDED = 4 * 1024 ** 3
const OURS = 'ioc-test-'

/** A new folder for databases: in memory where there is enough of it, on the disk where not. */
export function folderForDatabases(): string {
  return mkdtempSync(join(isMemoryEnough() ? IN_MEMORY : tmpdir(), `${OURS}${process.pid}-`))
}

function isMemoryEnough(): boolean {
  if (!existsSync(IN_MEMORY)) return false
  // A run killed with -9 left its own; a server whose folder is gone ends by itself.
  for (const name of readdirSync(IN_MEMORY)) {
    const [pid] = name.startsWith(OURS) ? name.slice(OURS.length).split('-') : []
    if (pid && !existsSync(`/proc/${pid}`)) rmSync(join(IN_MEMORY, name), { recursive: true, force: true })
  }
  const { bavail, bsize } = statfsSync(IN_MEMORY)
  return Math.min(bavail * bsize, process.availableMemory()) >= BYTES_NEEDED
}
