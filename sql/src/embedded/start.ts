import { mkdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { openCluster } from './cluster.ts'
import { forgetOtherServers } from './environment.ts'
import { keepRunning } from './keep-running.ts'
import { alone, FileLock } from './lock.ts'
import { stopPostmaster } from './postmaster.ts'
import { runServer, urlOf } from './run.ts'

export interface Embedded {
  url: string
  /** Lets go of the server; whoever lets go last stops it. */
  release(): Promise<void>
}

export interface EmbeddedOptions {
  /** Extra `name=value` settings. */
  settings?: string[]
  onProgress?: (sentence: string) => void
  /** Starts the server again whenever it dies, where its clients know it. */
  keepRunning?: boolean
  /** Gives up starting. */
  signal?: AbortSignal
  /** With less on the disk nothing is started, though what runs is still joined. */
  leastFreeBytes?: number
}

/**
 * Starts PostgreSQL in `dataDir`, or joins the one already running there. Survives kill -9 at any moment: a half-made
 * cluster is thrown away, a crashed one recovers, an orphaned server is joined.
 */
export async function startEmbedded(dataDir: string, options: EmbeddedOptions = {}): Promise<Embedded> {
  const { settings = [], onProgress = () => {}, signal } = options
  forgetOtherServers()
  const { home, users } = openHome(dataDir)
  const starters = join(home, 'postgres.lock')

  /** Under the starters' lock, so that nobody joins a server about to stop. */
  async function leave(): Promise<void> {
    users.letGo()
    try {
      if (users.tryAlone()) await stopPostmaster(join(home, 'postgres'))
    } finally {
      users.close()
    }
  }

  return alone(
    starters,
    async () => {
      try {
        users.trySharing()
        const cluster = await openCluster(home, options)
        const port = await runServer(cluster, settings, signal)
        const over = new AbortController()
        if (options.keepRunning) {
          const again = () => alone(starters, () => runServer(cluster, settings, over.signal), over.signal)
          void keepRunning(cluster.folder, port, again, onProgress, over.signal)
        }
        return {
          url: urlOf(cluster, port),
          async release() {
            if (over.signal.aborted) return
            over.abort()
            await alone(starters, leave)
          },
        }
      } catch (error) {
        await leave()
        throw error
      }
    },
    signal,
  )
}

/** The data directory by its one true name, and the lock shared by all who use its server. */
function openHome(dataDir: string): { home: string; users: FileLock } {
  try {
    // Nobody else looks into it; the account that root lends PostgreSQL has to pass through.
    mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o755 : 0o700 })
    const home = realpathSync(dataDir)
    return { home, users: new FileLock(join(home, 'postgres.users')) }
  } catch (cause) {
    throw new Error(
      `The data directory ${dataDir} can't be written (${(cause as Error).message}). Set IOC_DATA_DIR to a folder of yours.`,
    )
  }
}
