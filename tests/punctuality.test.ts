import { type Database, dayOf, findFeed, loadCalendar, loadUnitRegistry, publishFeed, remind, whoTold } from '@ioc/sql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneOf } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'
import { TEMPLATE } from './support/global-setup.ts'

// Who has told what they are to tell: communes report each month by the tenth day after it, and before the merger those they were
// made of did. Dossiers received stand for any report here.

const NOW = new Date('2026-03-20T10:00:00+07:00')
const EXPECTATION = {
  measure: 'dossiers.received',
  title: { vi: 'Tiếp nhận', en: 'Received' },
  level: 'commune',
  every: 'month',
  dueDays: 10,
} as const

let database: Database
let drop: () => Promise<void>
beforeAll(async () => {
  ;({ database, drop } = await cloneOf(TEMPLATE))
})
afterAll(() => drop())

async function told(now = NOW, count = 3, since?: string) {
  const units = await loadUnitRegistry(database.db)
  const { rows } = await database.pool.query<{ id: number }>("select id from feed where key = 'feed'")
  const feedId = rows[0]?.id as number
  const under = units.find('hung-yen').id
  const answer = await whoTold(database.db, units, loadCalendar('hung-yen'), {
    feedId,
    expectation: { ...EXPECTATION, ...(since && { since }) },
    under,
    count,
    now,
  })
  return { ...answer, units, feedId, of: (key: string) => answer.rows.find(({ unit }) => unit.key === key)?.tellings }
}

/** Moves what was told last to when it was known. */
async function knownAt(at: string): Promise<void> {
  await database.pool.query('alter table ledger_batch disable trigger user')
  await database.pool.query(
    'update ledger_batch set known_at = $1, recorded_at = $1 where position = (select max(position) from ledger_batch)',
    [at],
  )
  await database.pool.query('alter table ledger_batch enable trigger user')
}

test('a report is in time up to its due day, late after it, and owed by whoever has told nothing', async () => {
  const first = await openRun(database, 'feed')
  const units = await loadUnitRegistry(database.db)
  await commit(database, first, [dossier({ id: 'before', unit: units.find('xa-nhu-quynh').id, received: 3 })])
  await database.pool.query("update run set status = 'done', finished_at = now() where id = $1", [first.runId])
  const run = await openRun(database, 'feed')
  await commit(database, run, [dossier({ id: 'a', unit: units.find('phuong-son-nam').id, received: 40 })])
  await knownAt('2026-03-10T16:00:00+07:00')
  await commit(database, run, [dossier({ id: 'b', unit: units.find('xa-nhu-quynh').id, received: 41 })])
  await knownAt('2026-03-13T09:00:00+07:00')

  const { of, rows, periods } = await told()
  expect(periods.map(({ from, due }) => [from, due])).toEqual([
    // A Saturday, worked in place of 2 January.
    ['2025-12-01', '2026-01-10'],
    ['2026-01-01', '2026-02-10'],
    ['2026-02-01', '2026-03-10'],
  ])
  expect(rows).toHaveLength(104)
  expect(of('phuong-son-nam')?.[2]).toMatchObject({ state: 'on_time', lateDays: 0 })
  expect(of('xa-nhu-quynh')?.[2]).toMatchObject({ state: 'late', lateDays: 3 })
  // What the first telling of a history brought was there before we listened.
  expect(of('xa-nhu-quynh')?.[1]).toMatchObject({ state: 'told', at: null })
  const owing = rows.filter(({ tellings }) => tellings[2]?.state === 'overdue')
  expect(owing).toHaveLength(102)
  expect(owing[0]?.tellings[2]).toMatchObject({ lateDays: 10, told: 0, expected: 1 })
  const early = await told(new Date('2026-03-10T23:00:00+07:00'))
  expect(early.rows.filter(({ tellings }) => tellings[2]?.state === 'not_yet_due')).toHaveLength(102)
})

