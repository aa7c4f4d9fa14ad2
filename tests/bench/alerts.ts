import { type ChildProcess, fork } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { AlertRule, type Database } from '@ioc/sql'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { heard } from '../support/sources.ts'
import { freshDatabase, percentile, round } from './support.ts'

const RULES = 10
const COMMUNES = 100
const ENGINES = 2
const KILLS = 20
const FROZEN_MS = 30_000
const GIVE_UP_MS = 60_000

/**
 * Two processes ask a province's rules and ten more of every commune, while a hundred communes turn bad and well again, one after
 * the other: a thousand times something fires and is resolved (R11). Twenty times one of the two is killed with -9 on the way, once
 * one is frozen for half a minute. Counted is what was missed or told twice; `milliseconds` are from the commit of a commune's
 * records until all ten have turned, while nobody dies.
 */
export async function alerts(adminUrl: string) {
  const database = await freshDatabase(adminUrl)
  const engines: ChildProcess[] = []
  try {
    const rule = (n: number) =>
      AlertRule.parse({
        id: `bench-${n}`,
        title: { vi: 'Đo', en: 'Bench' },
        indicators: ['dossiers.overdue'],
        kinds: ['commune'],
        when: { is: 'threshold', levels: { warn: 0 } },
      })
    for (let n = 0; n < RULES; n++)
      await database.pool.query('insert into alert_rule (key, spec) values ($1, $2)', [`bench-${n}`, JSON.stringify(rule(n))])
    await heard(database, new Date())
    for (let n = 0; n < ENGINES; n++) engines.push(engineOf(database))
    await until(
      database,
      "select from alert_watch where due_at < now() + interval '1 day' having count(*) filter (where asked_at is null) = 0 and count(*) > 0",
    )
    const { rows: communes } = await database.pool.query(
      "select id from unit where kind = 'commune' and valid_from = '2025-07-01' order by id limit $1",
      [COMMUNES],
    )
    const took: number[] = []
    let [version, turn, kills] = [0, 0, 0]
    for (const isBad of [true, false])
      for (const { id: unit } of communes) {
        turn++
        // Its source is heard of all the while.
        if (turn % 10 === 1) await heard(database, new Date())
        const disturbed = turn % Math.floor((2 * COMMUNES) / KILLS) === 0
        const run = await openRun(database, 'dossiers-sim')
        await commit(database, run, [dossier({ id: `${unit}`, version: ++version, unit, finished: isBad ? null : 20 })])
        const began = performance.now()
        if (disturbed) {
          await pause(Math.random() * 300)
          const dying = kills++ % ENGINES
          if (turn === COMMUNES) freeze(engines[dying] as ChildProcess)
          else {
            engines[dying]?.kill('SIGKILL')
            engines[dying] = engineOf(database)
          }
        }
        await until(
          database,
          `select from alert where rule like 'bench-%' and unit_id = ${unit} and status = '${isBad ? 'firing' : 'resolved'}' having count(*) = ${RULES}`,
        )
        if (!disturbed) took.push(performance.now() - began)
      }
    const { rows } = await database.pool.query(
      `select count(*) filter (where kind = 'fired')::int as fired, count(*) filter (where kind = 'resolved')::int as resolved,
              count(distinct alert_id)::int as alerts,
              count(*) filter (where kind not in ('fired', 'resolved'))::int as others
       from alert_event join alert on alert.id = alert_id where rule like 'bench-%'`,
    )
    const asked = RULES * COMMUNES
    return {
      cycles: asked,
      missed: 2 * asked - Math.min(asked, rows[0].fired) - Math.min(asked, rows[0].resolved),
      twice: rows[0].fired + rows[0].resolved - 2 * asked + rows[0].others,
      kills: kills - 1,
      freezes: 1,
      milliseconds: { p50: round(percentile(took, 50), 0), p99: round(percentile(took, 99), 0) },
    }
  } finally {
    for (const engine of engines) engine.kill('SIGKILL')
    await database.close()
  }
}

function engineOf({ url }: Database): ChildProcess {
  return fork(new URL('../support/alert-engine.ts', import.meta.url), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, DATABASE_URL: url },
  })
}

function freeze(engine: ChildProcess): void {
  engine.kill('SIGSTOP')
  setTimeout(() => engine.kill('SIGCONT'), FROZEN_MS).unref()
}

/** Waits until a query finds something, and gives up in words. */
async function until({ pool }: Database, query: string): Promise<void> {
  for (const end = Date.now() + GIVE_UP_MS; Date.now() < end; await pause(20))
    if ((await pool.query(query)).rowCount === 1) return
  throw new Error(`not within ${GIVE_UP_MS / 1000} s: ${query}`)
}
