import { setTimeout as sleep } from 'node:timers/promises'
import { currentProvince, type Database, loadCalendar, makeNextBriefing, noteOccasions } from '@ioc/sql'
import { drawBriefing } from './draw.ts'

const TURN_MS = 1_000
/** Whether an hour has come is looked at this often. */
const LOOK_MS = 10_000

export interface Briefer {
  close(): Promise<void>
}

/**
 * Makes scheduled reports when their hour has come, those that were missed, and those somebody asks for. Any number may run: each report is made by
 * one of them, once, and what one leaves undone another finds.
 */
export function startBriefer(database: Database, onError: (error: unknown) => void): Briefer {
  const { db } = database
  let looked = Number.NEGATIVE_INFINITY
  let closed = false

  async function turn(): Promise<void> {
    if (performance.now() - looked >= LOOK_MS) {
      const { key } = await currentProvince(db)
      await noteOccasions(db, loadCalendar(key))
      looked = performance.now()
    }
    while (!closed && (await makeNextBriefing(database, drawBriefing)) !== null);
  }

  const running = (async () => {
    while (!closed) {
      await turn().catch(onError)
      for (let waited = 0; waited < TURN_MS && !closed; waited += 50) await sleep(50)
    }
  })()
  return {
    async close() {
      closed = true
      await running
    },
  }
}
