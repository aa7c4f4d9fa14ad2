import { setTimeout as sleep } from 'node:timers/promises'
import {
  advanceEscalations,
  composeMessages,
  currentProvince,
  type Database,
  followAlerts,
  followIntoChecklists,
  handOver,
  loadCalendar,
  loadChecklists,
  loadEscalationPlan,
  loadUnitRegistry,
  registryAsOf,
  type UnitRegistry,
  unitsAsOf,
  usableChannels,
  watchChecklists,
  watchDirectives,
} from '@ioc/sql'
import { OUTWARD } from './channels.ts'
import { startSender } from './sender.ts'

const TURN_MS = 1_000

export interface Dispatcher {
  close(): Promise<void>
}

/**
 * Tells people of alerts: follows what happens to them, goes up the chain where nobody sees to one, writes what is to be told to one person as one
 * message, and sends it. Any number may run; each part is done by one of them, and what one leaves undone another finds.
 */
export async function startDispatcher({ db }: Database, home: string, onError: (error: unknown) => void): Promise<Dispatcher> {
  let units: UnitRegistry | undefined
  let closed = false

  async function turn(): Promise<void> {
    const province = await currentProvince(db)
    const plan = loadEscalationPlan(province.key)
    units ??= await loadUnitRegistry(db)
    const house = {
      db,
      province,
      calendar: loadCalendar(province.key),
      registry: await registryAsOf(db, null),
      units: await unitsAsOf(db, units, null),
    }
    const ways = await usableChannels(db)
    while (!closed && (await followAlerts(db, plan)) > 0);
    await handOver(db, ways)
    while (!closed && (await advanceEscalations(house, plan, ways)) > 0);
    await composeMessages(house, plan)
    await watchDirectives(house, plan)
    const checklists = loadChecklists(province.key, plan)
    while (!closed && (await followIntoChecklists(house, plan, checklists)) > 0);
    await watchChecklists(house, plan)
  }

  const running = (async () => {
    while (!closed) {
      await turn().catch(onError)
      for (let waited = 0; waited < TURN_MS && !closed; waited += 50) await sleep(50)
    }
  })()
  const senders = await Promise.all(OUTWARD.map((key) => startSender(db, key, home, onError)))
  return {
    async close() {
      closed = true
      await Promise.all([running, ...senders.map((sender) => sender.close())])
    },
  }
}
