import { setTimeout as sleep } from 'node:timers/promises'
import {
  askWatch,
  currentProvince,
  type Database,
  dueWatches,
  exercisedSight,
  exerciseUnderWay,
  type House,
  listFeeds,
  loadCalendar,
  loadEscalationPlan,
  loadUnitRegistry,
  openExercised,
  playExercise,
  registryAsOf,
  shownNow,
  syncWatches,
  type UnitRegistry,
  unitsAsOf,
} from '@ioc/sql'
import { OUTWARD } from '../delivery/channels.ts'
import { startSender } from '../delivery/sender.ts'
import { tellPeople } from '../delivery/tell-people.ts'

const TURN_MS = 1_000

export interface Player {
  close(): Promise<void>
}

/**
 * Plays the exercise under way: shows what is due, asks the rules of what is shown, and tells people, by the very code of what is real on a connection
 * that sees and writes the world of exercises alone. Any number may run. While it is paused nothing is asked and nobody is told.
 */
export async function startPlayer(database: Database, home: string, onError: (error: unknown) => void): Promise<Player> {
  const exercised = openExercised(database)
  const { db } = exercised
  let units: UnitRegistry | undefined
  let closed = false

  async function turn(): Promise<void> {
    if (!(await exerciseUnderWay(db))) return
    const province = await currentProvince(db)
    const plan = loadEscalationPlan(province.key)
    units ??= await loadUnitRegistry(db)
    const house: House = {
      db,
      province,
      calendar: loadCalendar(province.key),
      registry: await registryAsOf(db, null),
      units: await unitsAsOf(db, units, null),
    }
    await playExercise(house, plan)
    const exercise = await exerciseUnderWay(db)
    if (exercise?.life.status !== 'running') return
    const feeds = await listFeeds(db)
    const shown = exercisedSight(shownNow(exercise.spec, exercise.life, house), (domain) =>
      feeds.filter(({ spec }) => spec.domain === domain).map(({ spec }) => spec.id),
    )
    const here = { ...house, exercised: shown }
    await syncWatches(here)
    for (const watch of await dueWatches(db)) if (!closed) await askWatch(here, watch)
    await tellPeople(house, plan, () => closed)
  }

  const running = (async () => {
    while (!closed) {
      await turn().catch(async (error) => {
        // Ended in the middle of it: what was on its way is of no exercise any more, and nothing takes it.
        if (await exerciseUnderWay(db).catch(() => true)) onError(error)
      })
      for (let waited = 0; waited < TURN_MS && !closed; waited += 50) await sleep(50)
    }
  })()
  const senders = await Promise.all(OUTWARD.map((key) => startSender(db, key, home, onError)))
  return {
    async close() {
      closed = true
      await Promise.all([running, ...senders.map((sender) => sender.close())])
      await exercised.close()
    },
  }
}
