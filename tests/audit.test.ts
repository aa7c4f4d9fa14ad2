import { execFile } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { actingAs, type Database, keyFile, saveView, setSecret, verifyAudit } from '@ioc/sql'
import { keepHead, keptHeads } from '@ioc/workers/testing'
import { expect, test } from 'vitest'
import { serve } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { NOBODY } from './support/signed-in.ts'

const ROOT = join(import.meta.dirname, '..')

// Who changed what: written by the change itself, in a chain that whoever alters it breaks.

const SEARCH = 'indicator=dossiers.received_today'

const keep = (database: Database, name: string) =>
  actingAs({ kind: 'request', name: `req-${name}`, address: '10.0.0.7' }, () =>
    saveView(database.db, { name, search: SEARCH, by: 'Lan' }),
  )

/** All there is to be told of the last so many. */
async function newest(database: Database, count: number) {
  const { rows } = await database.pool.query(
    `select actor, action, entity, entity_id as "id", detail from audit_entry order by audit_entry.id desc limit ${count}`,
  )
  return rows.reverse()
}

/** As whoever owns the database could: no trigger is asked. */
async function asOwner(database: Database, change: string): Promise<void> {
  const client = await database.pool.connect()
  try {
    await client.query('begin')
    await client.query('alter table audit_entry disable trigger user; alter table audit_link disable trigger user')
    await client.query(change)
    await client.query('alter table audit_entry enable trigger user; alter table audit_link enable trigger user')
    await client.query('commit')
  } finally {
    client.release()
  }
}

test('what is kept over HTTP is told of with the request it came by, what it says, and no more than that', async () => {
  const database = await hungYen()
  const { url } = await serve(database)
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ name: 'Hồ sơ các xã', search: SEARCH, by: 'Lan' })
  expect((await fetch(`${url}/api/views`, { method: 'POST', headers, body })).status).toBe(200)
  const share = JSON.stringify({ search: SEARCH, days: 1, by: 'Lan' })
  const shares = await fetch(`${url}/api/shares`, { method: 'POST', headers, body: share })
  const { token } = (await shares.json()) as { token: string }
  expect(token).toBeTypeOf('string')
  const [kept, shared] = await newest(database, 2)
  expect(kept).toMatchObject({
    actor: { kind: 'account', name: 'Lan', request: expect.stringMatching(/^req-/), address: '127.0.0.1' },
    ...{ action: 'insert', entity: 'saved_view_version', id: '1 1' },
    detail: { by: 'Lan', name: 'Hồ sơ các xã', search: SEARCH, row: expect.stringMatching(/^[0-9a-f]{64}$/) },
  })
  expect(shared).toMatchObject({ entity: 'share', detail: { by: 'Lan' } })
  expect(JSON.stringify(shared)).not.toContain(token)
  expect(Object.keys(shared.detail)).not.toContain('token_sha256')
  // What the next request on the same connection reads is nobody's change, and what it changes is its own.
  await fetch(`${url}/api/views`)
  const again = { method: 'POST', headers, body: JSON.stringify({ name: 'Hồ sơ khác', search: SEARCH, by: 'Hoa' }) }
  await fetch(`${url}/api/views`, again)
  const [last] = await newest(database, 1)
  expect([last.detail.by, last.actor.name, last.actor.request === kept.actor.request]).toEqual(['Hoa', 'Hoa', false])
})

/** Tables whose rows no person changes, or of which another table tells. */
const TOLD_ELSEWHERE: Record<string, string[]> = {
  'what sources told, and where it went': [
    ...[
      'run',
      'run_log',
      'run_page',
      'page',
      'page_chunk',
      'sealed_identity',
      'page_heard',
      'feed_heard',
      'feed_trouble',
      'feed_profile',
      'delivery',
    ],
    ...['held_record', 'held_in_run', 'told', 'insertion', 'former_fact', 'never_committed', 'host_circuit', 'rule_finding'],
  ],
  'the ledger, which has a chain of its own sort: verify recomputes it': [
    ...['cell', 'dims', 'ledger_batch', 'ledger_entry', 'month_changed', 'month_total', 'day_total', 'picked_dims'],
  ],
  'what the audit itself is': ['audit_entry', 'audit_link'],
  'how often somebody tried to sign in, and what a browser on its way carries, gone within the hour': [
    'sign_in_tries',
    'sign_in_errand',
  ],
  'what this code and its migrations write': [
    'fact_columns',
    'contribution_rule',
    'measure',
    'domain',
    'kysely_migration',
    'kysely_migration_lock',
  ],
  'applied from files, each with a version that is told of': [
    ...[
      'unit',
      'succession',
      'unit_alias',
      'province',
      'scene',
      'playlist',
      'report_template',
      'rule_set',
      'alert_rule',
      'briefing',
    ],
    ...['working_day', 'working_time', 'procedure_term'],
  ],
  'what its events tell, each told of': [
    'directive',
    'checklist',
    'checklist_alert',
    'exercise',
    'report',
    'alert',
    'escalation',
    ...['signoff_lock', 'signoff_locked', 'signoff_carried'],
    ...['proposal', 'console_meaning'],
  ],
  'made by a process by its own clock': [
    'process_heard',
    ...['alert_watch', 'escalation_progress', 'escalation_step', 'checklist_progress', 'reminder', 'message', 'message_attempt'],
    ...['notification', 'briefing_made', 'briefing_file'],
  ],
  'when a rule of retention looked: what it removed is told of by itself': ['retention_run'],
  'drafts, told of once they are published': ['feed_draft', 'feed_draft_sealed'],
}

