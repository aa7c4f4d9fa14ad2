import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findAccount } from './account.ts'
import { findBinaries } from './binaries.ts'
import { plainEnvironment } from './environment.ts'

export const USER = 'ioc'

/** The folders and files PostgreSQL keeps in a data directory. */
export interface Cluster {
  home: string
  folder: string
  log: string
  password: string
  leastFreeBytes: number
}

const PASSWORD = 'postgres.password'
/** Of a folder that is a cluster only once it is renamed. */
const DRAFT = 'postgres.new'
const LEAST_FREE_BYTES = 300 * 1024 * 1024

const folderIn = (home: string) => join(home, 'postgres')

export const hasCluster = (home: string): boolean => existsSync(folderIn(home))

/** The cluster in `home`, made now unless there is one. Call it under the starters' lock. */
export async function openCluster(
  home: string,
  options: { onProgress?: (sentence: string) => void; signal?: AbortSignal; leastFreeBytes?: number },
): Promise<Cluster> {
  const folder = folderIn(home)
  const leastFreeBytes = options.leastFreeBytes ?? LEAST_FREE_BYTES
  if (!existsSync(folder)) {
    assertRoom(home, leastFreeBytes)
    options.onProgress?.('Creating the database…')
    await create(home, folder, options.signal)
  }
  return { home, folder, log: join(home, 'postgres.log'), password: readPassword(home), leastFreeBytes }
}

export function assertRoom(home: string, leastFreeBytes: number): void {
  const { bavail, bsize } = statfsSync(home)
  if (bavail * bsize >= leastFreeBytes) return
  const [free, least] = [bavail * bsize, leastFreeBytes].map((bytes) => Math.floor(bytes / 1024 / 1024))
  throw new Error(
    `The disk of ${home} is full: ${free} MB free, at least ${least} MB needed. Free some, or set IOC_DATA_DIR to another disk.`,
  )
}

async function create(home: string, folder: string, signal?: AbortSignal): Promise<void> {
  for (const name of readdirSync(home)) if (name.startsWith(DRAFT)) discard(join(home, name))
  // A name of its own: the initdb of a starter killed with -9 may still be writing its draft.
  const draft = join(home, `${DRAFT}-${randomBytes(6).toString('hex')}`)
  const passwordFile = join(home, PASSWORD)
  mkdirSync(draft, { mode: 0o700 })
  writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
  const account = findAccount()
  account.own(draft)
  account.own(passwordFile)
  const flags = ['-D', draft, '-U', USER, '-E', 'UTF8', '--locale-provider=builtin', '--locale=C.UTF-8']
  const { file, args, ...identity } = account.command(
    findBinaries().initdb,
    [...flags, '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
    [join(draft, 'x'), passwordFile],
  )
  try {
    await promisify(execFile)(file, args, { ...identity, cwd: '/', env: plainEnvironment(), signal })
  } catch (cause) {
    discard(draft)
    signal?.throwIfAborted()
    const reason = (cause as { stderr?: string }).stderr?.trim().split('\n').at(-1) ?? (cause as Error).message
    throw new Error(`PostgreSQL could not create its data in ${home}: ${reason}`)
  }
  renameSync(draft, folder)
}

/** Patiently, for whoever was writing it may take a moment to end. */
function discard(draft: string): void {
  rmSync(draft, { recursive: true, force: true, maxRetries: 10 })
}

function readPassword(home: string): string {
  try {
    return readFileSync(join(home, PASSWORD), 'utf8')
  } catch {
    throw new Error(
      `The data directory ${home} is broken: ${PASSWORD} is missing. Restore it from a backup, or move the directory away to start afresh.`,
    )
  }
}
