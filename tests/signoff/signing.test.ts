import { type Database, seeingAs, signingsWithin, signoffGrid, signoffHistory, verify } from '@ioc/sql'
import { expect, test } from 'vitest'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { MONTHLY, openSignoff } from './round.ts'

const JANUARY = '2026-01-01'

async function january(database: Database) {
  const run = await openRun(database, 'feed')
  const signoff = await openSignoff(database)
  const { one, other } = signoff
  await commit(database, run, [
    dossier({ id: 'a', unit: one.id, received: 2, finished: 6 }),
    dossier({ id: 'b', unit: one.id, received: 3, finished: 20 }),
    dossier({ id: 'open', unit: one.id, received: 25 }),
    dossier({ id: 'c', unit: other.id, received: 2, finished: 6 }),
  ])
  const everybody = signoff.communes.map(({ key }) => ({ unit: key, note: 'đơn vị mới, chưa có tài khoản' }))
  const factOf = async (id: string) =>
    (await database.pool.query('select unit_id, outcome, deleted from dossier_fact where external_id = $1', [id])).rows[0]
  const heldNow = async () =>
    (
      await database.pool.query(
        "select external_id as record, reasons->0->>'message' as why, reasons->0->>'code' as code from held_record where status = 'held' order by 1",
      )
    ).rows
  return { database, run, ...signoff, everybody, factOf, heldNow }
}

test('what would add to, change or take from a month a commune has signed is held, naming who signed it and when, and the rest is taken in', async () => {
  const { database, run, one, other, sign, at, factOf, heldNow } = await january(await hungYen())
  await sign(one.key, JANUARY, 'Trần Thị Hoa')
  const written = await commit(database, run, [
    dossier({ id: 'late', version: 2, unit: one.id, received: 4, finished: 9 }),
    dossier({ id: 'a', version: 2, unit: one.id, received: 2, finished: 9 }),
    dossier({ id: 'b', version: 2, unit: one.id, received: 3, finished: 20, deleted: true }),
    dossier({ id: 'c', version: 2, unit: one.id, received: 2, finished: 6 }),
    dossier({ id: 'next', version: 2, unit: one.id, received: 4, finished: 40 }),
    dossier({ id: 'elsewhere', version: 2, unit: other.id, received: 4, finished: 9 }),
  ])
  expect(written).toEqual({ inserted: 2, updated: 0 })
  const held = await heldNow()
  expect(held.map(({ record }) => record)).toEqual(['a', 'b', 'c', 'late'])
  expect(held[0].code).toBe('signed')
  expect(held[0].why).toMatch(
    new RegExp(
      `^Kỳ tháng 01/2026 của ${one.name} đã chốt số liệu ngày \\d\\d/\\d\\d/20\\d\\d \\(Trần Thị Hoa\\)\\. Mở khóa kỳ này`,
    ),
  )
  expect(await factOf('a')).toMatchObject({ outcome: 'early', deleted: false })
  expect((await factOf('c')).unit_id).toBe(other.id)
  const [done] = await signoffHistory(database.db, at(one.key, JANUARY))
  expect(done?.figures.map(({ indicator, value }) => [indicator, value])).toEqual([
    ['dossiers.completed_month', 2],
    ['dossiers.on_time_rate', 50],
  ])
  expect((await verify(database.db)).differences).toEqual([])
})

test('a dossier received in a signed month goes on being worked on, and ends in its own', async () => {
  const { database, run, one, sign, factOf, heldNow } = await january(await hungYen())
  await sign(one.key, JANUARY, 'Trần Thị Hoa')
  await commit(database, run, [dossier({ id: 'open', version: 2, unit: one.id, received: 25, finished: 33 })])
  expect(await heldNow()).toEqual([])
  expect((await factOf('open')).outcome).toBe('late')
})

test('the same told again is no change, and holds nothing', async () => {
  const { database, run, one, sign, heldNow } = await january(await hungYen())
  await sign(one.key, JANUARY, 'Trần Thị Hoa')
  await commit(database, run, [
    dossier({ id: 'a', version: 5, unit: one.id, received: 2, finished: 6 }),
    dossier({ id: 'b', unit: one.id, received: 3, finished: 20 }),
  ])
  expect(await heldNow()).toEqual([])
})

test('nobody writes past it: PostgreSQL refuses a hand in psql, and a lock that is taken away by hand', async () => {
  const { database, one, sign } = await january(await hungYen())
  await sign(one.key, JANUARY, 'Trần Thị Hoa')
  const by = (text: string) => database.pool.query(text)
  await expect(by("delete from dossier_fact where external_id = 'a'")).rejects.toMatchObject({ code: '23SGN' })
  await expect(by("update dossier_fact set outcome = 'late' where external_id = 'a'")).rejects.toMatchObject({ code: '23SGN' })
  await expect(by('delete from signoff_lock')).rejects.toThrow('signoff_lock')
  await expect(by('delete from signoff_action')).rejects.toThrow('signoff_action')
  // What no signed figure counts may be written.
  await by("update dossier_fact set supplement_count = 3 where external_id = 'a'")
})