test('of every table it is decided whether the audit tells of it', async () => {
  const database = await hungYen()
  const { rows } = await database.pool.query(
    `select c.relname as name, exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'audited') as audited
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`,
  )
  const elsewhere = new Set(Object.values(TOLD_ELSEWHERE).flat())
  const isOfSource = (name: string) => name.endsWith('_fact')
  const undecided = rows.filter(({ name, audited }) => !audited && !isOfSource(name) && !elsewhere.has(name))
  expect(undecided.map(({ name }) => name)).toEqual([])
  expect(rows.filter(({ name, audited }) => audited && elsewhere.has(name))).toEqual([])
  const names = new Set(rows.map(({ name }) => name))
  expect([...elsewhere].filter((name) => !names.has(name))).toEqual([])
})

test('a secret is told of by its name, never by what it is', async () => {
  const database = await hungYen()
  await setSecret(database.db, keyFile(), { feed: 'dossiers-sim', name: 'token' }, 'rất bí mật')
  const [entry] = await newest(database, 1)
  expect(entry).toMatchObject({ entity: 'secret', detail: { name: 'token' } })
  expect(Object.keys(entry.detail).sort()).toEqual(['feed_id', 'key_id', 'name', 'row', 'set_at'])
})

test('what is taken back was never done, and an entry is changed by nobody', async () => {
  const database = await hungYen()
  const { entries } = await verifyAudit(database.db)
  const failed = database.db.transaction().execute(async (trx) => {
    await saveView(trx, { name: 'A', search: SEARCH, by: 'Lan' })
    throw new Error('thôi')
  })
  await expect(failed).rejects.toThrow('thôi')
  expect(await verifyAudit(database.db)).toMatchObject({ entries, broken: null })
  await keep(database, 'A')
  for (const change of ["update audit_entry set action = 'x'", 'delete from audit_link', 'truncate audit_entry cascade'])
    await expect(database.pool.query(change)).rejects.toThrow(/append-only/)
})

test('eight who change at once, many times each, leave one chain without a gap', async () => {
  const database = await hungYen()
  const before = (await verifyAudit(database.db)).entries
  await Promise.all(
    Array.from({ length: 8 }, async (_, who) => {
      for (let n = 0; n < 25; n++)
        await database.pool.query(
          `insert into saved_view_version (view, version, by, name, search) values (${1000 + who}, ${n + 1}, 'N${who}', 'x', '')`,
        )
    }),
  )
  expect(await verifyAudit(database.db)).toMatchObject({ entries: before + 200, broken: null, head: { position: before + 200 } })
})

test('heads that workers write down are what the command asks the chain for', async () => {
  const database = await hungYen()
  const file = join(await mkdtemp(join(tmpdir(), 'heads-')), 'audit-heads')
  expect(await keptHeads(file)).toEqual([])
  await keep(database, 'A')
  await keepHead(database.db, file)
  await keep(database, 'B')
  await keepHead(database.db, file)
  const heads = await keptHeads(file)
  expect(heads.map(({ position }) => position)).toEqual([(heads[1]?.position ?? 0) - 1, heads[1]?.position])
  const run = async () => {
    const env = { ...process.env, DATABASE_URL: database.url, AUDIT_HEADS: file }
    const command = ['workers/bin/ioc.mjs', 'audit', 'verify', '--json']
    return promisify(execFile)(process.execPath, command, { cwd: ROOT, env }).catch((error: { stdout: string }) => error)
  }
  expect(JSON.parse((await run()).stdout)).toMatchObject({ broken: null, head: heads[1] })
  await asOwner(database, "update audit_entry set detail = jsonb_set(detail, '{name}', '\"Á\"') where detail->>'name' = 'A'")
  expect(JSON.parse((await run()).stdout)).toMatchObject({ broken: { why: 'changed', position: heads[0]?.position } })
})

