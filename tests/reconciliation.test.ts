import { randomBytes } from 'node:crypto'
import { type Database, type FactDraft, verify } from '@ioc/sql'
import { Random } from '@ioc/sql/simulate'
import { expect, test } from 'vitest'
import { bare } from './support/database.ts'
import { commit, openRun, totals } from './support/dossiers.ts'

// The same dossier in two systems: what matches, and what does not, whoever speaks first.

const START = Date.parse('2026-11-02T01:00:00Z')
const HOUR_MS = 3_600_000
const MEASURES = ['listed', 'missing_portal', 'missing_province', 'differing', 'synced']

interface Said {
  side: 'province' | 'portal'
  id: string
  version: number
  status: string
  deleted?: boolean
}

function copy({ side, id, version, status, deleted = false }: Said): FactDraft {
  const at = new Date(START + version * HOUR_MS)
  return {
    external_id: id,
    source_version: version,
    unit_id: 1,
    deleted,
    side,
    status,
    received_at: new Date(START),
    changed_at: at,
    synced_at: side === 'portal' ? new Date(at.getTime() + 3 * 60_000) : null,
    other_status: null,
  }
}

async function tell(database: Database, batches: Said[][]) {
  const key = randomBytes(4).toString('hex')
  const runs = { province: await openRun(database, `province-${key}`), portal: await openRun(database, `portal-${key}`) }
  for (const batch of batches) {
    for (const side of ['province', 'portal'] as const) {
      const drafts = batch.filter((said) => said.side === side).map(copy)
      if (drafts.length > 0) await commit(database, runs[side], drafts, {}, 'reconciliation')
    }
  }
}

async function found(database: Database) {
  const all = await Promise.all(MEASURES.map((measure) => totals(database, `reconciliation.${measure}`)))
  return Object.fromEntries(MEASURES.map((measure, index) => [measure, all[index]]))
}

const sum = (cells: Record<string, number> = {}) => Object.values(cells).reduce((all, value) => all + value, 0)

const SAID: Said[] = [
  { side: 'province', id: 'both', version: 1, status: 'processing' },
  { side: 'portal', id: 'both', version: 1, status: 'processing' },
  { side: 'province', id: 'both', version: 2, status: 'done' },
  { side: 'portal', id: 'both', version: 2, status: 'done' },
  { side: 'province', id: 'alone', version: 1, status: 'received' },
  { side: 'province', id: 'alone', version: 5, status: 'done' },
  { side: 'portal', id: 'stray', version: 1, status: 'new' },
  { side: 'province', id: 'stuck', version: 3, status: 'returned' },
  { side: 'portal', id: 'stuck', version: 1, status: 'received' },
  { side: 'province', id: 'gone', version: 1, status: 'received' },
  { side: 'portal', id: 'gone', version: 1, status: 'received' },
  { side: 'portal', id: 'gone', version: 2, status: 'received', deleted: true },
]

test('whatever order the two sides speak in, each dossier is judged once and by their last words', async () => {
  const random = new Random(7)
  const seen: unknown[] = []
  for (let turn = 0; turn < 6; turn++) {
    const database = await bare()
    const shuffled = SAID.map((said) => ({ said, at: turn === 0 ? 0 : random.next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ said }) => said)
    const batches: Said[][] = []
    for (const said of shuffled) {
      if (batches.length === 0 || random.chance(0.6)) batches.push([])
      batches.at(-1)?.push(said)
    }
    await tell(database, batches)
    expect((await verify(database.db)).differences).toEqual([])
    seen.push(await found(database))
  }
  const [first] = seen as [Awaited<ReturnType<typeof found>>]
  for (const other of seen) expect(other).toEqual(first)
  expect(MEASURES.map((measure) => [measure, sum(first[measure])])).toEqual([
    ['listed', 5],
    ['missing_portal', 2],
    ['missing_province', 1],
    ['differing', 1],
    ['synced', 3],
  ])
  expect(Object.keys(first.differing ?? {})[0]).toContain('"shown": "received", "status": "returned"')
})

test('the same lists again change nothing, and two sides written at once find each other', async () => {
  const database = await bare()
  const [province, portal] = [await openRun(database, 'province-at-once'), await openRun(database, 'portal-at-once')]
  const ids = Array.from({ length: 40 }, (_, n) => `at-once-${n}`)
  const of = (side: Said['side'], ids: string[]) => ids.map((id) => copy({ side, id, version: 1, status: 'received' }))
  await Promise.all(
    [0, 1, 2, 3].flatMap((part) => {
      const mine = ids.filter((_, n) => n % 4 === part)
      return [
        commit(database, province, of('province', mine), {}, 'reconciliation'),
        commit(database, portal, of('portal', mine), {}, 'reconciliation'),
      ]
    }),
  )
  expect(sum((await found(database)).missing_portal)).toBe(0)
  expect(sum((await found(database)).missing_province)).toBe(0)
  expect(await commit(database, portal, of('portal', ids), {}, 'reconciliation')).toEqual({ inserted: 0, updated: 0 })
  expect((await verify(database.db)).differences).toEqual([])
})
