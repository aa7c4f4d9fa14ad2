import { realpath } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { PROVINCES } from '@ioc/sql'

/**
 * Whether a feed may read a folder of this machine: below `drop` of the data folder, where the keys of the house do not lie, the
 * provinces' own, and what its administrator listed in IOC_SOURCE_FOLDERS, which no form of the console writes. Links are followed
 * first.
 */
export async function mayRead(folder: string): Promise<boolean> {
  const roots = [join(process.env.IOC_DATA_DIR || '.', 'drop'), PROVINCES, ...listedFolders()]
  const place = await really(folder)
  for (const root of roots) if (isWithin(await really(resolve(root)), place)) return true
  return false
}

/** What an administrator listed. */
export function listedFolders(): string[] {
  const listed = (process.env.IOC_SOURCE_FOLDERS ?? '').split(',').map((entry) => entry.trim())
  return listed.filter((entry) => entry !== '')
}

/** What is not there yet is where it would be. */
function really(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path))
}

function isWithin(root: string, path: string): boolean {
  const way = relative(root, path)
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || resolve(way) === way)
}
