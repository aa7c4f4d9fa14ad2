import { applyProvince, loadProvince } from '@ioc/sql'
import { expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { signedInAs, signedInWithin, tokenOf } from './as.ts'

// Who may let a change through, and who may only look.

const province = loadProvince('hung-yen')

async function waiting() {
  const database = await hungYen()
  await applyProvince(database, { ...province, province: { ...province.province, review: ['rules', 'plans'] } })
  const { url } = await serve(database)
  const ask = async (path: string, headers: Record<string, string>, body?: object) => {
    const sent = { 'content-type': 'application/json', 'x-ioc': '1', ...headers }
    const response = await fetch(
      `${url}/api${path}`,
      body ? { method: 'POST', headers: sent, body: JSON.stringify(body) } : { headers: sent },
    )
    return { status: response.status, body: await response.json() }
  }
  const steward = await signedInAs(database, 'steward')
  const kind = (await ask('/rules', steward)).body.kinds.find(({ key }: { key: string }) => key === 'dossiers.dossier')
  const rule = kind.rules.find(({ canWarn, severity }: { canWarn: boolean; severity: string }) => canWarn && severity === 'hold')
  const wanted = { why: 'Thử', seen: rule.own, change: { severity: 'warn' } }
  const path = `/rules/dossiers.dossier/${rule.id}`
  const { proposal } = (await ask(path, steward, wanted)).body
  const act = (headers: Record<string, string>, action: string, note: string | null = null) =>
    ask(`/proposals/${proposal}/act`, headers, { action, edit: 0, note })
  return { database, ask, act, steward, proposal: proposal as number, path, wanted }
}

test('a steward proposes, a reviewer lets through, and neither does the other’s', async () => {
  const { act, ask, steward, proposal, database } = await waiting()
  expect((await act(steward, 'publish')).status).toBe(403)
  for (const role of ['analyst', 'leader', 'unit_officer', 'auditor'] as const)
    expect([role, (await act(await signedInAs(database, role), 'publish')).status]).toEqual([role, 403])
  const reviewer = await signedInAs(database, 'approver')
  expect((await ask(`/proposals/${proposal}`, reviewer)).body).toMatchObject({ can: ['return', 'publish'], trouble: null })
  expect((await ask('/proposals', reviewer, { about: 'plans', key: null })).status).toBe(403)
  expect((await act(reviewer, 'publish')).status).toBe(200)
})

test('a machine neither proposes nor lets through', async () => {
  const { act, ask, path, wanted, database } = await waiting()
  expect((await ask(path, await tokenOf(database, 'steward'), wanted)).status).toBe(403)
  expect((await act(await tokenOf(database, 'approver'), 'publish')).status).toBe(403)
})

test('who sees a part of the province, or not the domain, does not decide for all of it', async () => {
  const { act, ask, proposal, database, path, wanted } = await waiting()
  const { rows } = await database.pool.query(
    "select id from unit where kind = 'commune' and valid_to is null order by id limit 1",
  )
  const of = (unit: number | null, domains: string[] | null, login: string) =>
    signedInWithin(database, { unit, domains, upTo: 'restricted' }, login)
  const commune = await of(rows[0].id, null, 'xa')
  expect((await act(commune, 'publish')).status).toBe(404)
  expect(await ask(path, commune, { ...wanted, change: { severity: 'block' } })).toMatchObject({
    status: 403,
    body: { detail: expect.stringContaining('áp dụng cho cả tỉnh') },
  })
  const elsewhere = await of(null, ['budget'], 'nganh')
  expect((await ask(`/proposals/${proposal}`, elsewhere)).status).toBe(404)
  expect((await act(elsewhere, 'publish')).status).toBe(404)
  expect((await act(await of(null, ['dossiers'], 'dung-nganh'), 'publish')).status).toBe(200)
})

test('a reviewer who makes no feeds looks a draft through, and changes nothing of it', async () => {
  const { ask, steward, database } = await waiting()
  const { id } = (await ask('/drafts', steward, { connector: 'file' })).body
  const reviewer = await signedInAs(database, 'approver')
  expect((await ask(`/drafts/${id}`, reviewer)).status).toBe(200)
  expect((await ask(`/drafts/${id}/preview`, reviewer, {})).status).not.toBe(403)
  expect((await ask(`/drafts/${id}`, reviewer, { edit: 0, changes: [{ path: ['promise'], value: 60 }] })).status).toBe(403)
  expect((await ask(`/drafts/${id}/drop`, reviewer, {})).status).toBe(403)
})

test('nor does whoever sees a part of it change what all of it goes by, where nobody is asked to look', async () => {
  const { ask, path, wanted, database, proposal, act } = await waiting()
  await act(await signedInAs(database, 'approver'), 'return', 'thử việc khác')
  expect((await ask(`/proposals/${proposal}`, await signedInAs(database, 'auditor'))).body.state).toBe('withdrawn')
  await applyProvince(database, { ...province, province: { ...province.province, review: [] } })
  const { rows } = await database.pool.query(
    "select id from unit where kind = 'commune' and valid_to is null order by id limit 1",
  )
  const commune = await signedInWithin(database, { unit: rows[0].id, domains: null, upTo: 'restricted' }, 'xa')
  expect((await ask(path, commune, wanted)).status).toBe(403)
  const { rules } = (await ask('/alert-rules', commune)).body
  const [rule] = rules
  expect((await ask(`/alert-rules/${rule.id}`, commune, { why: 'Bỏ', seen: rule.spec, after: null })).status).toBe(403)
})
