import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Cluster, USER } from './cluster.ts'
import { type Launched, launch } from './launch.ts'
import { findPostmaster } from './postmaster.ts'
import { openCounts } from './statements.ts'

const DATABASE = 'ioc'
const PATIENCE_MS = 120_000
const STARTING_UP = '57P03'
/** The class of what is said to a wrong user or password: nothing that passes. */
const NOT_ADMITTED = /^28/

/**
 * The port of the cluster's server once it answers; starts one where none lives. One that lives and does not answer is
 * waited for, however busy or slow to recover: a second one over the same files would be the end of them.
 */
export async function runServer(cluster: Cluster, settings: string[], signal?: AbortSignal): Promise<number> {
  let launched: Launched | undefined
  try {
    for (let until = Date.now() + PATIENCE_MS; ; await sleep(50, undefined, { signal })) {
      const running = await findPostmaster(cluster.folder)
      const refusal = running && (await refusalOf(cluster, running.port))
      if (running && !refusal) {
        await openCounts(urlOf(cluster, running.port))
        return running.port
      }
      if (!running) {
        if (!launched || (launched.hasEnded() && launched.metTheOld())) launched = await launch(cluster, settings)
        else if (launched.hasEnded()) {
          throw new Error(`PostgreSQL could not start in ${cluster.home}: ${launched.complaint()}. Its log is ${cluster.log}.`)
        }
      }
      // Replaying what a crash left takes what it takes.
      if (refusal?.code === STARTING_UP) until = Date.now() + PATIENCE_MS
      if (Date.now() > until) {
        const reason = refusal ? `: ${refusal.message}` : ''
        throw new Error(`PostgreSQL did not answer within two minutes${reason}. Its log is ${cluster.log}.`)
      }
    }
  } catch (error) {
    // Whoever leaves last stops the server, and must find it.
    while (launched && !launched.hasEnded() && !(await findPostmaster(cluster.folder))) await sleep(50)
    throw error
  }
}

export function urlOf({ password }: Cluster, port: number, database = DATABASE): string {
  return `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`
}

/** Why a server that lives can't be used just now, or nothing. */
async function refusalOf(cluster: Cluster, port: number): Promise<(Error & { code?: string }) | null> {
  const connectionString = urlOf(cluster, port, 'postgres')
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000, query_timeout: 30_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`create database ${DATABASE}`)
    return null
  } catch (error) {
    const refusal = error as Error & { code?: string }
    if (NOT_ADMITTED.test(refusal.code ?? '')) {
      throw new Error(`The data directory ${cluster.home} is broken: PostgreSQL refuses its password (${refusal.message}).`)
    }
    return refusal
  } finally {
    await client.end().catch(() => {})
  }
}
