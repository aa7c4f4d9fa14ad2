import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { applyProvince, type Database, loadProvince, openDatabase } from '@ioc/sql'
import { migrate } from '@ioc/sql/migrate'
import pg from 'pg'

/** A fresh configured database on the bench's server. */
export async function freshDatabase(adminUrl: string): Promise<Database> {
  const name = `bench_${randomBytes(4).toString('hex')}`
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  await admin.query(`create database ${name}`)
  await admin.end()
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  const database = openDatabase(url.href)
  await migrate(database)
  await applyProvince(database, loadProvince('hung-yen'))
  return database
}

export function median(values: number[]): number {
  return percentile(values, 50)
}

export function percentile(values: number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil((p / 100) * sorted.length) - 1)] ?? Number.NaN
}

export const round = (value: number, digits = 2) => Number(value.toFixed(digits))

export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

/**
 * Seconds of processor time `work` cost: this process and every process of the server, which unlike the wall clock hardly
 * moves when the machine is busy. NaN where there is no /proc.
 */
export async function cpuSeconds(adminUrl: string, work: () => Promise<unknown>): Promise<number> {
  const own = process.cpuUsage()
  const servers = await serverCpu(adminUrl)
  await work()
  const { user, system } = process.cpuUsage(own)
  return (user + system) / 1e6 + (await serverCpu(adminUrl)) - servers
}

/** Of the postmaster with its living and its ended children, in seconds. */
async function serverCpu(adminUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  const { rows } = await client.query("select pg_read_file('postmaster.pid') as postmaster")
  await client.end()
  const postmaster = Number.parseInt(rows[0].postmaster, 10)
  const clockTicks = 100
  let ticks = 0
  for (const pid of existsSync('/proc/self/stat') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : []) {
    const stat = statOf(pid)
    if (stat && Number(pid) === postmaster) ticks += stat.own + stat.ended
    else if (stat?.parent === postmaster) ticks += stat.own
  }
  return ticks === 0 ? Number.NaN : ticks / clockTicks
}

function statOf(pid: string): { parent: number; own: number; ended: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [, parent = 0] = fields
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15)
    return { parent, own: user + system, ended: endedUser + endedSystem }
  } catch {
    return null
  }
}

const START = Date.parse('2026-01-05T01:00:00Z')
const MINUTE_MS = 60_000

/** A plain dossier, the n-th of a steady stream over 118 units and 25 fields. */
export function dossierAt(n: number, unit: (n: number) => number) {
  const received = START + n * 10 * 1000
  return {
    external_id: `H31.${n % 118}-${n}`,
    source_version: received,
    unit_id: unit(n),
    procedure: `1.${String(n % 1800).padStart(6, '0')}`,
    field: `Lĩnh vực ${n % 25}`,
    channel: n % 5 < 3 ? 'online' : 'direct',
    status: 'returned',
    submitted_at: new Date(received),
    received_at: new Date(received),
    due_at: new Date(received + 7 * 1440 * MINUTE_MS),
    finished_at: new Date(received + (4 + (n % 5)) * 1440 * MINUTE_MS),
    supplement_count: 0,
    outcome: n % 5 > 3 ? 'late' : 'early',
  }
}
