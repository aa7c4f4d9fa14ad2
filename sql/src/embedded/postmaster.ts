import { execFile } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

/** The process that is PostgreSQL, as it describes itself in the first lines of `postmaster.pid`. */
export interface Postmaster {
  pid: number
  port: number
}

const STOP_PATIENCE_MS = 60_000
/** Larger than any system hands out, so PostgreSQL finds nobody behind it. */
const NO_PID = 2_147_483_647

/** What the file says, true or not: it outlives a server that was killed. */
export function readPidFile(folder: string): Postmaster | null {
  try {
    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')
    const [pid, port] = [Number(lines[0]), Number(lines[3])]
    return Number.isInteger(pid) && pid > 0 && Number.isInteger(port) && port > 0 ? { pid, port } : null
  } catch {
    return null
  }
}

/** The server that lives in `folder`, whether or not it answers. Its number may long belong to another program. */
export async function findPostmaster(folder: string): Promise<Postmaster | null> {
  const said = readPidFile(folder)
  return said && (await isPostmaster(said.pid, folder)) ? said : null
}

/**
 * Clears what a killed server left, for PostgreSQL refuses to start over an empty file or a number that belongs to any other
 * program by now. Only the number goes: by the rest it sees whether something of the old server still uses its memory.
 */
export function clearPidFile(folder: string): void {
  const path = join(folder, 'postmaster.pid')
  if (readPidFile(folder)) writeFileSync(path, readFileSync(path, 'utf8').replace(/^.*/, String(NO_PID)))
  else rmSync(path, { force: true })
}

/** SIGINT is the fast shutdown: open transactions roll back, everything committed is written. */
export async function stopPostmaster(folder: string): Promise<void> {
  const found = await findPostmaster(folder)
  if (!found) return
  process.kill(found.pid, 'SIGINT')
  for (const until = Date.now() + STOP_PATIENCE_MS; await isPostmaster(found.pid, folder); await sleep(50)) {
    if (Date.now() > until) throw new Error(`PostgreSQL (process ${found.pid}) has not stopped within a minute.`)
  }
}

async function isPostmaster(pid: number, folder: string): Promise<boolean> {
  const command = await commandOf(pid).catch(() => '')
  // Windows tells the program alone.
  return process.platform === 'win32' ? command.includes('postgres.exe') : command.includes(` -D ${folder} `)
}

async function commandOf(pid: number): Promise<string> {
  if (process.platform === 'linux') return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ')
  const [file, args] =
    process.platform === 'win32'
      ? (['tasklist', ['/nh', '/fi', `PID eq ${pid}`]] as const)
      : (['ps', ['-ww', '-o', 'args=', '-p', String(pid)]] as const)
  return (await promisify(execFile)(file, args)).stdout
}