test('of a month before the merger, those a commune was made of are asked, and all of them must have told', async () => {
  const units = await loadUnitRegistry(database.db)
  const commune = units.find('phuong-son-nam')
  const was = units.predecessorsOf(commune.id).map(({ unit }) => unit.id)
  const run = await openRun(database, 'feed')
  const tell = (ids: number[]) =>
    commit(
      database,
      run,
      ids.map((unit) => dossier({ id: `old ${unit}`, unit, received: -200 })),
    )
  await tell(was.slice(1))
  const before = await told(NOW, 10)
  const june = before.periods.findIndex(({ from }) => from === '2025-06-01')
  expect(before.of(commune.key)?.[june]).toMatchObject({ state: 'overdue', told: was.length - 1, expected: was.length })
  await tell(was.slice(0, 1))
  expect((await told(NOW, 10)).of(commune.key)?.[june]).toMatchObject({ told: was.length, state: 'late' })
})

test('who was reminded, when and by whom stands beside what they owe', async () => {
  const { units, feedId } = await told()
  const reminder = { measure: EXPECTATION.measure, unit: 'xa-nhu-quynh', period: '2025-12-01', by: 'Nguyễn Thị Lan' }
  await remind(database.db, units, feedId, [reminder])
  await expect(remind(database.db, units, feedId, [{ ...reminder, by: ' ' }])).rejects.toThrow('Ghi tên người nhắc')
  expect((await told()).of('xa-nhu-quynh')?.[0]).toMatchObject({ state: 'overdue', reminded: { by: 'Nguyễn Thị Lan' } })
})

test('what was due before it was asked for nobody owes, and whoever told of it all the same is neither late nor in time', async () => {
  const { rows, periods, of } = await told(NOW, 3, '2026-02-11')
  expect(periods.map(({ due, asked }) => [due, asked])).toEqual([
    ['2026-01-10', false],
    ['2026-02-10', false],
    ['2026-03-10', true],
  ])
  const states = (at: number) => [...new Set(rows.map(({ tellings }) => tellings[at]?.state))].sort()
  expect(states(0)).toEqual(['not_asked'])
  expect(states(1)).toEqual(['not_asked', 'told'])
  expect(states(2)).toEqual(['late', 'on_time', 'overdue'])
  expect(of('phuong-son-nam')?.[1]).toMatchObject({ state: 'not_asked', told: 0, expected: 0, lateDays: 0 })
  // On the day itself it is still to be told.
  const onTheDay = await told(NOW, 3, '2026-02-10')
  expect(onTheDay.periods.map(({ asked }) => asked)).toEqual([false, true, true])
})

test('what a steward publishes asks for from that day on; what was asked for before it still is', async () => {
  const form = await findFeed(database.db, 'tram-y-te-thang')
  const [always] = form.spec.expects
  const publish = async (expects: object[], after: number) => {
    await database.db
      .transaction()
      .execute((trx) => publishFeed(trx, { ...form.spec, expects } as never, { after, by: 'Lan', note: null }))
    return (await findFeed(database.db, 'tram-y-te-thang')).spec.expects
  }
  const added = { ...EXPECTATION, measure: 'health.nurses' }
  const today = dayOf(new Date())
  expect(await publish([always as object, added], form.version)).toEqual([always, { ...added, since: today }])
  await database.pool.query(
    "update feed set spec = jsonb_set(spec, '{expects,1,since}', '\"2026-01-05\"') where key = 'tram-y-te-thang'",
  )
  const changed = { ...added, dueDays: 20 }
  expect(await publish([changed], form.version + 1)).toEqual([{ ...changed, since: '2026-01-05' }])
  // What a steward says stands, and so does that there is no such day.
  const said = { ...changed, since: '2026-02-01' }
  expect(await publish([said], form.version + 2)).toEqual([said])
  expect(await publish([{ ...changed, since: null }], form.version + 3)).toEqual([changed])
})
