import { applyProvince, type Database, findHeld, loadProvince, removeWhatIsOver, verify } from '@ioc/sql'
import { expect, test } from 'vitest'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { MONTHLY, openSignoff } from './round.ts'

// What comes after a signing and was not thought of when it was made: mergers, other weights and rounds, and the time things are kept for.

const JANUARY = '2026-01-01'
const province = loadProvince('hung-yen')
type Province = typeof province

const signing = (changed: Partial<Province> = {}, rounds = [MONTHLY]): Province => ({
  ...province,
  ...changed,
  province: { ...province.province, signoff: rounds },
})

async function january(database: Database) {
  await applyProvince(database, signing())
  const run = await openRun(database, 'feed')
  const signoff = await openSignoff(database)
  const { one, other } = signoff
  await commit(database, run, [
    dossier({ id: 'a', unit: one.id, received: 2, finished: 6 }),
    dossier({ id: 'c', unit: other.id, received: 2, finished: 6 }),
  ])
  return { database, run, ...signoff }
}

const heldNow = async ({ pool }: Database) =>
  (
    await pool.query(
      "select external_id as record, reasons->0->>'code' as code from held_record where status = 'held' order by 1",
    )
  ).rows

/** Two communes that end on a day and become a new one, as the files would tell it. */
function merged(keys: string[], day: string): Pick<Province, 'units' | 'successions'> {
  const [first] = province.units.filter(({ key }) => key === keys[0])
  if (!first) throw new Error(`There is no unit ${keys[0]}.`)
  const { where } = first
  const heir = { ...first, key: 'xa-moi-lap', code: null, name: 'Xã Mới Lập', valid_from: day, valid_to: null, aliases: [] }
  return {
    units: [...province.units.map((unit) => (keys.includes(unit.key) ? { ...unit, valid_to: day } : unit)), heir],
    successions: [
      ...province.successions,
      ...keys.map((from) => ({
        ...{ from, to: heir.key, on_date: day, people: 1, area: 1, dossiers: 1, legal_act: null, source: null, where },
      })),
    ],
  }
}

test('a merger recorded after a month was signed unlocks nothing: what is told of that month under the new commune’s name is held too', async () => {
  const { database, run, one, other, sign } = await january(await hungYen())
  await sign(one.key, JANUARY, 'Trần Thị Hoa')
  await applyProvince(database, signing(merged([one.key, other.key], '2026-12-01')))
  const { house, digest, unlock, at } = await openSignoff(database)
  const heir = house.units.find('xa-moi-lap')
  const stood = await digest(one.key, JANUARY)
  await commit(database, run, [
    dossier({ id: 'late', version: 2, unit: heir.id, received: 4, finished: 9 }),
    dossier({ id: 'a', version: 2, unit: heir.id, received: 2, finished: 9 }),
    dossier({ id: 'next', version: 2, unit: heir.id, received: 4, finished: 40 }),
  ])
  expect(await heldNow(database)).toEqual([
    { record: 'a', code: 'signed' },
    { record: 'late', code: 'signed' },
  ])
  expect(await digest(one.key, JANUARY)).toBe(stood)
  await expect(
    database.pool.query("update dossier_fact set finished_at = '2026-01-09' where external_id = 'next'"),
  ).rejects.toMatchObject({ code: '23SGN' })
  // Whoever signed it before the merger, or carries it on, unlocks it after.
  expect(at(one.key, JANUARY).unit.valid_to).toBe('2026-12-01')
  await unlock(one.key, JANUARY, 'Trần Thị Hoa', { account: heir.key })
  await database.pool.query("update dossier_fact set finished_at = '2026-01-09' where external_id = 'next'")
  expect((await verify(database.db)).differences).toEqual([])
})

test('a month from before a merger is locked against what its heirs are told to have done in it', async () => {
  const database = await hungYen()
  const run = await openRun(database, 'feed')
  const round = { ...MONTHLY, from: '2025-05-01' }
  const { house, communes, sign, digest } = await openSignoff(database, round)
  const ended = communes.find(({ valid_to }) => valid_to === '2025-07-01')
  const [step] = house.units.successorsOf(ended?.id ?? 0).toSorted((a, b) => b.people - a.people)
  if (!ended || !step) throw new Error('No commune of Hưng Yên ended.')
  await sign(ended.key, '2025-05-01', 'Trần Thị Hoa', { account: step.unit.key })
  const stood = await digest(ended.key, '2025-05-01')
  await commit(database, run, [dossier({ id: 'may', unit: step.unit.id, received: -240, finished: -235 })])
  expect(await heldNow(database)).toEqual([{ record: 'may', code: 'signed' }])
  expect(await digest(ended.key, '2025-05-01')).toBe(stood)
})

