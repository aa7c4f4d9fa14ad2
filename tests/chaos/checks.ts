import { readFileSync } from 'node:fs'
import { auditHead, dayOf, type Head, listFeeds, verify, verifyAudit } from '@ioc/sql'
import { openQueue } from '@ioc/workers/jobs'
import type { Beacons } from './beacons.ts'
import type { Cluster } from './cluster.ts'
import { HEADERS, type Load } from './load.ts'
import { broken, factLine, facts, receivedOn, totals } from './oracle.ts'
import type { Log } from './telling.ts'
import { readingOf, type Wall } from './wall.ts'
import { ASKED, BEACON, SENT, TILE, TILES } from './words.ts'

/** What holds, or what does not: no words where it does. */
export interface Check {
  name: string
  /** What was counted. */
  of: string
  wrong: string[]
}

export interface Lived {
  cluster: Cluster
  load: Load
  beacons: Beacons
  walls: Wall[]
  heads: Head[]
}

const OURS = [...ASKED, BEACON, SENT]
const SHOWN = 10

export const logOf = ({ cluster, load }: Pick<Lived, 'cluster' | 'load'>): Log => new Map([...cluster.source.log, ...load.sent])

const few = (all: string[]): string[] => [...all.slice(0, SHOWN), ...(all.length > SHOWN ? [`… ${all.length - SHOWN} more`] : [])]

/** Lines of one list and not the other, as often as they are. */
function difference(expected: string[], found: string[]): string[] {
  const left = new Map<string, number>()
  for (const line of expected) left.set(line, (left.get(line) ?? 0) + 1)
  for (const line of found) left.set(line, (left.get(line) ?? 0) - 1)
  return [...left].filter(([, n]) => n !== 0).map(([line, n]) => `${n > 0 ? 'missing' : 'too many'} (${Math.abs(n)}): ${line}`)
}

export async function factsFound({ database }: Cluster): Promise<string[]> {
  const { rows } = await database.pool.query(
    `select feed.key, external_id, coalesce(confirmed, source_version)::float8 as version, deleted, unit.code, status, field, channel, received_at, due_at, finished_at
     from dossier_fact join feed on feed.id = feed_id join unit on unit.id = unit_id where feed.key = any($1)`,
    [OURS],
  )
  return rows
    .map((row) => factLine(Object.values(row).map((value) => (value instanceof Date ? value.toISOString() : value))))
    .sort()
}

async function records(lived: Lived): Promise<Check> {
  const log = logOf(lived)
  const found = await factsFound(lived.cluster)
  const tellings = [...log.values()].reduce((sum, told) => sum + told.length, 0)
  return {
    name: 'every source record once',
    of: `${tellings} tellings of ${found.length} records`,
    wrong: few(difference(facts(log), found)),
  }
}

async function held({ cluster: { database, source } }: Lived): Promise<Check> {
  const expected = [...source.log.values()].flatMap(broken)
  const { rows } = await database.pool.query<{ code: string }>(
    "select raw->>'code' as code from held_record join feed on feed.id = feed_id where feed.key = any($1)",
    [OURS],
  )
  return {
    name: 'every broken row held once',
    of: `${expected.length} rows`,
    wrong: few(
      difference(
        expected,
        rows.map(({ code }) => code),
      ),
    ),
  }
}

async function aggregates(lived: Lived): Promise<Check> {
  const expected = totals(logOf(lived))
  const { rows } = await lived.cluster.database.pool.query<{ key: string; value: number }>(
    `select concat_ws(' | ', replace(measure.code, 'dossiers.', ''), unit.code, to_char(bucket at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD HH24'),
       dims->>'field', coalesce(dims->>'channel', dims->>'outcome', dims->>'stage', '')) as key, sum(value)::float8 as value
     from cell join measure on measure.id = measure_id join dims on dims.id = dims_id join unit on unit.id = unit_id
     where measure.code in ('dossiers.received', 'dossiers.completed', 'dossiers.waiting', 'dossiers.open') and value <> 0 group by 1`,
  )
  const lines = (sums: Record<string, number>) => Object.entries(sums).map(([key, value]) => `${key} = ${value}`)
  const found = Object.fromEntries(rows.map(({ key, value }) => [key, value]))
  return {
    name: 'every total as the log has it',
    of: `${rows.length} totals`,
    wrong: few(difference(lines(expected), lines(found))),
  }
}

async function verified({ cluster: { database } }: Lived): Promise<Check> {
  const { differences, facts, cells, entries, runs } = await verify(database.db)
  return {
    name: 'verify finds 0 differences',
    of: `${facts} facts, ${cells} totals, ${entries} entries, ${runs} runs`,
    wrong: few(differences.map(({ where, expected, found }) => `${where}: ${expected} expected, ${found} found`)),
  }
}

/** What a wall holds is what either server says when it is asked anew, and of what is counted by hand, that. */
async function shown(lived: Lived): Promise<Check> {
  const wrong: string[] = []
  const truth = receivedOn(logOf(lived), dayOf(new Date()))
  for (const { name, url } of lived.cluster.servers)
    for (const tile of TILES.filter((each) => each !== 'alerts.open')) {
      const answer = await fetch(`${url}/api/tiles/${tile}`, { headers: HEADERS })
      const asked = readingOf((await answer.json()) as never)?.value
      if (tile === TILE && asked !== truth) wrong.push(`${name}: ${asked} received, ${truth} told`)
      for (const [n, wall] of lived.walls.entries()) {
        const held = readingOf(wall.held.get(tile))?.value
        if (held !== asked) wrong.push(`${tile}: wall ${n + 1} shows ${held}, ${name} says ${asked}`)
      }
    }
  return {
    name: 'every wall shows the true value',
    of: `${lived.walls.length} walls, ${TILES.length - 1} tiles`,
    wrong: few(wrong),
  }
}

