import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Database, verify } from '@ioc/sql'
import { faultProxy, ingestUpload, TOXICS } from '@ioc/workers/testing'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { serve } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { bringTo, report, SECRET } from '../support/field-reports.ts'
import { takeFiles } from '../support/files.ts'
import { cookieOf } from '../support/people.ts'

// What sources bring over a network that delays, cuts, slices or resets, on the way here or on the way back: sent again until it
// is acknowledged it counts once, and half of it never counts.

beforeEach(() => {
  vi.stubEnv('IOC_SECRET_SIMULATOR', SECRET)
  onTestFinished(() => void vi.unstubAllEnvs())
})

const ROUNDS = TOXICS.flatMap((toxic) =>
  [1, 2, 3].flatMap((seed) => (['questions', 'answers'] as const).map((spoils) => ({ toxic, seed, spoils }))),
)
const GIVES_UP_MS = 2_000
/** How the sender fared: what it was answered, or that it never learnt. */
type Fared = number | 'unheard'

/** Asks through a network spoiled in one way. */
async function through(url: string, { toxic, seed, spoils }: (typeof ROUNDS)[number], ask: (base: string) => Promise<Response>) {
  const proxy = await faultProxy(Number(new URL(url).port), toxic, seed, spoils)
  const fared: Fared = await ask(`http://127.0.0.1:${proxy.port}`).then(
    async (answer) => answer.text().then(() => answer.status),
    () => 'unheard' as const,
  )
  await proxy.close()
  return fared
}

async function takeInAll(database: Database): Promise<void> {
  const { rows } = await database.pool.query(
    "select feed.key as feed, run.id as run, page_id as page from delivery join feed on feed.id = feed_id join run on run.id = run_id where run.status = 'running' order by run.id",
  )
  for (const page of rows) await ingestUpload(database, page)
}

test('a delivery counts once, however the network treats it', async () => {
  const database = await hungYen()
  const { url } = await serve(database)
  await takeFiles(database, 'reports-sim', { 'lich-su.json': JSON.stringify({ duLieu: [report(9_999)] }) })
  const fared: Fared[] = []
  for (const [n, round] of ROUNDS.entries()) {
    const key = randomUUID()
    const bring = (base: string) => bringTo(base, [report(n)], { key, signal: AbortSignal.timeout(GIVES_UP_MS) })
    const first = await through(url, round, bring)
    fared.push(first)
    // Once more: taken in now, or known from before.
    if (first !== 202) expect([round, [200, 202].includes((await bring(url)).status)]).toEqual([round, true])
  }
  await takeInAll(database)
  const { rows } = await database.pool.query('select external_id, count(*)::int as times from report_fact group by 1')
  expect(rows).toHaveLength(ROUNDS.length + 1)
  expect(rows.filter(({ times }) => times !== 1)).toEqual([])
  expect(fared.filter((each) => each === 202).length).toBeGreaterThan(ROUNDS.length / 3)
  expect(fared.filter((each) => each === 'unheard').length).toBeGreaterThan(5)
  expect((await verify(database.db)).differences).toEqual([])
}, 300_000)

const HEADER = 'Unique Key,Created Date,Closed Date,Complaint Type,Status,Open Data Channel Type,Resolution Action Updated Date\n'
const LINES = 40
const file = (n: number) =>
  HEADER + Array.from({ length: LINES }, (_, line) => `D${n}-${line},3/14/2025 1:20,,Noise,Open,ONLINE,5/1/2025 0:00\n`).join('')

test('a file arrives whole or not at all', async () => {
  const database = await hungYen()
  const { url } = await serve(database)
  const fared: Fared[] = []
  for (const [n, round] of ROUNDS.entries()) {
    const send = (base: string) =>
      fetch(`${base}/api/feeds/nyc311/files/${n}.csv`, {
        method: 'PUT',
        headers: { cookie: cookieOf(), 'x-ioc': '1' },
        body: file(n),
        signal: AbortSignal.timeout(GIVES_UP_MS),
      })
    fared.push(await through(url, round, send))
  }
  // What was cut is let go of when its sender has gone.
  await sleep(1_000)
  await takeInAll(database)
  const { rows } = await database.pool.query(
    "select split_part(external_id, '-', 1) as file, count(*)::int as lines from dossier_fact group by 1",
  )
  expect(rows.filter(({ lines }) => lines !== LINES)).toEqual([])
  const arrived = new Set(rows.map(({ file }) => file))
  for (const [n, each] of fared.entries()) if (each === 202) expect(arrived).toContain(`D${n}`)
  expect(arrived.size).toBeLessThan(ROUNDS.length)
  expect(fared.filter((each) => each === 202).length).toBeGreaterThan(ROUNDS.length / 3)
  const { rows: runs } = await database.pool.query("select count(*)::int as n from run where status = 'running'")
  expect(runs).toEqual([{ n: 0 }])
  expect((await verify(database.db)).differences).toEqual([])
}, 300_000)
