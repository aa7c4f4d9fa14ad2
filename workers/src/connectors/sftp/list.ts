import { DropBounds, type Dropped, MOST_FOLDERS_DEEP, oldestFirst } from '../dropped.ts'
import { globMatcher } from '../glob.ts'
import type { SftpConfig } from './config.ts'
import type { Session } from './session.ts'

/** Ordinary files that match, oldest first. Links are not followed: they could lead out of the folder, or round and round. */
export async function listFiles(session: Session, { folder, pattern }: SftpConfig): Promise<(Dropped & { bytes: number })[]> {
  const matches = globMatcher(pattern)
  const isDeep = pattern.includes('/')
  const found: (Dropped & { bytes: number })[] = []
  const bounds = new DropBounds(folder)
  const walk = async (within: string, depth: number) => {
    for (const { filename, attrs } of await session.list(pathOf(folder, within), bounds)) {
      // A name with a way in it is a server's way out of the folder.
      if (filename === '.' || filename === '..' || /[/\\\0]/.test(filename)) continue
      const name = within === '' ? filename : `${within}/${filename}`
      if (attrs.isDirectory() && isDeep && depth < MOST_FOLDERS_DEEP) await walk(name, depth + 1)
      // A server may leave out how large a file is, and when it was changed.
      const { mtime = 0, size = 0 } = attrs as { mtime?: number; size?: number }
      if (attrs.isFile() && matches(name))
        found.push({ name, stamp: `${mtime}:${size}`, modifiedAt: new Date(mtime * 1000), bytes: size })
    }
  }
  await walk('', 0)
  return found.sort(oldestFirst)
}

export function pathOf(folder: string, name: string): string {
  return name === '' ? folder : `${folder.replace(/\/$/, '')}/${name}`
}
