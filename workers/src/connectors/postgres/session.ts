import { CalmClient } from '@ioc/sql'
import { GuardedSocket } from '../guard.ts'
import type { PostgresConfig } from './config.ts'
import { faultOf, noPostgres, tooMuch } from './faults.ts'
import { keepSober } from './sober.ts'

const LOOK_EVERY_MS = 100

type Row = Record<string, string | null>

/** A connection that can only read: one transaction, seen as of one moment, closed without a word to keep. */
export class Session {
  readonly #client: CalmClient
  readonly #socket = new GuardedSocket()
  readonly #config: PostgresConfig
  readonly #signal: AbortSignal
  readonly #limit: NodeJS.Timeout
  /** Bytes the connection had brought when the page began that is being read now. */
  #pageFrom = 0

  private constructor(config: PostgresConfig, signal: AbortSignal) {
    const { host, port, database, user, password, tls, timeoutSeconds } = config
    this.#config = config
    this.#signal = signal
    const silence = timeoutSeconds * 1000
    // All is said here, so that nothing is taken from the PG… variables and files of our own process.
    this.#client = new CalmClient({
      host,
      port,
      database,
      user,
      password,
      ssl: tls === 'verify' ? { rejectUnauthorized: true } : false,
      stream: () => this.#socket,
      options: '',
      connectionTimeoutMillis: silence,
      query_timeout: silence,
      application_name: 'ioc',
    })
    keepSober(this.#client, (cause) => noPostgres(config, cause))
    // A row is parsed only when it is whole, and a host may say one is as long as it likes.
    this.#limit = setInterval(() => {
      if (this.#isTooMuch()) this.#socket.destroy(tooMuch(config))
    }, LOOK_EVERY_MS)
    signal.addEventListener('abort', () => this.#socket.destroy(), { once: true })
  }

  static async open(config: PostgresConfig, signal: AbortSignal): Promise<Session> {
    signal.throwIfAborted()
    const session = new Session(config, signal)
    try {
      await session.#try(() => session.#client.connect())
      return session
    } catch (error) {
      await session.close()
      throw error
    }
  }

  /** Begins to read, and answers what time it is there. */
  async begin(): Promise<Date> {
    await this.ask('begin transaction isolation level repeatable read read only')
    const silence = Math.ceil(this.#config.timeoutSeconds * 1000)
    for (const [name, value] of Object.entries({
      statement_timeout: silence,
      timezone: 'UTC',
      datestyle: 'ISO',
      client_encoding: 'UTF8',
    }))
      await this.ask('select set_config($1, $2, true)', [name, String(value)])
    const [row] = await this.ask('select to_char(now() at time zone \'UTC\', \'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"\') as now')
    return new Date(row?.now ?? '')
  }

  /** One statement: with `values`, even where there are none, the server takes no second one after a semicolon. */
  async ask(text: string, values: (string | null)[] = []): Promise<Row[]> {
    this.#pageFrom = this.#socket.bytesRead
    const question = { text, values, types: AS_TEXT, queryMode: 'extended' }
    const { rows } = await this.#try(() => this.#client.query<Row>(question))
    // All of it may have come between two looks.
    if (this.#isTooMuch()) throw tooMuch(this.#config)
    return rows
  }

  #isTooMuch(): boolean {
    return this.#socket.bytesRead - this.#pageFrom > this.#config.maxMegabytes * 1_000_000
  }

  async close(): Promise<void> {
    clearInterval(this.#limit)
    this.#socket.destroy()
  }

  async #try<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      this.#signal.throwIfAborted()
      throw faultOf(this.#socket.errored ?? error, this.#config)
    }
  }
}

const AS_TEXT = { getTypeParser: () => (value: unknown) => value }
