import { applyProvince, type Database, findHeldRecord, loadProvince, verify } from '@ioc/sql'
import { permissionsOf, ROLES_OF_PEOPLE } from '@ioc/sql/accounts'
import { expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { takeFiles } from '../support/files.ts'
import { signedInAs, signedInWithin } from './as.ts'

// A held row is mended over HTTP by who is signed in and may, under the name they are signed in with; by nobody else.

const HEADER = 'Unique Key,Created Date,Closed Date,Complaint Type,Status,Open Data Channel Type,Resolution Action Updated Date\n'
const row = (key: string, status: string) => `${key},3/14/2025 1:20,,Noise,${status},ONLINE,5/1/2025 0:00\n`
const MENDED = { status: 'Assigned' }

async function heldRows({ fourEyes = false } = {}) {
  const database = await hungYen()
  if (fourEyes) {
    const province = loadProvince('hung-yen')
    const feeds = province.feeds.map((feed) => (feed.id === 'nyc311' ? { ...feed, fourEyes } : feed))
    await applyProvince(database, { ...province, feeds })
  }
  await takeFiles(database, 'nyc311', { 'a.csv': HEADER + row('file', 'In Progress') + row('X', 'Lost') + row('Y', 'Lost') })
  const { url } = await serve(database)
  const ask = async (path: string, who: Record<string, string>, body?: object) => {
    const headers = { 'content-type': 'application/json', ...who }
    const sent = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers }
    const response = await fetch(`${url}/api${path}`, sent)
    return { status: response.status, body: await response.json() }
  }
  const list = async (who: Record<string, string>, status = 'held') =>
    (await ask(`/feeds/nyc311/held?status=${status}`, who)).body.rows as { id: number; edit: number }[]
  const mend = (who: Record<string, string>, rows: { id: number }[], by = 'Ai đó khác') =>
    ask('/feeds/nyc311/held/mend', who, { by, rows: rows.map(({ id }) => ({ id, seen: 0, edits: MENDED })) })
  return { database, ask, list, mend }
}

const facts = async ({ pool }: Database) =>
  (await pool.query('select external_id, status from dossier_fact order by 1')).rows.map(
    ({ external_id, status }) => `${external_id} ${status}`,
  )

test('a steward who is signed in finds a held row, tries it, mends it and has it counted, under their own name', async () => {
  const { database, ask, list, mend } = await heldRows()
  const steward = await signedInAs(database, 'steward')
  const [x] = await list(steward)
  if (!x) throw new Error('nothing was held')
  const tried = await ask('/feeds/nyc311/held/try', steward, { rows: [{ id: x.id, edits: MENDED }] })
  expect(tried).toMatchObject({ status: 200, body: [{ id: x.id, problems: [] }] })
  expect(await facts(database)).toEqual(['file processing'])

  expect(await mend(steward, [x])).toEqual({ status: 200, body: [{ id: x.id, status: 'released', problems: [] }] })
  expect(await facts(database)).toEqual(['X processing', 'file processing'])
  const { actions } = await findHeldRecord(database.db, x.id)
  expect(actions.map(({ by, action }) => [by, action])).toEqual([
    ['Người steward', 'mend'],
    ['Người steward', 'release'],
  ])
  const { rows: audited } = await database.pool.query(
    `select distinct actor ->> 'name' as name from audit_entry where entity = 'held_action'`,
  )
  expect(audited).toEqual([{ name: 'Người steward' }])
  expect((await verify(database.db)).differences).toEqual([])
})

test('where a feed demands two persons, a steward’s mending waits for another who is signed in, whatever name they send', async () => {
  const { database, ask, list, mend } = await heldRows({ fourEyes: true })
  const [steward, approver] = [await signedInAs(database, 'steward'), await signedInAs(database, 'approver')]
  const rows = await list(steward)
  expect((await mend(steward, rows)).body.map(({ status }: { status: string }) => status)).toEqual(['awaiting', 'awaiting'])
  const waiting = await list(steward, 'awaiting')
  const release = (who: Record<string, string>, by: string) =>
    ask('/feeds/nyc311/held/decide', who, { action: 'release', by, rows: waiting.map(({ id, edit }) => ({ id, seen: edit })) })
  expect((await release(steward, 'Người approver')).status).toBe(409)
  expect(await facts(database)).toEqual(['file processing'])
  expect(await release(approver, 'Người steward')).toMatchObject({ status: 200, body: { rows: 2 } })
  expect(await facts(database)).toEqual(['X processing', 'Y processing', 'file processing'])
})

test('whoever may not mend, sees another domain or one unit alone, or is not signed in mends nothing and reads nothing of the row', async () => {
  const { database, ask, list, mend } = await heldRows()
  const rows = await list(await signedInAs(database, 'approver'))
  const stood = await facts(database)
  const may = (role: (typeof ROLES_OF_PEOPLE)[number]) => permissionsOf([role]).has('held.mend')
  const { rows: communes } = await database.pool.query(
    `select id from unit where kind = 'commune' and valid_to is null order by id limit 1`,
  )
  const nobody: [string, Record<string, string>, number][] = [
    ['nobody', { 'x-nobody': '1' }, 401],
    ['of the budget', await signedInWithin(database, { unit: null, domains: ['budget'], upTo: 'restricted' }, 'budget'), 404],
    ['of a commune', await signedInWithin(database, { unit: communes[0].id, domains: null, upTo: 'restricted' }, 'xa'), 404],
  ]
  for (const role of ROLES_OF_PEOPLE) if (!may(role)) nobody.push([role, await signedInAs(database, role), 403])
  for (const [who, headers, refused] of nobody) {
    const tried = rows.map(({ id }) => ({ id, edits: MENDED }))
    const answers = [await mend(headers, rows, 'Lan'), await ask('/feeds/nyc311/held/try', headers, { rows: tried })]
    for (const { status } of answers) expect([who, status]).toEqual([who, refused])
    const listed = await ask('/feeds/nyc311/held', headers)
    expect([who, listed.status, listed.body.rows ?? []]).toEqual([who, refused === 404 ? 200 : refused, []])
    expect(JSON.stringify([...answers, listed])).not.toContain('Lost')
  }
  expect(await facts(database)).toEqual(stood)
  const { rows: done } = await database.pool.query('select from held_action')
  expect(done).toHaveLength(0)
})
