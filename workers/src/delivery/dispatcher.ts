import { setTimeout as sleep } from 'node:timers/promises'
import {
  currentProvince,
  type Database,
  handOver,
  loadCalendar,
  loadEscalationPlan,
  loadUnitRegistry,
  registryAsOf,
  type UnitRegistry,
  unitsAsOf,
  usableChannels,
} from '@ioc/sql'
import { OUTWARD } from './channels.ts'
import { startSender } from './sender.ts'
import { tellPeople } from './tell-people.ts'

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
    await handOver(db, ways)
    await tellPeople(house, plan, () => closed)
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
