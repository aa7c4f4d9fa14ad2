import { setTimeout as sleep } from 'node:timers/promises'
import { dayOf, type Head, startOfDay } from '@ioc/sql'
import { Random } from '@ioc/sql/simulate'
import { Beacons } from './beacons.ts'
import { CHECKS, type Check, factsFound, headNow, type Lived, logOf } from './checks.ts'
import { type Cluster, openCluster, untilSo } from './cluster.ts'
import { FAULTS, type Kind } from './faults/index.ts'
import { Load } from './load.ts'
import { facts, receivedOn } from './oracle.ts'
import { Wall } from './wall.ts'

/** A lost job is looked for every minute, once its run has been silent for two; a message whose sender died is another’s after two. */
const SETTLED_WITHIN_S = 420
const RECOVERED_WITHIN_S = 300
const LASTS_S = { least: 0.5, most: 8 }
const REST_S = { least: 0.5, most: 3 }
/** So many rounds strike a second fault while the first goes on. */
const TWICE = 0.25

export interface Asked {
  seed: number
  /** Strikes until so much time has gone by; left out, each kind once. */
  minutes?: number
  only: readonly Kind[]
  /** Ends it before its time. */
  signal?: AbortSignal
  load?: { everyMs: number; walls: number }
}

interface Strike {
  kind: Kind
  what: string
  /** How long it lasted, ms. */
  lastedMs: number
  /** From its end until every server was ready and every wall showed what was told after it; null where that did not come. */
  recoveredMs: number | null
}

export interface Outcome {
  seed: number
  minutes: number
  strikes: Strike[]
  /** Kinds that were not tried, and what they lack. */
  untried: { kind: Kind; lacks: string }[]
  checks: Check[]
  logFile: string
}

/** Opens a cluster, strikes it under live load, lets it come to rest and asks whether all is there once. */
export async function runChaos(asked: Asked, say: (sentence: string) => void): Promise<Outcome> {
  const cluster = await openCluster(say)
  const walls = Array.from({ length: asked.load?.walls ?? 6 }, () => new Wall(cluster.url))
  try {
    return await Promise.race([live(cluster, walls, asked, say), ...(asked.signal ? [failAt(asked.signal)] : [])])
  } finally {
    for (const wall of walls) wall.close()
    await cluster.close()
  }
}

const failAt = (signal: AbortSignal) =>
  new Promise<never>((_, fail) => signal.addEventListener('abort', () => fail(new Error('Ended before its time.'))))

async function live(cluster: Cluster, walls: Wall[], asked: Asked, say: (sentence: string) => void): Promise<Outcome> {
  const dice = new Random(asked.seed)
  const began = Date.now()
  const lacking = asked.only.map((kind) => ({ kind, lacks: FAULTS[kind].lacks(cluster) }))
  const untried = lacking.flatMap(({ kind, lacks }) => (lacks === null ? [] : [{ kind, lacks }]))
  const kinds = lacking.flatMap(({ kind, lacks }) => (lacks === null ? [kind] : []))
  const load = new Load(cluster, new Random(asked.seed, 1))
  const beacons = new Beacons(cluster)
  const lived: Lived = { cluster, load, beacons, walls, heads: [] }
  load.start({ everyMs: asked.load?.everyMs ?? 50 })
  beacons.start()
  await recovered(lived)
  say(`A cluster of ${cluster.servers.length} servers and ${cluster.workers.length} workers is under load.`)

  const strikes: Strike[] = []
  const ends = asked.minutes === undefined ? null : Date.now() + 60_000 * asked.minutes
  for (let round = 0; ends === null ? round < kinds.length : Date.now() < ends; round++) {
    const first = ends === null ? (kinds[round] as Kind) : dice.pick(kinds)
    const chosen = [first, ...(ends !== null && dice.chance(TWICE) ? [dice.pick(kinds)] : [])]
    await sleep(1000 * dice.between(REST_S.least, REST_S.most))
    const now = await strike(lived, [...new Set(chosen)], dice)
    strikes.push(...now)
    for (const { kind, what, lastedMs, recoveredMs } of now)
      say(
        `${kind}: ${what}; ${(lastedMs / 1000).toFixed(1)} s, ${recoveredMs === null ? 'NOT RECOVERED' : `recovered in ${(recoveredMs / 1000).toFixed(1)} s`}`,
      )
    await keepHead(lived.heads, cluster)
  }

  say('No more faults: coming to rest…')
  await load.stop()
  await beacons.stop(SETTLED_WITHIN_S)
  await settled(lived).catch((error: Error) => say(error.message))
  const checks: Check[] = []
  for (const check of CHECKS) checks.push(await check(lived))
  return { seed: asked.seed, minutes: (Date.now() - began) / 60_000, strikes, untried, checks, logFile: cluster.logFile }
}