async function monotone({ walls, load }: Lived): Promise<Check> {
  const told = walls.reduce((sum, wall) => sum + wall.told, 0)
  const wrong = [...walls.flatMap(({ wentBack }) => wentBack), ...load.wentBack.map((each) => `a reader: ${each}`)]
  const answers = [...load.answers].map(([status, n]) => `${n} × ${status || 'none'}`).join(', ')
  return { name: 'nobody was shown less than before', of: `${told} states at walls; answers: ${answers}`, wrong: few(wrong) }
}

/** Of each episode one alert that began, was seen and ended once, each told once; the same message twice is counted apart (`repeats`). */
async function alerts({ cluster: { database, receiver }, beacons }: Lived): Promise<Check> {
  const wrong = beacons.episodes.filter(({ isOver }) => !isOver).map(({ commune }) => `${commune}: its episode did not end`)
  const { rows } = await database.pool.query<{ alert: number; kinds: string[]; told: string[] }>(
    `select alert.id::int as alert, (select array_agg(kind order by id) from alert_event where alert_id = alert.id and kind not in ('blinded', 'sighted')) as kinds,
       (select array_agg(kind order by id) from notification where alert_id = alert.id and channel = 'webhook' and dropped is null) as told
     from alert where rule = 'chaos-overdue'`,
  )
  for (const { alert, kinds, told } of rows) {
    const times = beacons.episodes.filter((each) => each.alert === alert).length
    const events = Array.from({ length: times }, (_, n) => [n === 0 ? 'fired' : 'returned', 'acknowledged', 'resolved']).flat()
    const messages = Array.from({ length: times }, () => ['told', 'ended']).flat()
    if (String(kinds) !== String(events)) wrong.push(`alert ${alert}: ${kinds} instead of ${events}`)
    if (String(told ?? []) !== String(messages)) wrong.push(`alert ${alert}: told ${told} instead of ${messages}`)
    const heard = new Set(receiver.heard.filter((each) => each.alert === alert).map(({ message, kind }) => `${kind} ${message}`))
    if (heard.size !== messages.length) wrong.push(`alert ${alert}: ${[...heard].join(', ')} heard`)
  }
  const { length } = receiver.heard
  const repeats = length - new Set(receiver.heard.map(({ alert, kind, message }) => `${alert} ${kind} ${message}`)).size
  return {
    name: 'no alert lost or doubled',
    of: `${beacons.episodes.length} episodes, ${length} lines heard, ${repeats} of them again under the same message id`,
    wrong: few(wrong),
  }
}

async function audit({ cluster: { database }, heads }: Lived): Promise<Check> {
  const { entries, broken } = await verifyAudit(database.db, heads)
  return {
    name: 'the audit chain holds',
    of: `${entries} entries, ${heads.length} heads kept on the way`,
    wrong: broken ? [`${broken.why} at ${broken.position}`] : [],
  }
}

async function queue({ cluster: { database, databaseUrl, redisUrl } }: Lived): Promise<Check> {
  const wrong: string[] = []
  const { rows } = await database.pool.query(
    `select 'a run of ' || feed.key || ' that is not over' as what from run join feed on feed.id = feed_id where status = 'running' and heartbeat_at < now() - interval '1 minute'
     union all select 'a message that waits: ' || id from message where status = 'waiting' and channel = 'webhook'
     union all select 'a message given up: ' || id from message where status = 'dead'`,
  )
  wrong.push(...rows.map(({ what }) => what))
  const jobs = openQueue({ databaseUrl, redisUrl: redisUrl ?? undefined, province: 'hung-yen' })
  const schedules = await Promise.all(['short', 'long', 'slow'].map((lane) => jobs.lanes[lane as 'short'].getJobSchedulers()))
  await jobs.close()
  const kept = schedules.flat().map(({ key }) => key)
  const wanted = (await listFeeds(database.db)).filter(({ spec }) => spec.every).map(({ spec }) => `pull:${spec.id}`)
  wrong.push(...difference(wanted, kept).map((line) => `schedule ${line}`))
  return { name: 'nothing stuck, no feed forgotten', of: `${wanted.length} feeds`, wrong: few(wrong) }
}

/** What the processes themselves were at a loss over; no fault explains it. */
async function complaints({ cluster: { logFile } }: Lived): Promise<Check> {
  const lines = readFileSync(logFile, 'utf8').split('\n')
  const wrong = lines.filter((line) => /unhandled|TypeError|ReferenceError|stopped \(exit/i.test(line) && !/^Redis/.test(line))
  return {
    name: 'no process lost its head',
    of: `${lines.length} lines of log`,
    wrong: few(wrong.map((line) => line.slice(0, 300))),
  }
}

export const CHECKS = [verified, records, held, aggregates, shown, monotone, alerts, audit, queue, complaints]

export const headNow = ({ database }: Cluster) => auditHead(database.db)
