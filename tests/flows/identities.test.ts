import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { type Database, keyFile, REVEALS_AN_HOUR, removeWhatIsOver, rotateSecrets, verifyAudit } from '@ioc/sql'
import { ROLES_OF_PEOPLE } from '@ioc/sql/accounts'
import { expect, onTestFinished, test, vi } from 'vitest'
import { signedInAs, signedInWithin, tokenOf } from '../access/as.ts'
import { serve } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { report as fieldReport } from '../support/field-reports.ts'
import { takeFiles } from '../support/files.ts'
import { everythingStored } from '../support/stored.ts'

// Who reported is kept sealed, apart from the page and the facts; an officer opens it with a reason, and the audit tells of that.

const NAME = 'Nguyễn Thị Canh'
const PHONE = '0912345678'
const CODE = 'PAHT.20261109.0001'
const REASON = 'Gọi lại để hỏi vị trí cây đổ'

const report = (more: object = {}) => fieldReport(1, { reporterName: NAME, reporterPhone: PHONE, ...more })

const take = (database: Database, ...records: object[]) =>
  takeFiles(database, 'reports-sim', { 'phan-anh.json': JSON.stringify({ duLieu: records }) })

function keysOfTheirOwn(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ioc-identities-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'secrets.key')
  vi.stubEnv('IOC_SECRETS_KEY_FILE', file)
  return file
}

async function house() {
  const file = keysOfTheirOwn()
  const database = await hungYen()
  await take(database, report())
  const { url } = await serve(database)
  const officer = await signedInAs(database, 'unit_officer')
  const ask = async (who: Record<string, string>, path: string, body?: object) => {
    const headers = { 'content-type': 'application/json', ...who }
    const response = await fetch(`${url}/api/facts/reports-sim/${path}`, {
      headers,
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    })
    return { status: response.status, answer: await response.json(), headers: response.headers }
  }
  const reveal = (who = officer, body: object = { reason: REASON }, code = CODE) => ask(who, `${code}/reveal`, body)
  return { database, url, file, officer, ask, reveal }
}

const revealed = async ({ pool }: Database) =>
  (
    await pool.query(
      `select entity_id, detail, actor->>'name' as by from audit_entry where entity = 'sealed_identity' order by id`,
    )
  ).rows

const SAID = [
  { field: 'reporterName', words: NAME },
  { field: 'reporterPhone', words: PHONE },
]

test('it is in no table and in no page; the page has a token in its place, and the same page again is the same page', async () => {
  const { database } = await house()
  expect(await take(database, report())).toMatchObject({ unchanged: 1 })
  const { rows } = await database.pool.query('select body from page_chunk')
  expect(rows).toHaveLength(1)
  const page = gunzipSync(rows[0].body).toString()
  expect(page).toMatch(/"reporterName":"sealed:[\w-]{22}","reporterPhone":"sealed:[\w-]{22}"/)
  const stored = await everythingStored(database)
  expect(stored).toContain(CODE)
  for (const words of [NAME, PHONE]) expect(stored).not.toContain(words)
})

test('an officer opens it with a reason; the audit tells who, of which record and why, and never what it says', async () => {
  const { database, ask, reveal, officer } = await house()
  const source = await ask(officer, `${CODE}/source`)
  expect(source.answer).toMatchObject({
    value: { reportCode: CODE, reporterName: null, reporterPhone: null },
    sealed: ['reporterName', 'reporterPhone'],
  })
  const { status, answer, headers } = await reveal()
  expect([status, answer]).toEqual([200, { fields: SAID }])
  expect(headers.get('cache-control')).toBe('no-store')
  expect(await revealed(database)).toEqual([
    {
      entity_id: `reports-sim/${CODE}`,
      detail: { reason: REASON, fields: ['reporterName', 'reporterPhone'] },
      by: 'Người unit_officer',
    },
  ])
  expect(await verifyAudit(database.db)).toMatchObject({ broken: null })
  const stored = await everythingStored(database)
  for (const words of [NAME, PHONE]) expect(stored).not.toContain(words)
})

test('what can not be told of is not opened', async () => {
  const { database, reveal } = await house()
  await database.pool.query(`alter table audit_entry add constraint no_reveals check (entity <> 'sealed_identity')`)
  const { status, answer } = await reveal()
  expect(status).toBe(500)
  expect(JSON.stringify(answer)).not.toContain(NAME)
})