test('the province signs once every unit has or is named with a reason, by another person, and is unlocked first', async () => {
  const { database, run, province, one, other, communes, everybody, sign, unlock, heldNow } = await january(await hungYen())
  await sign(one.key, JANUARY, 'Trần Thị Hoa')
  await expect(sign(province.key, JANUARY, 'Lê Minh')).rejects.toThrow(`${communes.length - 1} đơn vị chưa chốt`)
  await expect(sign(province.key, JANUARY, ' trần thị  hoa', { missing: everybody })).rejects.toThrow(
    'Nhờ người khác chốt ở cấp tỉnh',
  )
  await sign(province.key, JANUARY, 'Lê Minh', { missing: everybody })
  await expect(unlock(one.key, JANUARY, 'Trần Thị Hoa')).rejects.toThrow('Nhờ cấp tỉnh mở khóa trước')
  await expect(sign(other.key, JANUARY, 'Đỗ Lan')).rejects.toThrow('Cấp tỉnh đã chốt kỳ này (Lê Minh)')
  // A unit that was named as missing is locked with the others, and told whom to ask.
  await commit(database, run, [dossier({ id: 'late', version: 2, unit: other.id, received: 4, finished: 9 })])
  expect((await heldNow())[0].why).toContain(`của ${province.name} đã chốt`)
  await expect(unlock(province.key, JANUARY, 'Lê Minh', { note: ' ' })).rejects.toThrow('Ghi lý do mở khóa')
  await unlock(province.key, JANUARY, 'Lê Minh')
  await unlock(one.key, JANUARY, 'Trần Thị Hoa')
  await expect(unlock(one.key, JANUARY, 'Trần Thị Hoa')).rejects.toThrow('chưa chốt nên không có gì để mở khóa')
})

test('what was held is taken in when it is told again after unlocking, and waits no more', async () => {
  const { database, run, one, sign, unlock, factOf, heldNow } = await january(await hungYen())
  const correction = dossier({ id: 'a', version: 2, unit: one.id, received: 2, finished: 9 })
  await sign(one.key, JANUARY, 'Trần Thị Hoa')
  await commit(database, run, [correction])
  expect((await heldNow()).length).toBe(1)
  await unlock(one.key, JANUARY, 'Trần Thị Hoa', { note: 'nguồn gửi lại ngày trả' })
  await commit(database, run, [correction])
  expect(await heldNow()).toEqual([])
  expect((await factOf('a')).outcome).toBe('late')
})

test('only an account of the unit signs for it, and only one of the whole province for the province', async () => {
  const { province, one, other, everybody, sign, unlock } = await january(await hungYen())
  await expect(sign(one.key, JANUARY, 'Lê Minh', { account: province.key })).rejects.toThrow(`Chỉ tài khoản của ${one.name}`)
  await expect(sign(one.key, JANUARY, 'Lê Minh', { account: other.key })).rejects.toThrow()
  await expect(sign(province.key, JANUARY, 'Lê Minh', { account: one.key, missing: everybody })).rejects.toThrow()
  await sign(one.key, JANUARY, 'Trần Thị Hoa')
  await unlock(one.key, JANUARY, 'Lê Minh', { account: province.key })
})

test('figures that changed since they were looked at are not signed', async () => {
  const { database, run, one, digest, asAccountOf, house, at } = await january(await hungYen())
  const { signPeriod } = await import('@ioc/sql')
  const seen = await digest(one.key, JANUARY)
  await commit(database, run, [dossier({ id: 'late', version: 2, unit: one.id, received: 4, finished: 9 })])
  await expect(asAccountOf(one.key, () => signPeriod(house, at(one.key, JANUARY), { by: 'Trần Thị Hoa', seen }))).rejects.toThrow(
    'Số liệu đã đổi từ khi bạn mở trang',
  )
})

test('a period before the merger is signed for by the unit that carries the ended one on', async () => {
  const database = await hungYen()
  const { house, communes, province, sign, at } = await openSignoff(database, {
    ...MONTHLY,
    from: '2025-05-01',
    units: ['commune'],
  })
  const [ended] = (await import('@ioc/sql')).signersOf(house.units, province.id, MONTHLY, at(province.key, '2025-05-01').period)
  expect(ended?.valid_to).toBe('2025-07-01')
  expect(communes.some(({ key }) => key === ended?.key)).toBe(true)
  const [heir, ...others] = house.units.successorsOf(ended?.id ?? 0).toSorted((a, b) => b.people - a.people)
  for (const { unit } of others)
    await expect(sign(ended?.key ?? '', '2025-05-01', 'Lan', { account: unit.key })).rejects.toThrow()
  await sign(ended?.key ?? '', '2025-05-01', 'Trần Thị Hoa', { account: heir?.unit.key ?? '' })
  const [done] = await signoffHistory(database.db, at(ended?.key ?? '', '2025-05-01'))
  expect(done?.signedFor).toBe(heir?.unit.name)
})

