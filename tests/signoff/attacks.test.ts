import {
  actingAs,
  applyProvince,
  type Database,
  loadProvince,
  makeAccount,
  readTyped,
  recordOwnIndicators,
  registryAsOf,
  signoffHistory,
  verify,
} from '@ioc/sql'
import { expect, test } from 'vitest'
import { signedInWithin } from '../access/as.ts'
import { serve } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { MONTHLY, openSignoff } from './round.ts'

// Ways past a lock, tried by somebody who has read the code.

const JANUARY = '2026-01-01'
const SIGNED = { code: '23SGN' }

async function january(database: Database) {
  const run = await openRun(database, 'feed')
  const signoff = await openSignoff(database)
  const { one, other } = signoff
  await commit(database, run, [
    dossier({ id: 'a', unit: one.id, received: 2, finished: 6 }),
    dossier({ id: 'next', unit: one.id, received: 20, finished: 33 }),
    dossier({ id: 'c', unit: other.id, received: 2, finished: 6 }),
  ])
  const everybody = signoff.communes.map(({ key }) => ({ unit: key, note: 'đơn vị mới, chưa có tài khoản' }))
  return { database, run, ...signoff, everybody }
}

const LATER = "update dossier_fact set outcome = 'late' where external_id = 'a'"

test('a table of the same name in a connection’s own corner is not the one the guard asks', async () => {
  const { database, one, sign, unlock } = await january(await hungYen())
  await sign(one.key, JANUARY, 'Trần Thị Hoa')
  const client = await database.pool.connect()
  try {
    for (const table of ['signoff_lock', 'signoff_locked', 'signoff_action'])
      await client.query(`create temp table ${table} (like public.${table})`)
    await expect(client.query(LATER)).rejects.toMatchObject(SIGNED)
    await expect(client.query("delete from dossier_fact where external_id = 'a'")).rejects.toMatchObject(SIGNED)
  } finally {
    client.release(true)
  }
  await unlock(one.key, JANUARY, 'Trần Thị Hoa')
  await database.pool.query(LATER)
})

test('nor does a snapshot from before the signing write past it', async () => {
  const { database, one, sign, digest } = await january(await hungYen())
  for (const level of ['repeatable read', 'serializable']) {
    const client = await database.pool.connect()
    try {
      await client.query(`begin isolation level ${level}`)
      await client.query('select count(*) from dossier_fact')
      if (level === 'repeatable read') await sign(one.key, JANUARY, 'Trần Thị Hoa')
      const stood = await digest(one.key, JANUARY)
      await expect(client.query(LATER)).rejects.toThrow('read committed')
      await client.query('rollback')
      expect(await digest(one.key, JANUARY)).toBe(stood)
    } finally {
      client.release()
    }
  }
})

test('a month ends at midnight in Hanoi: a second before it is locked, midnight is the next month’s', async () => {
  const { database, one, sign } = await january(await hungYen())
  await sign(one.key, JANUARY, 'Trần Thị Hoa')
  const end = (at: string, id: string) =>
    database.pool.query('update dossier_fact set finished_at = $1 where external_id = $2', [at, id])
  await expect(end('2026-01-31T23:59:59+07:00', 'next')).rejects.toMatchObject(SIGNED)
  await expect(end('2026-02-01T00:00:00+07:00', 'a')).rejects.toMatchObject(SIGNED)
  await end('2026-02-01T00:00:00+07:00', 'next')
  await expect(end('2026-01-01T00:00:00+07:00', 'next')).rejects.toMatchObject(SIGNED)
  await expect(database.pool.query('truncate dossier_fact')).rejects.toThrow()
})

test('of a newest figure it is locked too who told it: another source would make another figure of the same day', async () => {
  const database = await hungYen()
  const run = await openRun(database, 'treasury', 'budget', 'budget_figure')
  const { province } = await openSignoff(database)
  const revenue = (source: string, amount: number) => {
    const told = { external_id: `revenue ${source}`, source_version: 1, unit_id: province.id, deleted: false }
    const said = { item: 'revenue', scope: 'actual', as_of: '2026-10-31', amount, amount_reported: amount }
    return { ...told, ...said, unit_reported: 'đồng', final: true, source, late: false, flags: [] }
  }
  await commit(database, run, [revenue('treasury', 40_000), revenue('disclosure', 41_000)], {}, 'budget')
  const budget = { ...MONTHLY, id: 'budget', from: '2026-10-01', units: [], figures: ['budget.revenue'] }
  const { sign, digest } = await openSignoff(database, budget)
  await sign(province.key, '2026-10-01', 'Lê Minh')
  const stood = await digest(province.key, '2026-10-01')
  const { rows } = await database.pool.query('select distinct source from budget_fact order by 1')
  expect(rows).toHaveLength(2)
  for (const change of ["source = 'ministry' where source = 'treasury'", "source = 'treasury' where source = 'disclosure'"])
    await expect(database.pool.query(`update budget_fact set ${change}`), change).rejects.toMatchObject(SIGNED)
  expect(await digest(province.key, '2026-10-01')).toBe(stood)
  expect((await verify(database.db)).differences).toEqual([])
})