test('nobody else opens it: no other role, no machine, no display, nobody of another unit or domain, nobody without a reason', async () => {
  const { database, reveal, officer } = await house()
  for (const role of [...ROLES_OF_PEOPLE, 'screen' as const].filter((each) => each !== 'unit_officer'))
    expect((await reveal(await signedInAs(database, role))).status, role).toBe(403)
  expect((await reveal(await tokenOf(database, 'unit_officer'))).status).toBe(403)
  await take(database, report({ reportCode: 'PAHT.20261109.0009', wardCode: 'H31.102' }))
  const { rows } = await database.pool.query('select unit_id::int as unit from report_fact order by external_id')
  const [own, other] = rows.map(({ unit }) => unit)
  const within = (unit: number, domains: string[] | null, login: string) =>
    signedInWithin(database, { unit, domains, upTo: 'restricted' }, login)
  expect((await reveal(await within(other, null, 'xa.khac'))).status).toBe(404)
  expect((await reveal(await within(own, ['budget'], 'linh.vuc.khac'))).status).toBe(404)
  for (const reason of [undefined, '', '   ', 'ngắn', 'x'.repeat(501)])
    expect((await reveal(officer, { reason })).status).toBe(400)
  expect(await revealed(database)).toEqual([])
  expect((await reveal(await within(own, ['reports'], 'xa.minh'))).answer).toEqual({ fields: SAID })
})

test('a record that seals nothing, or that is not there, or a token somebody wrote elsewhere, opens nothing', async () => {
  const { database, reveal, ask, officer } = await house()
  const { rows } = await database.pool.query('select token from sealed_identity order by told_at limit 1')
  const token = `sealed:${rows[0].token.toString('base64url')}`
  const forged = { reportCode: 'PAHT.20261109.0002', title: token, reporterName: '', reporterPhone: null }
  await take(database, report(forged))
  expect((await reveal(officer, undefined, 'PAHT.20261109.0002')).status).toBe(404)
  expect((await reveal(officer, undefined, 'PAHT.20261109.0003')).status).toBe(404)
  expect((await ask(officer, 'PAHT.20261109.0002/source')).answer).toMatchObject({ value: { title: token }, sealed: [] })
  // Its own words are sealed like any others.
  await take(database, report({ reportCode: 'PAHT.20261109.0004', reporterName: token }))
  expect((await reveal(officer, undefined, 'PAHT.20261109.0004')).answer.fields[0]).toEqual({
    field: 'reporterName',
    words: token,
  })
})

test('spelt in capitals they are sealed too, and a rule that no longer seals opens what was sealed before it', async () => {
  const { database, reveal, ask, officer } = await house()
  await take(database, fieldReport(6, { ReporterName: NAME, REPORTERPHONE: PHONE }))
  expect(await everythingStored(database)).not.toContain(NAME)
  expect((await reveal(officer, undefined, 'PAHT.20261109.0006')).answer.fields).toHaveLength(2)
  // As after its pages are read again by a later version.
  await database.pool.query(
    `insert into feed_version (feed_id, version, spec) select id, version + 1, spec - 'redact' from feed where key = 'reports-sim'`,
  )
  await database.pool.query(`update run set feed_version = feed_version + 1`)
  expect((await ask(officer, `${CODE}/source`)).answer).toMatchObject({
    value: { reporterName: null },
    sealed: ['reporterName', 'reporterPhone'],
  })
  expect((await reveal()).answer).toEqual({ fields: SAID })
})

test('pages that tell the same people in any order at the same time wait for each other and for nothing else', async () => {
  const { database, reveal, officer } = await house()
  const people = Array.from({ length: 60 }, (_, n) => ({ reporterName: `${NAME} ${n}`, reporterPhone: `09123400${10 + n}` }))
  const pages = Array.from({ length: 12 }, (_, page) => {
    const told = people.map((who, n) => report({ reportCode: `PAHT.20261110.${page}${10 + n}`, ...who }))
    return page % 2 === 0 ? told : told.reverse()
  })
  const taken = await Promise.all(pages.map((told) => take(database, ...told)))
  expect(taken.map(({ status, inserted }) => [status, inserted])).toEqual(pages.map(() => ['done', people.length]))
  const { rows } = await database.pool.query('select count(*)::int as n from sealed_identity')
  expect(rows[0].n).toBe(2 * people.length + 2)
  expect((await reveal(officer, undefined, 'PAHT.20261110.1110')).answer.fields[0].words).toBe(`${NAME} 0`)
})

