import { type Database, type FactDraft, findRun, heldReasons, verify } from '@ioc/sql'
import { expect, test } from 'vitest'
import { bare } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'

// What no normaliser of ours lets through, and what PostgreSQL does with it should one ever.

/** Text that no compression makes short: an index holds 2,704 bytes of it at most. */
const LONG_KEY = Array.from({ length: 4_000 }, (_, n) => String.fromCharCode(0x4e00 + ((n * 7919 + n * n) % 20_000))).join('')

const BAD: FactDraft[] = [
  { ...dossier({ id: 'year' }), received_at: new Date('+275000-01-01T00:00:00Z') },
  { ...dossier({ id: 'integer' }), supplement_count: 2 ** 31 },
  { ...dossier({ id: 'version' }), source_version: 2 ** 63 },
  dossier({ id: LONG_KEY }),
  { ...dossier({ id: 'check' }), channel: 'pigeon' },
]

async function statuses(database: Database) {
  const { rows } = await database.pool.query('select external_id, status from held_record order by id')
  return rows as { external_id: string; status: string }[]
}

test('of a thousand records exactly those PostgreSQL refuses are held with the reason, and the same again changes nothing', async () => {
  const database = await bare()
  const run = await openRun(database, 'feed')
  const good = Array.from({ length: 1_000 }, (_, n) => dossier({ id: `d${n}` }))
  const drafts = [...good]
  BAD.forEach((draft, n) => void drafts.splice(n * 217, 0, draft))

  expect(await commit(database, run, drafts, { cursor: { page: 2 } })).toEqual({ inserted: 1_000, updated: 0 })
  const first = { read: 1_005, inserted: 1_000, updated: 0, unchanged: 0, held: 5, rejected: 0 }
  expect(await findRun(database.db, run.runId)).toMatchObject(first)
  expect((await statuses(database)).map((record) => record.external_id).sort()).toEqual(BAD.map((d) => d.external_id).sort())
  for (const { message } of await heldReasons(database.db, {}))
    expect(message).toMatch(/^Không lưu được bản ghi: .+\. Sửa giá trị/)
  const { rows } = await database.pool.query('select cursor from feed')
  expect(rows).toEqual([{ cursor: { page: 2 } }])

  expect(await commit(database, run, drafts)).toEqual({ inserted: 0, updated: 0 })
  expect(await findRun(database.db, run.runId)).toMatchObject({ ...first, read: 2_010, unchanged: 1_000, held: 10 })
  expect(await statuses(database)).toHaveLength(5)
  expect((await verify(database.db)).differences).toEqual([])
})

test('a held record keeps what the source wrote, as far as jsonb can, and where it stands', async () => {
  const database = await bare()
  const run = await openRun(database, 'feed')
  const raw = { 'na\0me': 'va\0lue \ud800', amount: Number.NaN }
  const [bad, good] = [{ ...dossier({ id: 'bad' }), supplement_count: 2 ** 31 }, dossier({ id: 'good' })]
  const reasons = [{ field: 'a\0', code: 'b', message: 'c\0' }]
  await commit(database, run, [], {
    read: 3,
    facts: [
      { place: 1, at: 'dòng 2', raw, draft: bad },
      { place: 2, draft: good },
    ],
    held: [{ status: 'held', place: 3, at: 'S\0!R3', raw, of: { external_id: 'x\0', source_version: null }, reasons }],
  })
  const { rows } = await database.pool.query('select external_id, place, at, raw from held_record order by place')
  const kept = { name: 'value \ufffd', amount: null }
  expect(rows).toEqual([
    { external_id: 'bad', place: 1, at: 'dòng 2', raw: kept },
    { external_id: 'x', place: 3, at: 'S!R3', raw: kept },
  ])
  expect(await findRun(database.db, run.runId)).toMatchObject({ read: 3, inserted: 1, held: 2 })
})

test.each(['NaN', 'Infinity', '-Infinity'])('%s is never added to a total, by whatever way it comes', async (amount) => {
  const database = await bare()
  const run = await openRun(database, 'money')
  const figure = (item: string, value: unknown): FactDraft => ({
    external_id: item,
    source_version: 1,
    unit_id: 1,
    item,
    scope: 'actual',
    as_of: '2026-01-31',
    amount: value,
    amount_reported: value,
    unit_reported: 'đồng',
    final: true,
    source: 'treasury',
    flags: [],
    late: false,
  })
  const drafts = [figure('revenue', '10'), figure('expenditure', amount), figure('fees', Number(amount)), figure('taxes', '7')]
  expect(await commit(database, run, drafts, {}, 'budget')).toEqual({ inserted: 2, updated: 0 })
  expect(await findRun(database.db, run.runId)).toMatchObject({ read: 4, inserted: 2, held: 2 })

  await expect(database.pool.query('update budget_fact set amount = $1', [amount])).rejects.toThrow('check constraint')
  const { rows } = await database.pool.query(
    "select value from cell join measure on measure.id = measure_id where code <> 'budget.flagged' order by value",
  )
  expect(rows).toEqual([{ value: '7' }, { value: '10' }])
  expect((await verify(database.db)).differences).toEqual([])
})