test('weights that would share a signed month out otherwise are refused, naming it, until it is unlocked', async () => {
  const database = await hungYen()
  const round = { ...MONTHLY, from: '2025-05-01' }
  await applyProvince(database, signing({}, [round]))
  const { house, communes, sign, unlock } = await openSignoff(database, round)
  // Of a commune that came to one heir whole, with another before it.
  const found = communes.flatMap((ended) => {
    const [step, ...more] = house.units.successorsOf(ended.id)
    return step && more.length === 0 && house.units.predecessorsOf(step.unit.id).length > 1 ? [{ ended, step }] : []
  })[0]
  if (!found) throw new Error('No commune of Hưng Yên merged with another.')
  const { ended, step } = found
  const shared = signing(
    {
      successions: province.successions.map((each) => (each.from === ended.key ? { ...each, dossiers: 0.5, people: 0.5 } : each)),
    },
    [round],
  )
  const account = step.unit.key
  await sign(ended.key, '2025-05-01', 'Trần Thị Hoa', { account })
  await expect(applyProvince(database, shared)).rejects.toThrow(`05/2025 của ${ended.name} đã chốt`)
  expect((await openSignoff(database, round)).house.units.sha256).toBe(house.units.sha256)
  await unlock(ended.key, '2025-05-01', 'Trần Thị Hoa', { account })
  await applyProvince(database, shared)
})

test('a unit is not taken off the map of a month it has signed', async () => {
  const { database, one, other, sign } = await january(await hungYen())
  await sign(one.key, JANUARY, 'Trần Thị Hoa')
  await expect(applyProvince(database, signing(merged([one.key, other.key], '2026-01-15')))).rejects.toThrow(
    'không còn ai mở khóa được',
  )
})

test('a round that has signed months is neither dropped nor begun later: nobody could unlock them', async () => {
  const { database, one, sign, unlock } = await january(await hungYen())
  await sign(one.key, JANUARY, 'Trần Thị Hoa')
  const others = [
    [],
    [{ ...MONTHLY, from: '2026-02-01' }],
    [{ ...MONTHLY, every: 'quarter' as const }],
    [{ ...MONTHLY, figures: ['budget.revenue'] }],
    [{ ...MONTHLY, units: ['department'] }],
  ]
  for (const rounds of others) await expect(applyProvince(database, signing({}, rounds))).rejects.toThrow(MONTHLY.id)
  await applyProvince(database, signing({}, [{ ...MONTHLY, dueDays: 9 }]))
  await unlock(one.key, JANUARY, 'Trần Thị Hoa')
  for (const rounds of others) await applyProvince(database, signing({}, rounds))
})

test('nor is a formula brought in by a file that would restate a signed month', async () => {
  const { database, one, sign, unlock } = await january(await hungYen())
  const spec = { id: 'dossiers.completed_month', formula: 'dossiers.received', basis: 'Quy chế' }
  const given = signing({ indicators: [{ value: spec, where: () => 'indicators/x.yaml' } as Province['indicators'][number]] })
  await sign(one.key, JANUARY, 'Trần Thị Hoa')
  for (const keptIn of ['files', 'command'] as const)
    await expect(applyProvince(database, given, keptIn)).rejects.toThrow('đã chốt theo công thức đang dùng')
  await unlock(one.key, JANUARY, 'Trần Thị Hoa')
  await applyProvince(database, given)
})

test('ten years on, when all that is kept for some days is gone, a signed month stands, and what waits for it can be let in', async () => {
  const { database, run, one, sign, unlock, digest } = await january(await hungYen())
  await sign(one.key, JANUARY, 'Trần Thị Hoa')
  await commit(database, run, [dossier({ id: 'a', version: 2, unit: one.id, received: 2, finished: 9 })])
  const stood = await digest(one.key, JANUARY)
  const before = (await database.pool.query('select * from signoff_action')).rows
  await removeWhatIsOver(database.db, new Date(Date.now() + 3_650 * 86_400_000))
  expect((await database.pool.query('select * from signoff_action')).rows).toEqual(before)
  expect(await digest(one.key, JANUARY)).toBe(stood)
  await expect(database.pool.query("update dossier_fact set outcome = 'late' where external_id = 'a'")).rejects.toMatchObject({
    code: '23SGN',
  })
  const { records } = await findHeld(database.db, { feed: 'feed', statuses: ['held'], after: 0, limit: 50 })
  expect(records.map(({ raw }) => raw)).toMatchObject([{ external_id: 'a' }])
  await unlock(one.key, JANUARY, 'Trần Thị Hoa')
})
