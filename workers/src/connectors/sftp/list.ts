import { type Dropped, oldestFirst } from '../dropped.ts'
import { globMatcher } from '../glob.ts'
import type { SftpConfig } from './config.ts'
import type { Session } from './session.ts'

const MAX_DEPTH = 8

/** Ordinary files that match, oldest first. Links are not followed: they could lead out of the folder, or round and round. */
export async function listFiles(session: Session, { folder, pattern }: SftpConfig): Promise<(Dropped & { bytes: number })[]> {
  const matches = globMatcher(pattern)
  const isDeep = pattern.includes('/')
  const found: (Dropped & { bytes: number })[] = []
  const walk = async (within: string, depth: number) => {
    for (const { filename, attrs } of await session.list(pathOf(folder, within))) {
      // A name with a way in it is a server's way out of the folder.
      if (filename === '.' || filename === '..' || /[/\\\0]/.test(filename)) continue
      const name = within === '' ? filename : `${within}/${filename}`
      if (attrs.isDirectory() && isDeep && depth < MAX_DEPTH) await walk(name, depth + 1)
      if (attrs.isFile() && matches(name))
        found.push({ name, stamp: `${attrs.mtime}:${attrs.size}`, modifiedAt: new Date(attrs.mtime * 1000), bytes: attrs.size })
    }
  }
  await walk('', 0)
  return found.sort(oldestFirst)
}

export function pathOf(folder: string, name: string): string {
  return name === '' ? folder : `${folder.replace(/\/$/, '')}/${name}`
}
