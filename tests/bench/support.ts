import { randomBytes } from 'node:crypto'
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