test('what is signed within a stretch is told with whose figures it keeps, until it is unlocked', async () => {
  const { database, one, other, everybody, province, sign, unlock } = await january(await hungYen())
  const quarter = { from: new Date('2026-01-01T00:00:00+07:00'), to: new Date('2026-04-01T00:00:00+07:00') }
  const within = (indicator = 'dossiers.completed_month', units = [province.id, one.id, other.id]) =>
    signingsWithin(database.db, indicator, units, quarter)
  expect(await within()).toEqual([])
  await sign(one.key, JANUARY, 'Trần Thị Hoa')
  expect(await within()).toMatchObject([
    { level: 'unit', unit: one.key, units: [one.key], by: 'Trần Thị Hoa', figure: { value: 2 }, from: quarter.from },
  ])
  expect(await within('dossiers.received_today')).toEqual([])
  expect(await within(undefined, [other.id])).toEqual([])
  await sign(province.key, JANUARY, 'Lê Minh', { missing: everybody.filter(({ unit }) => unit !== one.key) })
  const [whole, own] = await within()
  expect(whole).toMatchObject({ level: 'province', unit: province.key, figure: { value: 3 } })
  expect(whole?.units.toSorted()).toEqual([province.key, one.key, other.key].toSorted())
  expect(whole?.to).toEqual(new Date('2026-02-01T00:00:00+07:00'))
  expect(own?.unit).toBe(one.key)
  await unlock(province.key, JANUARY, 'Lê Minh')
  expect((await within()).map(({ unit }) => unit)).toEqual([one.key])
})

test('a unit sees its own row and the province’s, each period with who signed or how late it is', async () => {
  const { house, round, one, province, sign } = await january(await hungYen())
  await sign(one.key, JANUARY, 'Trần Thị Hoa')
  const whole = await signoffGrid(house, round, 12)
  expect(whole.periods.at(0)?.from).toBe(JANUARY)
  expect(whole.rows.length).toBe(105)
  const scope = { unit: one.id, domains: null, upTo: 'internal' as const }
  const { rows } = await seeingAs(scope, () => signoffGrid(house, round, 12))
  expect(rows.map(({ unit }) => unit.key)).toEqual([province.key, one.key])
  expect(rows[1]?.cells.map(({ state }) => state)).toEqual(['signed', ...Array(9).fill('late'), 'late', 'not_due'])
  expect(rows[1]?.cells[0]).toMatchObject({ by: 'Trần Thị Hoa', lateDays: 0 })
  expect(rows[1]?.cells.at(-2)).toMatchObject({ state: 'late', lateDays: 3 })
})

test('of the budget the province alone signs: the running total of October stands, a correction of it waits, November goes on', async () => {
  const database = await hungYen()
  const run = await openRun(database, 'treasury', 'budget', 'budget_figure')
  const { province } = await openSignoff(database)
  const revenue = (asOf: string, amount: number, version = 1) => {
    const told = { external_id: `revenue ${asOf}`, source_version: version, unit_id: province.id, deleted: false }
    const said = { item: 'revenue', scope: 'actual', as_of: asOf, amount, amount_reported: amount, unit_reported: 'đồng' }
    return { ...told, ...said, final: true, source: 'treasury', late: false, flags: [] }
  }
  await commit(database, run, [revenue('2026-10-31', 40_000)], {}, 'budget')
  const budget = { ...MONTHLY, id: 'budget', from: '2026-10-01', units: [], figures: ['budget.revenue'] }
  const { sign, digest, at } = await openSignoff(database, budget)
  await sign(province.key, '2026-10-01', 'Lê Minh')
  const stood = await digest(province.key, '2026-10-01')
  await commit(database, run, [revenue('2026-10-31', 41_000, 2), revenue('2026-11-30', 45_000)], {}, 'budget')
  expect(await digest(province.key, '2026-10-01')).toBe(stood)
  const { rows } = await database.pool.query('select as_of, amount::float8 as amount from budget_fact order by 1')
  expect(rows).toEqual([
    { as_of: '2026-10-31', amount: 40_000 },
    { as_of: '2026-11-30', amount: 45_000 },
  ])
  const waiting = await database.pool.query("select reasons->0->>'code' as code from held_record where status = 'held'")
  expect(waiting.rows).toEqual([{ code: 'signed' }])
  expect((await signoffHistory(database.db, at(province.key, '2026-10-01')))[0]?.figures[0]?.value).toBe(40_000)
})
