import pg from 'pg'
import type { Database } from '../db.ts'
import { type LedgerBatch, ledgerPosition, readLedgerSince } from './position.ts'

const LOOK_ANYWAY_MS = 1_000
const REDIAL_MS = 1_000

export interface Tail {
  position: number
  close(): Promise<void>
}

/**
 * Follows the ledger from now on and says which domains moved. The bell (NOTIFY) only makes it look sooner: it looks every
 * second anyway, so a lost bell or a lost connection loses nothing.
 */
export async function tailLedger(
  database: Database,
  onMove: (domains: Set<string>, batches: LedgerBatch[]) => void,
): Promise<Tail> {
  const tail = { position: await ledgerPosition(database.db), close }
  let closed = false
  let looking = false
  let rung = false
  let bell: pg.Client | undefined

  async function look(): Promise<void> {
    rung = true
    if (looking || closed) return
    looking = true
    try {
      while (rung && !closed) {
        rung = false
        const batches = await readLedgerSince(database.db, tail.position)
        const last = batches.at(-1)
        if (!last) continue
        tail.position = last.position
        onMove(new Set(batches.map((batch) => batch.domain)), batches)
        rung = true
      }
    } catch {
      // The database is away; the next look finds whatever was missed.
    } finally {
      looking = false
    }
  }

  async function dial(): Promise<void> {
    if (closed) return
    const client = new pg.Client({ connectionString: database.url, application_name: 'ioc bell' })
    client.on('notification', () => void look())
    client.on('error', () => {})
    client.on('end', () => setTimeout(() => void dial(), REDIAL_MS).unref())
    try {
      await client.connect()
      await client.query('listen ledger')
      bell = client
    } catch {
      // 'end' dials again.
    }
  }

  await dial()
  const timer = setInterval(() => void look(), LOOK_ANYWAY_MS)

  async function close(): Promise<void> {
    closed = true
    clearInterval(timer)
    await bell?.end().catch(() => {})
  }
  return tail
}