test('of sixty ways to alter it each is found, and where', async () => {
  const database = await hungYen()
  for (let n = 0; n < 40; n++) await keep(database, `Góc nhìn ${n}`)
  const { head } = await verifyAudit(database.db)
  const kept = head ? [head] : []
  const end = kept[0]?.position as number
  // Of twelve entries: one byte of each field, a moment, one taken out with its link or without, two that change places.
  const ways = Array.from({ length: 12 }, (_, n) => end - 3 * n - 2).flatMap((position) => {
    const entry = `(select entry_id from audit_link where position = ${position})`
    return [
      { position, change: `update audit_entry set detail = jsonb_set(detail, '{by}', '"Lam"') where id = ${entry}` },
      { position, change: `update audit_entry set at = at + interval '1 microsecond' where id = ${entry}` },
      { position, change: `update audit_entry set actor = jsonb_set(actor, '{address}', '"10.0.0.8"') where id = ${entry}` },
      {
        position,
        change: `with gone as (delete from audit_link where position = ${position} returning entry_id) delete from audit_entry where id in (select entry_id from gone)`,
      },
      {
        position,
        change: `update audit_link set position = 1000000 where position = ${position};
          update audit_link set position = ${position} where position = ${position + 1};
          update audit_link set position = ${position + 1} where position = 1000000`,
      },
    ]
  })
  expect(ways.length).toBe(60)
  await database.pool.query('create table entry_kept as table audit_entry')
  await database.pool.query('create table link_kept as table audit_link')
  for (const { position, change } of ways) {
    await asOwner(database, change)
    const { broken } = await verifyAudit(database.db, kept)
    expect(broken, change).not.toBeNull()
    expect(Math.abs((broken?.position as number) - position), change).toBeLessThanOrEqual(1)
    await asOwner(
      database,
      `delete from audit_link; delete from audit_entry;
      insert into audit_entry overriding system value table entry_kept; insert into audit_link table link_kept`,
    )
  }
  expect(await verifyAudit(database.db, kept)).toMatchObject({ broken: null })
  // The end cut off, and all of it made anew, are found by the head that was kept elsewhere, and not without.
  await asOwner(
    database,
    `with gone as (delete from audit_link where position > ${end - 3} returning entry_id) delete from audit_entry where id in (select entry_id from gone)`,
  )
  expect((await verifyAudit(database.db)).broken).toBeNull()
  expect((await verifyAudit(database.db, kept)).broken).toEqual({ why: 'missing', position: end, entry: null })
  for (let n = 0; n < 3; n++) await keep(database, `Khác ${n}`)
  expect((await verifyAudit(database.db, kept)).broken).toMatchObject({ why: 'other', position: end })
})

test('whoever takes figures away as a file or looks at a record as its source wrote it is told of, before they have it', async () => {
  const database = await hungYen()
  const { app } = await serve(database)
  const told = async () => {
    const { rows } = await database.pool.query(
      `select actor->>'name' as by, action, entity, detail from audit_entry where action in ('exported', 'revealed') order by id`,
    )
    return rows
  }
  const seen = '/api/readings/dossiers.received_today/units'
  expect((await app.inject(seen)).statusCode).toBe(200)
  expect(await told()).toEqual([])
  expect((await app.inject(`${seen}?format=csv`)).headers['content-type']).toMatch(/^text\/csv/)
  await app.inject('/api/feeds/dossiers-sim/held')
  const saved = { address: '/explore?indicator=dossiers.received_today', file: 'hồ sơ.xlsx' }
  await app.inject({ method: 'POST', url: '/api/exports', payload: saved })
  expect(await told()).toMatchObject([
    { by: 'Lan', action: 'exported', entity: '/api/readings/:indicator/units', detail: { address: `${seen}?format=csv` } },
    { by: 'Lan', action: 'revealed', entity: '/api/feeds/:feed/held', detail: { address: '/api/feeds/dossiers-sim/held' } },
    { by: 'Lan', action: 'exported', entity: 'page', detail: saved },
  ])
  // What is open to all is nobody’s secret.
  await app.inject({ url: '/api/open/dossiers.received_today/data.csv', headers: NOBODY })
  expect((await told()).length).toBe(3)
  // What can’t be told is not given.
  await database.pool.query('alter table audit_entry rename to gone')
  expect((await app.inject(`${seen}?format=csv`)).statusCode).toBe(500)
  expect((await app.inject(seen)).statusCode).toBe(200)
})