test('keys are changed without a page being touched, and a lost key file opens nothing', async () => {
  const { database, file, reveal } = await house()
  const before = readFileSync(file)
  for (let round = 0; round < 3; round++) {
    await rotateSecrets(database.db, keyFile())
    await take(database, report({ reportCode: `PAHT.20261109.001${round}`, reporterName: `${NAME} ${round}` }))
  }
  expect(await take(database, report())).toMatchObject({ unchanged: 1 })
  expect((await reveal()).answer).toEqual({ fields: SAID })
  expect((await reveal(undefined, undefined, 'PAHT.20261109.0012')).answer.fields[0].words).toBe(`${NAME} 2`)

  const after = readFileSync(file)
  writeFileSync(file, before)
  expect((await reveal()).answer).toEqual({ fields: SAID.map(({ field }) => ({ field, words: null })) })
  // Nor is anything taken in whose identities nobody could open later.
  expect((await take(database, report({ reportCode: 'PAHT.20261109.0020' }))).error).toContain('thiếu khóa đã niêm phong')
  writeFileSync(file, after)
  expect((await reveal()).answer).toEqual({ fields: SAID })
})

test('one that was changed in the database, or moved to another’s place, does not open', async () => {
  const { database, reveal } = await house()
  await database.pool.query(`update sealed_identity set sealed = set_byte(sealed, 30, get_byte(sealed, 30) # 1)`)
  expect(await reveal()).toMatchObject({ status: 409, answer: { detail: expect.stringContaining('đã bị sửa') } })
  await database.pool.query(`update sealed_identity set sealed = set_byte(sealed, 30, get_byte(sealed, 30) # 1)`)
  expect((await reveal()).status).toBe(200)
  await database.pool.query(
    `update sealed_identity set sealed = (select sealed from sealed_identity other where other.token <> sealed_identity.token)`,
  )
  expect((await reveal()).status).toBe(409)
  expect(await revealed(database)).toHaveLength(1)
})

test('it is removed when no page has told it for as long as the register says; yesterday’s file does not bring it back', async () => {
  const { database, reveal } = await house()
  await database.pool.query(`update sealed_identity set told_at = now() - interval '181 days'`)
  expect(await removeWhatIsOver(database.db)).toMatchObject({ identities: 2 })
  expect((await reveal()).answer).toEqual({ fields: SAID.map(({ field }) => ({ field, words: null })) })
  await take(database, report())
  expect((await reveal()).answer.fields[0].words).toBeNull()
  // Told anew with news of it, it is there again.
  await take(database, report({ status: 'WAITING', updatedAt: '2026-11-10T08:00:00.000' }))
  expect((await reveal()).answer).toEqual({ fields: SAID })
})

test('whoever opens one after the other is stopped, on all servers together; others go on', async () => {
  const { database, reveal, officer } = await house()
  const { url: beside } = await serve(database)
  const askBeside = () =>
    fetch(`${beside}/api/facts/reports-sim/${CODE}/reveal`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...officer },
      body: JSON.stringify({ reason: REASON }),
    })
  const other = await signedInWithin(database, { unit: null, domains: null, upTo: 'restricted' }, 'nguoi.khac')
  const asked = await Promise.all(Array.from({ length: REVEALS_AN_HOUR + 5 }, (_, n) => (n % 2 === 0 ? reveal() : askBeside())))
  expect(asked.filter(({ status }) => status === 200)).toHaveLength(REVEALS_AN_HOUR)
  expect(asked.filter(({ status }) => status === 409)).toHaveLength(5)
  expect((await reveal(other)).status).toBe(200)
}, 60_000)

test('a mended row and one a person judged anew keep whose they are', async () => {
  const { database, reveal, url, officer } = await house()
  const held = 'PAHT.20261109.0005'
  await take(database, report({ reportCode: held, status: 'LẠ' }))
  const steward = await signedInAs(database, 'steward')
  const rows = await fetch(`${url}/api/feeds/reports-sim/held?status=held`, { headers: steward })
  const [row] = (await rows.json()).rows
  const mended = await fetch(`${url}/api/feeds/reports-sim/held/mend`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...steward },
    body: JSON.stringify({ rows: [{ id: row.id, seen: 0, edits: { status: 'NEW' } }] }),
  })
  expect(mended.status).toBe(200)
  expect((await reveal(officer, undefined, held)).answer).toEqual({ fields: SAID })
})
