import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Embedded, startEmbedded } from '@ioc/sql/embedded'
import pg from 'pg'
import { onTestFinished } from 'vitest'
import { folderForDatabases } from './in-memory.ts'

// PostgreSQL with a streaming replica, from the embedded one, which comes without pg_basebackup: a copy of its files taken between
// pg_backup_start and pg_backup_stop (PostgreSQL 18, 25.3.2).

const SETTINGS = ['wal_level=replica', 'max_wal_senders=4', 'wal_keep_size=256MB', 'fsync=off']

export interface Cluster extends Embedded {
  home: string
  kill(): void
}

export async function openPrimary(): Promise<Cluster> {
  return open(newHome(), SETTINGS)
}

/** A copy of the primary that follows it from now on, on a port of its own. */
export async function openReplica(primary: Cluster): Promise<Cluster> {
  const home = newHome()
  await copy(primary, home)
  return follow(home, primary)
}

/** A replica that was killed, where it was. */
export function follow(home: string, primary: Cluster): Promise<Cluster> {
  const { hostname, port, username, password } = new URL(primary.url)
  const conninfo = `host=${hostname} port=${port} user=${username} password=${password} application_name=replica`
  return open(home, [...SETTINGS, 'hot_standby=on', 'hot_standby_feedback=on', `primary_conninfo=${conninfo}`])
}

/** Gone once whatever runs in it has ended. */
function newHome(): string {
  const home = folderForDatabases()
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  return home
}

async function open(home: string, settings: string[]): Promise<Cluster> {
  const server = await startEmbedded(home, { settings })
  onTestFinished(() => server.release())
  const pid = Number(readFileSync(join(home, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
  return { ...server, home, kill: () => process.kill(pid, 'SIGKILL') }
}

async function copy(primary: Cluster, home: string): Promise<void> {
  const [from, to] = [join(primary.home, 'postgres'), join(home, 'postgres')]
  const client = new pg.Client({ connectionString: primary.url })
  await client.connect()
  try {
    await client.query("select pg_backup_start('replica', fast => true)")
    // With owner and rights: PostgreSQL is not to run as root.
    execFileSync('cp', ['-a', from, to])
    rmSync(join(to, 'postmaster.pid'), { force: true })
    rmSync(join(to, 'pg_wal'), { recursive: true })
    mkdirSync(join(to, 'pg_wal'), { mode: 0o700 })
    const { rows } = await client.query('select labelfile from pg_backup_stop(wait_for_archive => false)')
    writeFileSync(join(to, 'backup_label'), rows[0].labelfile)
    writeFileSync(join(to, 'standby.signal'), '')
    execFileSync('chown', ['-R', `--reference=${to}`, to])
  } finally {
    await client.end()
  }
  cpSync(join(primary.home, 'postgres.password'), join(home, 'postgres.password'))
}
