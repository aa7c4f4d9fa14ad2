import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { carryWho } from './carry.ts'
import { noteOwnLine } from './errors.ts'
import { noteStatement } from './operations/slow-statements.ts'
import type { Schema } from './schema.ts'

export type Db = Kysely<Schema>

/** A pool with a typed query builder over it. COPY and LISTEN need the pool itself. */
export interface Database {
  db: Db
  pool: pg.Pool
  url: string
  close(): Promise<void>
}

const INT8 = 20
const DATE = 1082

/** Ids and counts stay far below 2^53, so bigint comes back as a number; numeric stays text, exact; a day is no instant. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === INT8) return Number
    if (oid === DATE) return String
    return pg.types.getTypeParser(oid, format as 'text')
  },
}

/** A connection that breaks while in use fails its query, which is heard; as an event besides, it would end the process. */
export class CalmClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config)
    this.on('error', () => {})
  }
}

/** To our own database: what its line meets is told apart from what lines to sources meet. */
class OwnClient extends CalmClient {
  constructor(config?: string | pg.ClientConfig) {
    super(config)
    this.connection.on('error', noteOwnLine)
  }
}

/** A pool of at most `max` connections; a statement that takes longer than `patienceMs` is broken off (57014). `options`: as psql’s PGOPTIONS. */
export function openDatabase(url: string, max = 10, patienceMs?: number, options?: string): Database {
  const pool = new pg.Pool({
    Client: OwnClient,
    connectionString: url,
    max,
    types: types as pg.CustomTypesConfig,
    application_name: 'ioc',
    // Whoever is cut off from the database hears of it in the end.
    keepAlive: true,
    ...(options !== undefined && { options }),
    ...(patienceMs !== undefined && { statement_timeout: patienceMs }),
  })
  // A broken idle connection is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  carryWho(pool)
  const db = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query, queryDurationMillis }) => noteStatement(query.sql, queryDurationMillis),
  })
  return { db, pool, url, close: () => db.destroy() }
}

/** Within the transaction it is given, else in one of its own. */
export function inTransaction<T>(db: Db, work: (trx: Db) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work)
}

/**
 * The same for work that others wait for: a process that freezes or is cut off in the middle of it loses it after some seconds, where
 * one that dies does at once.
 */
export function inBriefTransaction<T>(db: Db, work: (trx: Db) => Promise<T>, patienceMs = 20_000): Promise<T> {
  return inTransaction(db, async (trx) => {
    await sql`select set_config('idle_in_transaction_session_timeout', ${String(patienceMs)}, true)`.execute(trx)
    return work(trx)
  })
}
