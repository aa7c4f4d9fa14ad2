import { createHash } from 'node:crypto'
import { Client, type FileEntryWithStats, type SFTPWrapper } from 'ssh2'
import type { DropBounds } from '../dropped.ts'
import { GuardedSocket } from '../guard.ts'
import type { SftpConfig } from './config.ts'
import { faultOf, otherKey } from './faults.ts'

const PIECE_BYTES = 32_768
const PIECES_AHEAD = 32
const END_OF_FILE = 1

/** A connection to an SFTP server that is who it was said to be. Nothing here writes to it. */
export class Session {
  readonly #client: Client
  readonly #socket: GuardedSocket
  readonly #config: SftpConfig
  readonly #signal: AbortSignal
  readonly #stop = () => this.close()
  readonly #ended: Promise<never>
  #sftp: SFTPWrapper | undefined
  /** Why it ended, where it did not end by itself: the server's key is another, the network broke. */
  #broken: unknown

  private constructor(config: SftpConfig, signal: AbortSignal) {
    this.#config = config
    this.#signal = signal
    this.#client = new Client()
    this.#socket = new GuardedSocket()
    // Whoever waits for an answer hears of it too; as an event alone it would end the process.
    this.#client.on('error', (error) => {
      this.#broken ??= error
    })
    this.#socket.on('error', (error) => {
      this.#broken ??= error
    })
    this.#socket.setNoDelay(true)
    this.#ended = new Promise((_, fail) => this.#client.once('close', () => fail(this.#broken ?? new Error('closed'))))
    this.#ended.catch(() => {})
    signal.addEventListener('abort', this.#stop, { once: true })
  }

  static async open(config: SftpConfig, signal: AbortSignal): Promise<Session> {
    signal.throwIfAborted()
    const session = new Session(config, signal)
    try {
      await session.#try(() => session.#connect())
      await session.#try(() => session.#signIn())
      session.#sftp = await session.#ask<SFTPWrapper>((done) => session.#client.sftp(done))
      return session
    } catch (error) {
      session.close()
      throw error
    }
  }

  /** What lies in a folder, told a handful at a time for as long as the server tells. */
  async list(folder: string, bounds: DropBounds): Promise<FileEntryWithStats[]> {
    const handle = await this.#ask<Buffer>((done) => this.#sftp?.opendir(folder, done))
    const all: FileEntryWithStats[] = []
    for (;;) {
      const some = await this.#ask<FileEntryWithStats[] | null>((done) =>
        this.#sftp?.readdir(handle, (error, entries) => (isEnd(error) ? done(undefined, null) : done(error, entries ?? []))),
      )
      if (some === null) break
      // Its library hands over an answer to another question as it is.
      if (!Array.isArray(some)) throw this.#explained({ level: 'protocol', message: 'no list of names' })
      // One that tells of nothing again and again does not end either.
      bounds.count(Math.max(1, some.length))
      for (const each of some) all.push(each)
    }
    await this.#ask<void>((done) => this.#sftp?.close(handle, (error) => done(error ?? undefined))).catch(() => {})
    return all
  }

  /** A file's bytes in order, several pieces asked for at a time: one at a time, a far server gives little a second. */
  async *read(path: string): AsyncGenerator<Uint8Array> {
    const handle = await this.#ask<Buffer>((done) => this.#sftp?.open(path, 'r', done))
    const pieces: Promise<Buffer>[] = []
    for (let asked = 0; ; ) {
      for (; pieces.length < PIECES_AHEAD; asked += PIECE_BYTES) {
        const piece = this.#piece(handle, asked)
        // Its failure is met in its turn; until then it must not count as unhandled.
        piece.catch(() => {})
        pieces.push(piece)
      }
      const bytes = await pieces.shift()
      if (bytes && bytes.length > 0) yield bytes
      if (!bytes || bytes.length < PIECE_BYTES) return
    }
  }

  /** A piece of a file, shorter only at its end. */
  async #piece(handle: Buffer, from: number): Promise<Buffer> {
    const buffer = Buffer.alloc(PIECE_BYTES)
    let filled = 0
    while (filled < PIECE_BYTES) {
      const got = await this.#ask<number>((done) =>
        this.#sftp?.read(handle, buffer, filled, PIECE_BYTES - filled, from + filled, (error, bytes) =>
          isEnd(error) ? done(undefined, 0) : done(error, bytes),
        ),
      )
      if (got === 0) break
      filled += got
    }
    return buffer.subarray(0, filled)
  }

  close(): void {
    this.#signal.removeEventListener('abort', this.#stop)
    this.#client.end()
    this.#socket.destroy()
  }

  #connect(): Promise<void> {
    const { host, port } = this.#config
    return new Promise((done, fail) => {
      this.#socket.once('connect', done).once('error', fail)
      this.#socket.connect(port, host)
    })
  }

  #signIn(): Promise<void> {
    const { user, auth, hostKey, timeoutSeconds } = this.#config
    const expected = hostKey.replace(/=$/, '')
    return new Promise((done, fail) => {
      this.#client.once('ready', done).once('error', fail)
      this.#ended.catch(fail)
      this.#client.connect({
        sock: this.#socket,
        username: user,
        ...(auth.kind === 'password' ? { password: auth.password } : { privateKey: auth.privateKey }),
        hostVerifier: (key: Buffer) => {
          const shown = `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=$/, '')}`
          if (shown !== expected) this.#broken = otherKey(this.#config, shown)
          return shown === expected
        },
        readyTimeout: timeoutSeconds * 1000,
      })
    })
  }

  #ask<T>(question: (done: (error: Error | undefined, answer: T) => void) => void): Promise<T> {
    return this.#try(
      () =>
        new Promise<T>((done, fail) => {
          this.#ended.catch(fail)
          question((error, answer) => (error ? fail(error) : done(answer)))
        }),
    )
  }

  /** An answer that does not come is one too. */
  async #try<T>(work: () => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, fail) => {
      timer = setTimeout(
        () => fail(Object.assign(new Error('silent'), { code: 'ETIMEDOUT' })),
        this.#config.timeoutSeconds * 1000,
      )
    })
    try {
      return await Promise.race([work(), late])
    } catch (error) {
      throw this.#explained(error)
    } finally {
      clearTimeout(timer)
    }
  }

  #explained(error: unknown): Error {
    this.#signal.throwIfAborted()
    return faultOf(this.#broken ?? error, this.#config)
  }
}

function isEnd(error: unknown): boolean {
  return (error as { code?: unknown } | undefined)?.code === END_OF_FILE
}
