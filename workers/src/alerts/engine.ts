import { setTimeout as sleep } from 'node:timers/promises'
import {
  askWatch,
  currentProvince,
  type Database,
  dueWatches,
  type House,
  isHistoryPouringIn,
  type KnownWatch,
  loadCalendar,
  loadUnitRegistry,
  registryAsOf,
  SharedReadings,
  syncWatches,
  tailLedger,
  type UnitRegistry,
  unitsAsOf,
  type Watch,
  watchesMovedBy,
} from '@ioc/sql'

/** What the rules say is read again this often, and whatever is due by the clock is looked for. */
const SYNC_MS = 15_000
const CLOCK_MS = 1_000
/** Asking by the clock may take half the time and no more, a quarter while history pours in. */
const REST_FACTOR = { followed: 1, filling: 3 }
const LONGEST_REST_MS = 500
/** News that comes all the time is looked at this often: what came meanwhile is asked about once. */
const NEWS_MS = 500

export interface Engine {
  close(): Promise<void>
}

/**
 * Asks every alert rule when the ledger moves and when the clock says so. Any number of engines may run: of each watch one asks, and
 * the others find that it has been done. What one leaves undone another finds due.
 */
export async function startEngine(database: Database, onError: (error: unknown) => void): Promise<Engine> {
  const { db } = database
  let units: UnitRegistry | undefined
  let watches: KnownWatch[] = []
  const shared = new SharedReadings()
  const moved = new Set<string>()
  /** Another engine was at it, perhaps by what stood before the news. */
  let again: Watch[] = []
  let synced = 0
  let looked = 0
  let closed = false
  /** Half a history alarms nobody, so nobody is asked about every batch of it. */
  let isFilling = true

  async function house(): Promise<House> {
    units ??= await loadUnitRegistry(db)
    const province = await currentProvince(db)
    return {
      db,
      province,
      calendar: loadCalendar(province.key),
      registry: await registryAsOf(db, null),
      units: await unitsAsOf(db, units, null),
      shared,
    }
  }

  async function turn(): Promise<void> {
    const here = await house()
    if (Date.now() - synced >= SYNC_MS) {
      watches = await syncWatches(here)
      // Whatever moved while nobody listened is news too.
      if (synced === 0) again = watches
      synced = Date.now()
    }
    isFilling = await isHistoryPouringIn(db)
    const domains = isFilling ? new Set<string>() : new Set(moved)
    moved.clear()
    const left = again
    again = []
    for (const watch of inOrder(await watchesMovedBy(here, watches, domains))) await ask(here, watch, true)
    looked = performance.now()
    for (const watch of inOrder(left)) {
      if (isNewsAwaited()) again.push(watch)
      else await ask(here, watch, true)
    }
    for (const watch of inOrder(await dueWatches(db))) {
      if (isNewsAwaited()) return
      const began = performance.now()
      await ask(here, watch, false)
      await sleep(REST_FACTOR[isFilling ? 'filling' : 'followed'] * Math.min(LONGEST_REST_MS, performance.now() - began))
    }
  }

  /** News goes before the clock, which has its share of the time all the same. */
  const isNewsAwaited = () => moved.size > 0 && !isFilling && performance.now() - looked >= NEWS_MS

  async function ask(here: House, watch: Watch, news: boolean): Promise<void> {
    if (closed) return
    const outcome = await askWatch(here, watch, { news })
    if (outcome === 'busy' && news) again.push(watch)
  }

  const tail = await tailLedger(database, (domains) => {
    for (const domain of domains) moved.add(domain)
  })
  const running = (async () => {
    while (!closed) {
      await turn().catch(onError)
      for (let waited = 0; waited < CLOCK_MS && !isNewsAwaited() && !closed; waited += 50) await sleep(50)
    }
  })()
  return {
    async close() {
      closed = true
      await tail.close()
      await running
    },
  }
}

/**
 * Rules of one number follow each other, so that it is read once for all of them; each engine begins with another number, so that
 * several do not wait for each other all along.
 */
function inOrder(watches: readonly Watch[]): Watch[] {
  const sorted = [...watches].sort((a, b) => (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0))
  const first = sorted[Math.floor(BEGIN * sorted.length)]?.subject
  const from = sorted.findIndex(({ subject }) => subject === first)
  return [...sorted.slice(from), ...sorted.slice(0, from)]
}

const BEGIN = Math.random()