/** Strikes all at once, heals each after a while, and waits until all is well again. */
async function strike(lived: Lived, kinds: Kind[], dice: Random): Promise<Strike[]> {
  const struck: Omit<Strike, 'recoveredMs'>[] = []
  const healing = kinds.map(async (kind) => {
    const lasts = FAULTS[kind].isOver ? 0 : 1000 * dice.between(LASTS_S.least, LASTS_S.most)
    const began = Date.now()
    const { what, heal } = await FAULTS[kind].strike(lived.cluster, dice)
    await sleep(lasts)
    await heal()
    struck.push({ kind, what, lastedMs: Date.now() - began })
  })
  await Promise.all(healing)
  const healed = Date.now()
  const recoveredMs = await recovered(lived).then(
    () => Date.now() - healed,
    () => null,
  )
  return struck.map((each) => ({ ...each, recoveredMs }))
}

/**
 * Until a record that each source tells from now on is stored, every server says that it is ready, and every wall shows at least as many as were
 * stored by then.
 */
async function recovered({ cluster, load, walls }: Lived): Promise<void> {
  const codes = load.tellOfEach()
  const ends = Date.now() + 1000 * RECOVERED_WITHIN_S
  const left = () => (ends - Date.now()) / 1000
  const { pool } = cluster.database
  const areStored = 'select from dossier_fact where external_id = any($1)'
  await untilSo('a record of each source', async () => (await pool.query(areStored, [codes])).rowCount === codes.length, left())
  let least = Number.POSITIVE_INFINITY
  await untilSo(
    'how many are stored',
    async () => {
      const { rows } = await pool.query('select count(*)::int as n from dossier_fact where received_at >= $1 and not deleted', [
        startOfDay(dayOf(new Date())),
      ])
      least = rows[0].n
      return true
    },
    left(),
  )
  const isReady = async (url: string) => (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) })).ok
  await untilSo(
    'all ready and on every wall',
    async () =>
      walls.every(({ received }) => (received ?? 0) >= least) &&
      (await Promise.all(cluster.servers.map(({ url }) => isReady(url)))).every(Boolean),
    left(),
  )
}

async function settled(lived: Lived): Promise<void> {
  const { cluster, walls } = lived
  const log = logOf(lived)
  const expected = facts(log).join('\n')
  const truth = receivedOn(log, dayOf(new Date()))
  await untilSo(
    'all told is stored and shown',
    async () => {
      const waiting = await cluster.database.pool.query(
        "select from message where status = 'waiting' and channel = 'webhook' union all select from run where status = 'running' and trigger = 'upload'",
      )
      return (
        walls.every(({ received }) => received === truth) &&
        waiting.rowCount === 0 &&
        (await factsFound(cluster)).join('\n') === expected
      )
    },
    SETTLED_WITHIN_S,
  )
}

async function keepHead(heads: Head[], cluster: Cluster): Promise<void> {
  const head = await headNow(cluster).catch(() => null)
  if (head) heads.push(head)
}