test('an account that is called otherwise by now, and was given the whole province, does not sign over what it signed for a unit', async () => {
  const { database, one, province, everybody, sign } = await january(await hungYen())
  const id = await makeAccount(database.db, { name: 'Phạm Thị Hoa', login: 'hoa', roles: ['approver'] })
  const as = <T>(name: string, work: () => Promise<T>) => actingAs({ kind: 'account', id, name }, work)
  await as('Phạm Thị Hoa', () => sign(one.key, JANUARY, 'Phạm Thị Hoa'))
  const again = as('Đỗ Thị Mai', () => sign(province.key, JANUARY, 'Đỗ Thị Mai', { missing: everybody }))
  await expect(again).rejects.toThrow('Nhờ người khác chốt ở cấp tỉnh')
  await sign(province.key, JANUARY, 'Đỗ Thị Mai', { missing: everybody })
})

test('of two who sign, or unlock, the same at once one does', async () => {
  const { database, one, at, sign, unlock } = await january(await hungYen())
  const both = async (work: (by: string) => Promise<void>) =>
    (await Promise.allSettled(['Hoa', 'Lan', 'Mai'].map(work))).filter(({ status }) => status === 'fulfilled').length
  expect(await both((by) => sign(one.key, JANUARY, by))).toBe(1)
  expect(await both((by) => unlock(one.key, JANUARY, by))).toBe(1)
  expect((await signoffHistory(database.db, at(one.key, JANUARY))).map(({ action }) => action)).toEqual(['unlock', 'sign'])
})

const typed = (formula: string) => `id: dossiers.completed_month\nformula: ${formula}\nbasis: Quy chế\n`
const since = (day: string, held: string) => `id: dossiers.completed_month
definitions:
  - { from: 2020-01-01, formula: "${held}", basis: Quy chế, note: { vi: Cũ, en: Old } }
  - { from: ${day}, formula: dossiers.received, basis: Quy chế mới, note: { vi: Mới, en: New } }
`

test('an indicator of a round is not made to count another domain, whose facts nobody locks', async () => {
  const database = await hungYen()
  const province = loadProvince('hung-yen')
  await applyProvince(database, { ...province, province: { ...province.province, signoff: [MONTHLY] } })
  const about = { about: 'indicators' as const, key: 'dossiers.completed_month' }
  const { rows } = await database.pool.query("select code from measure where code like 'payments.%' order by code limit 1")
  const elsewhere = rows[0].code as string
  const text = `${typed(`count(${elsewhere}, dossier)`)}`
  const { faults } = await readTyped(database.db, about, text)
  expect(faults.map(({ vi }) => vi).join()).toContain('mọi số của đợt phải thuộc một lĩnh vực là dossiers')
  expect(faults.map(({ en }) => en).join()).toContain('all its figures are of one domain, dossiers')
  // However it came to be so, it is not signed.
  const own = { id: 'dossiers.completed_month', formula: `count(${elsewhere}, dossier)`, basis: 'Quy chế' }
  await database.db.transaction().execute((trx) => recordOwnIndicators(trx, [own]))
  const { one, sign } = await openSignoff(database)
  await expect(sign(one.key, JANUARY, 'Hoa')).rejects.toThrow('của lĩnh vực khác nên chốt rồi vẫn đổi được')
})

test('a new formula does not restate a month that is signed: it begins after it, or the month is unlocked', async () => {
  const { database, one, sign, unlock } = await january(await hungYen())
  const about = { about: 'indicators' as const, key: 'dossiers.completed_month' }
  const held = (await registryAsOf(database.db, null)).indicator(about.key).compiled.text
  const faultsOf = async (text: string) => (await readTyped(database.db, about, text)).faults.map(({ vi }) => vi).join()
  expect(await faultsOf(typed('dossiers.received'))).toBe('')
  await sign(one.key, JANUARY, 'Trần Thị Hoa')
  expect(await faultsOf(typed('dossiers.received'))).toContain('số liệu tháng 01/2026 của «dossiers.completed_month» đã chốt')
  expect(await faultsOf(since('2026-01-01', held))).toContain('đã chốt theo công thức đang dùng')
  expect(await faultsOf(since('2026-02-01', held))).toBe('')
  await unlock(one.key, JANUARY, 'Trần Thị Hoa')
  expect(await faultsOf(typed('dossiers.received'))).toBe('')
})

test('a unit is told nothing of another’s sign-off, and does nothing to it', async () => {
  const database = await hungYen()
  const province = loadProvince('hung-yen')
  await applyProvince(database, { ...province, province: { ...province.province, signoff: [MONTHLY] } })
  const { one, other, sign } = await january(database)
  await sign(one.key, JANUARY, 'Trần Thị Hoa')
  const { url } = await serve(database)
  const who = await signedInWithin(database, { unit: other.id, domains: null, upTo: 'restricted' }, 'xa')
  const ask = async (path: string, body?: object) => {
    const headers = { 'content-type': 'application/json', ...who }
    const response = await fetch(
      `${url}/api/${path}`,
      body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers },
    )
    return { status: response.status, text: await response.text() }
  }
  const at = `signoff/${MONTHLY.id}/${one.key}/${JANUARY}`
  for (const [path, body] of [
    [at],
    [`${at}/sign`, { seen: '0'.repeat(64) }],
    [`${at}/unlock`, { note: 'vì thế' }],
    [`${at}/take-in`, {}],
  ] as [string, object?][]) {
    const answer = await ask(path, body)
    expect([path, answer.status]).toEqual([path, 403])
    expect(answer.text).not.toContain('Trần Thị Hoa')
  }
  expect((await ask('signoff')).text).not.toContain(one.name)
  const { rows } = await database.pool.query('select count(*)::int as n from signoff_action')
  expect(rows[0].n).toBe(1)
})
