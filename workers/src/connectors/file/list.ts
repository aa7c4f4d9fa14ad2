import { lstat, readdir } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { SourceFault } from '../fault.ts'
import type { FileConfig } from './config.ts'

export interface Found {
  /** Path within the folder, with forward slashes. */
  name: string
  path: string
  /** Changes whenever the file does. */
  stamp: string
  modifiedAt: Date
}

export function folderOf({ folder }: FileConfig): string {
  return isAbsolute(folder) ? folder : resolve(process.env.IOC_DATA_DIR ?? '.', folder)
}

/** Ordinary files that match, oldest first. Links are not followed: they could lead out of the folder. */
export async function listFiles(config: FileConfig): Promise<Found[]> {
  const folder = folderOf(config)
  const matches = globMatcher(config.pattern)
  let paths: string[]
  try {
    paths = (await readdir(folder, { recursive: config.pattern.includes('/') })).map((name) => join(folder, name))
  } catch (error) {
    throw unreadable(folder, error)
  }
  const found: Found[] = []
  for (const path of paths) {
    const name = relative(folder, path).split(sep).join('/')
    if (!matches(name)) continue
    const stats = await lstat(path).catch(() => null)
    if (!stats?.isFile()) continue
    found.push({ name, path, stamp: `${Math.round(stats.mtimeMs)}:${stats.size}`, modifiedAt: stats.mtime })
  }
  return found.sort((a, b) => a.modifiedAt.getTime() - b.modifiedAt.getTime() || (a.name < b.name ? -1 : 1))
}

/** `*` within a name, `**​/` over folders, `?` one letter, `{a,b}` either. Case does not matter: .XLS is an .xls. */
export function globMatcher(pattern: string): (name: string) => boolean {
  const source = pattern.replace(/\*\*\/|\*|\?|\{[^{}]*\}|[.+^$()|[\]\\{}]/g, (piece) => {
    if (piece === '**/') return '(?:.*/)?'
    if (piece === '*') return '[^/]*'
    if (piece === '?') return '[^/]'
    if (piece.length > 2 && piece.startsWith('{')) return `(?:${piece.slice(1, -1).split(',').map(literally).join('|')})`
    return literally(piece)
  })
  const regex = new RegExp(`^${source}$`, 'iu')
  return (name) => regex.test(name.normalize('NFC'))
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function unreadable(folder: string, error: unknown): SourceFault {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT')
    return new SourceFault(`Không có thư mục «${folder}». Tạo thư mục, hoặc sửa đường dẫn.`, { retry: false, cause: error })
  if (code === 'ENOTDIR') return new SourceFault(`«${folder}» là một tệp, không phải thư mục.`, { retry: false, cause: error })
  if (code === 'EACCES' || code === 'EPERM')
    return new SourceFault(`Không có quyền đọc thư mục «${folder}».`, { retry: false, cause: error })
  return new SourceFault(`Không đọc được thư mục «${folder}» (${code ?? 'lỗi lạ'}).`, { retry: true, cause: error })
}
