import { lstat, readdir } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { PROVINCES } from '@ioc/sql'
import { DropBounds, type Dropped, MOST_FOLDERS_DEEP, oldestFirst } from '../dropped.ts'
import { SourceFault } from '../fault.ts'
import { globMatcher } from '../glob.ts'
import type { FolderConfig } from './config.ts'
import { mayRead } from './may-read.ts'

export interface Found extends Dropped {
  path: string
}

export function folderOf({ folder }: FolderConfig): string {
  const path = folder.replace('{{provinces}}', PROVINCES)
  return isAbsolute(path) ? path : resolve(process.env.IOC_DATA_DIR ?? '.', path)
}

/** Ordinary files that match, oldest first. Links are not followed: they could lead out of the folder, or round and round. */
export async function listFiles(config: FolderConfig): Promise<Found[]> {
  const folder = folderOf(config)
  if (!(await mayRead(folder)))
    throw new SourceFault(
      {
        vi: `Không được đọc thư mục «${folder}». Đặt tệp trong thư mục «drop» của hệ thống, hoặc đề nghị quản trị viên ghi thư mục này vào IOC_SOURCE_FOLDERS.`,
        en: `The folder «${folder}» may not be read. Put the files into the system’s folder «drop», or ask an administrator to list this one in IOC_SOURCE_FOLDERS.`,
      },
      { retry: false },
    )
  const matches = globMatcher(config.pattern)
  const found: Found[] = []
  const bounds = new DropBounds(folder)
  for await (const path of pathsWithin(folder, config.pattern.includes('/'), bounds)) {
    const name = relative(folder, path).split(sep).join('/')
    if (!matches(name)) continue
    const stats = await lstat(path).catch(() => null)
    if (!stats?.isFile()) continue
    found.push({ name, path, stamp: `${Math.round(stats.mtimeMs)}:${stats.size}`, modifiedAt: stats.mtime })
  }
  return found.sort(oldestFirst)
}

async function* pathsWithin(folder: string, isDeep: boolean, bounds: DropBounds, depth = 0): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw unreadable(folder, error)
  })
  bounds.count(entries.length)
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (!entry.isDirectory()) yield path
    else if (isDeep && depth < MOST_FOLDERS_DEEP) yield* pathsWithin(path, isDeep, bounds, depth + 1)
  }
}

function unreadable(folder: string, error: unknown): SourceFault {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT')
    return new SourceFault(
      {
        vi: `Không có thư mục «${folder}». Tạo thư mục, hoặc sửa đường dẫn.`,
        en: `There is no folder «${folder}». Make it, or correct the path.`,
      },
      { retry: false, cause: error },
    )
  if (code === 'ENOTDIR')
    return new SourceFault(
      {
        vi: `«${folder}» là một tệp, không phải thư mục. Ghi thư mục chứa tệp.`,
        en: `«${folder}» is a file, not a folder. Write the folder it is in.`,
      },
      { retry: false, cause: error },
    )
  if (code === 'EACCES' || code === 'EPERM')
    return new SourceFault(
      {
        vi: `Không có quyền đọc thư mục «${folder}». Đề nghị quản trị viên cấp quyền.`,
        en: `The folder «${folder}» may not be read. Ask an administrator for the right to.`,
      },
      { retry: false, cause: error },
    )
  return new SourceFault(
    {
      vi: `Không đọc được thư mục «${folder}» (${code ?? 'lỗi lạ'}). Sẽ thử lại.`,
      en: `The folder «${folder}» can’t be read (${code ?? 'unknown'}). It is tried again.`,
    },
    { retry: true, cause: error },
  )
}
