import { chownSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** How to run PostgreSQL's programs: it refuses to run as root, so root lends it an account that can do nothing else. */
export interface Account {
  own(path: string): void
  /** A command line that runs `program` under this account, given the paths it must reach. */
  command(program: string, args: string[], reach: string[]): { file: string; args: string[]; uid?: number; gid?: number }
}

export function findAccount(): Account {
  if (process.getuid?.() !== 0) return { own: () => {}, command: (file, args) => ({ file, args }) }
  const account = readAccount(['ioc', 'postgres', 'nobody'])
  const { uid, gid } = account
  return {
    own: (path) => chownSync(path, uid, gid),
    command(file, args, reach) {
      if ([file, ...reach].every((path) => canReach(path, uid, gid))) return { file, args, uid, gid }
      // A folder on the way is root's alone (a clone below /root or a mktemp folder). Passing through needs one capability.
      const identity = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
      return { file: 'setpriv', args: [...identity, '--inh-caps=+dac_override', '--ambient-caps=+dac_override', file, ...args] }
    },
  }
}

function readAccount(names: string[]): { uid: number; gid: number } {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of names) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (uid && gid && uid !== '0') return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error('PostgreSQL does not run as root and this machine has no «nobody» account. Start as an ordinary user.')
}

function canReach(path: string, uid: number, gid: number): boolean {
  for (let at = dirname(path); ; at = dirname(at)) {
    const { mode, uid: owner, gid: group } = statSync(at)
    const passes = owner === uid ? mode & 0o100 : group === gid ? mode & 0o010 : mode & 0o001
    if (!passes) return false
    if (at === dirname(at)) return true
  }
}
