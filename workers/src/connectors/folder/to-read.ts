import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { listedFolders } from './may-read.ts'

const DEEP = 2
const MOST = 200

/** Folders of this machine that a feed may read, as a steward writes them, for a list to choose from; not every one deep within. */
export async function foldersToRead(): Promise<string[]> {
  const found: string[] = []
  const home = process.env.IOC_DATA_DIR || '.'
  for (const [path, shown] of [[join(home, 'drop'), 'drop'], ...listedFolders().map((each) => [each, each])] as [
    string,
    string,
  ][])
    await walk(path, shown, 0)
  return found

  async function walk(path: string, shown: string, depth: number): Promise<void> {
    const entries = await readdir(path, { withFileTypes: true }).catch(() => null)
    if (entries === null || found.length >= MOST) return
    found.push(shown)
    if (depth === DEEP) return
    const within = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name)
    for (const name of within.sort()) await walk(join(path, name), `${shown}/${name}`, depth + 1)
  }
}
