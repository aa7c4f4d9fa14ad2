import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { keyFile } from '@ioc/sql'
import { type Finding, few, ok, type Place, toDo, wrong } from './finding.ts'

const OTHERS = 0o077
const GB = 1024 ** 3
/** The oldest Node that still gets security fixes. */
const LEAST_NODE = 22

export function user({ uid }: Pick<Place, 'uid'>): Finding {
  if (uid !== 0) return ok('An ordinary user runs it.')
  return wrong('It runs as root: a hole in it is a hole in the machine.', 'Run it as a user of its own (SECURITY.md).')
}

export function programFolder({ program, uid }: Pick<Place, 'program' | 'uid'>): Finding {
  const open = ['.', 'workers/src', 'server/src', 'node_modules'].filter((each) => canWrite(join(program, each)))
  if (open.length === 0) return ok(`${program} can’t be written by who runs it.`)
  if (uid === 0)
    return toDo(`${program} can be written, as root can write anything.`, 'Run it as a user of its own (SECURITY.md).')
  return toDo(
    `${program} can be written by who runs it: whoever gets in can change the program.`,
    'Let another user own it and make it read-only for the service (SECURITY.md); run «ioc build» there after each update.',
  )
}

export function dataFolder({ home }: Pick<Place, 'home'>): Finding {
  if (isClosed(home)) return ok(`Nobody else can look into ${home}.`)
  return wrong(`Others on this machine can look into ${home}.`, `chmod go-rwx ${home}`)
}

export function secretFiles({ home }: Pick<Place, 'home'>): Finding {
  const files = [keyFile(home), join(home, 'postgres.password')].filter((each) => existsSync(each))
  const open = files.filter((each) => !isClosed(each))
  if (open.length > 0) return wrong(`Others can read ${few(open)}.`, `chmod go-rwx ${open.join(' ')}, then «ioc secrets rotate».`)
  return ok(files.length === 0 ? 'No key is kept yet.' : `Nobody else can read ${few(files)}.`)
}

export function room({ home }: Pick<Place, 'home'>): Finding {
  const { bavail, blocks, bsize } = statfsSync(home)
  return roomLeft(bavail * bsize, blocks * bsize)
}

export function roomLeft(free: number, whole: number): Finding {
  const says = `${(free / GB).toFixed(1)} GB of ${(whole / GB).toFixed(1)} GB are free on the disk of the data.`
  if (free < GB) return wrong(says, 'Free some now: with 0.3 GB nothing starts any more.')
  if (free < 5 * GB || free < whole / 20) return toDo(says, 'Give the data a larger disk, or free some.')
  return ok(says)
}

export function runtime({ node }: Pick<Place, 'node'>): Finding {
  if (Number(node.split('.')[0]) >= LEAST_NODE) return ok(`Node ${node} runs it.`)
  return toDo(`Node ${node} gets no security fixes any more.`, 'Run it on Node 24 LTS.')
}

/** Whether its owner alone may read, write or enter; where the system knows no such thing, nothing is said against it. */
const isClosed = (path: string) => process.platform === 'win32' || (statSync(path).mode & OTHERS) === 0

function canWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}
