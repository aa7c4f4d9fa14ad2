import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import {
  type Database,
  decideHeld,
  makeAccount,
  type PersonalRegister,
  personalRegister,
  removeWhatIsOver,
  sendAgain,
  verifyAudit,
} from '@ioc/sql'
import { expect, test } from 'vitest'
import { hungYen } from './support/database.ts'

// What is kept of persons: said column by column, and removed when its time is over.

const ROOT = join(import.meta.dirname, '..')

/** Columns that may hold words, of which somebody has decided that none of them speaks of a person: by table.column, * for any. */
const NOT_OF_PERSONS: Record<string, string[]> = {
  'words of ours: keys, kinds, states, fingerprints': [
    ...['key', 'kind', 'status', 'state', 'level', 'code', 'domain', 'rule', 'measure', 'indicator', 'channel', 'severity'],
    ...[
      'sha256',
      'token_sha256',
      'file_sha256',
      'key_id',
      'action',
      'entity',
      'kept_in',
      'made_in',
      'media_type',
      'classification',
    ],
    ...['fact_table', 'template', 'subject', 'cause', 'watch', 'dropped', 'outcome', 'trigger', 'step'],
  ].map((column) => `*.${column}`),
  'units, agencies and the acts that made them': ['unit.*', 'unit_alias.*', 'succession.*', 'unit_version.*', 'boundaries.*'],
  'configuration: what there is to count and to show': [
    ...['*.spec', 'measure.*', 'domain.*', 'contribution_rule.*', 'definition_version.*', 'working_time.*', 'procedure_term.*'],
    ...[
      'proposal.*',
      'proposal_event.*',
      'console_meaning.about',
      'rule_change.*',
      'alert_rule_change.*',
      'feed.*',
      'delivery_channel.settings',
      'embargo.measures',
      'annotation.narrowed',
    ],
    ...['screen.name', 'screen.orders', 'screen.report', 'api_token.name', 'api_token.permissions', 'api_token.domains'],
    ...['api_token.up_to', 'account.roles', 'account.domains', 'account.up_to', 'directive.condition', 'briefing_made.*'],
    ...[
      'briefing_file.format',
      'secret.*',
      'identity_key.*',
      'delivery_secret.*',
      'passkey.transports',
      'alert.feeds',
      'alert.level',
      'alert.peak',
    ],
  ],
  'the values of dimensions figures are counted by': ['dims.*', 'picked_dims.*', 'signoff_locked.dims'],
  'which figures of which period are signed, as they read': [
    ...['signoff_action.every', 'signoff_action.figures', 'signoff_action.round', 'signoff_action.terms', 'signoff_lock.round'],
  ],
  'how a source was reached, and what its columns are like': [
    ...['run.error', 'run.fault', 'run_log.params', 'feed_trouble.host', 'host_circuit.*', 'feed_profile.profile'],
    ...['feed_profile.drifts', 'page.redacted', 'alert_watch.error', 'held_record.fingerprint', 'feed_draft_sealed.name'],
  ],
  'roles and states of what is told': [
    ...[
      'escalation_step.role',
      'alert.acknowledged',
      'directive.number',
      'directive_file.what',
      'session.why',
      'process_heard.*',
      'ledger_batch.traceparent',
    ],
    ...['audit_link.*', 'kysely_migration.*', 'kysely_migration_lock.*', 'retention_run.rule', 'feed_draft.spec'],
  ],
  'of facts: what happened to them, where, and who of the state did it': [
    ...['document_fact.*', 'work_file_fact.*', 'document_register_fact.*', 'budget_fact.*', 'index_fact.*', 'commune_dti_fact.*'],
    ...[
      'integration_use_fact.*',
      'integration_uptime_fact.*',
      'integration_agency_fact.*',
      'meeting_fact.*',
      'meeting_endpoint_fact.*',
    ],
    ...[
      'procedure_listing_fact.*',
      'service_index_fact.*',
      'press_reply_fact.*',
      'education_fact.*',
      'health_fact.*',
      'population_fact.*',
    ],
    ...['security_incident_fact.*', 'security_alert_fact.*', 'security_posture_fact.*', 'security_system_fact.*'],
    ...['security_vulnerability_fact.*', 'certificate_fact.type', 'certificate_fact.issuer', 'desk_step_fact.desk'],
    ...['dossier_fact.procedure', 'dossier_fact.field', 'dossier_fact.service', 'dossier_fact.payment', 'dossier_fact.result'],
    ...['dossier_fact.clock', 'dossier_fact.by_term', 'payment_fact.failure', 'press_fact.outlet', '*.topic', '*.sentiment'],
    ...['*.risk', '*.machine_topic', '*.machine_sentiment', '*.machine_risk', '*.reviewed_topic', '*.reviewed_sentiment'],
    ...['*.reviewed_risk', 'reconciliation_fact.side', 'reconciliation_fact.other_status', 'report_fact.source'],
    ...['report_fact.category', 'report_fact.about', 'report_fact.priority', 'report_fact.steps'],
  ],
}

const registered = ({ domains, house }: PersonalRegister) =>
  new Set([...domains.flatMap(({ keeps }) => keeps.map(({ where }) => where)), ...house.flatMap(({ where }) => where)])

test('of every column that may hold words it is decided whether they speak of a person', async () => {
  const database = await hungYen()
  const { rows } = await database.pool.query(
    `select table_name || '.' || column_name as place, table_name as of_table, column_name as name, udt_name as type
     from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  )
  const known = registered(await personalRegister(database.db))
  const excepted = new Set(Object.values(NOT_OF_PERSONS).flat())
  const mayHoldWords = ({ type }: { type: string }) => ['text', '_text', 'varchar', 'jsonb', 'bytea'].includes(type)
  const isExcepted = ({ place, of_table, name }: { place: string; of_table: string; name: string }) =>
    excepted.has(place) || excepted.has(`${of_table}.*`) || excepted.has(`*.${name}`)
  const wordy = rows.filter(mayHoldWords)
  // Numbers of records lead to a person or not: their domain has said so.
  const undecided = wordy.filter((each) => !known.has(each.place) && !isExcepted(each) && each.name !== 'external_id')
  expect(undecided.map(({ place, type }) => `${place} (${type})`)).toEqual([])
  const places = new Set(rows.map(({ place }) => place))
  expect([...known].filter((place) => !places.has(place))).toEqual([])
  // An exception that excepts nothing is one of a column that is gone.
  const isUsed = (pattern: string) =>
    wordy.some(({ place, of_table, name }) => [place, `${of_table}.*`, `*.${name}`].includes(pattern) && !known.has(place))
  expect([...excepted].filter((pattern) => !isUsed(pattern))).toEqual([])
})

test('what is said to be kept for some days is what a rule removes, and each rule removes what the register names', async () => {
  const { house, rules, domains } = await personalRegister((await hungYen()).db)
  const byRule = house.map(({ kept }) => kept).filter((kept) => kept !== 'in force' && kept !== 'for good')
  expect([...new Set(byRule)].toSorted()).toEqual(rules.map(({ rule }) => rule).toSorted())
  expect(house.filter(({ kept, why }) => kept === 'for good' && !why)).toEqual([])
  expect(domains.length).toBeGreaterThan(19)
  expect(rules.map(({ rule, days }) => [rule, days])).toEqual([
    ['sessions', 90],
    ['invitations', 30],
    ['tries', 1],
    ['messages', 90],
    ['contacts', 90],
    ['held', 180],
    ['identities', 180],
    ['samples', 30],
  ])
})

const NOW = new Date('2026-11-30T05:00:00Z')
const ago = (days: number) => new Date(NOW.getTime() - days * 86_400_000)

/** Of each thing that is kept for some days one whose time is over by a day, and one that has a day left. */
async function lived({ db, pool }: Database): Promise<void> {
  const account = await makeAccount(db, { name: 'Phạm Thu Hà', login: 'ha.pham', roles: ['analyst'] })
  const [feed] = (await pool.query(`select id from feed order by id limit 1`)).rows
  const [unit] = (await pool.query(`select id from unit order by id limit 1`)).rows
  const [run] = (
    await pool.query(`insert into run (feed_id, feed_version, trigger, status) values ($1, 1, 'schedule', 'done') returning id`, [
      feed.id,
    ])
  ).rows
  await pool.query(`insert into identity_key (use, key_id, sealed) values ('seal', 'k', '\\x00')`)
  const [page] = (
    await pool.query(
      `insert into page (feed_id, run_id, sha256, name, bytes) values ($1, $2, '\\x01', 'trang', 0) returning id`,
      [feed.id, run.id],
    )
  ).rows
  for (const [name, over] of [
    ['over', 1],
    ['left', -1],
  ] as const) {
    const of = (days: number) => ago(days + over)
    await pool.query(
      `insert into session (token_sha256, account_id, until, address, agent, ended_at) values ($1, $2, $3, '10.1.2.3', 'Firefox', $3)`,
      [name, account, of(90)],
    )
    await pool.query(`insert into invitation (token_sha256, account_id, is_first, until) values ($1, $2, false, $3)`, [
      name,
      account,
      of(30),
    ])
    await pool.query(`insert into sign_in_errand (token_sha256, kind, detail, until) values ($1, 'oidc', '{}', $2)`, [
      name,
      of(1),
    ])
    await pool.query(`insert into sign_in_tries (key, points, expire) values ($1, 1, $2)`, [name, of(1).getTime()])
    await pool.query(`insert into contact (key, name, unit_id, role, addresses, left_at) values ($1, $1, $2, 'leader', $3, $4)`, [
      name,
      unit.id,
      { sms: '0912345678' },
      of(90),
    ])
    for (const schema of ['public', 'exercised'])
      await pool.query(
        `insert into ${schema}.message (contact, channel, address, letter, status, settled_at${schema === 'exercised' ? ', exercise_id' : ''})
         values ($1, 'sms', '0912345678', $2, 'dead', $3${schema === 'exercised' ? ', 7' : ''})`,
        [name, { about: 'note', headline: 'Gọi bà Hà', lines: [], path: '/', level: null }, of(90)],
      )
    const [held] = (
      await pool.query(
        `insert into held_record (feed_id, run_id, last_run_id, page_id, place, status, raw, mended, reasons, fingerprint)
         values ($1, $2, $2, $3, 1, 'dismissed', $4, $4, $5, $6) returning id`,
        [
          ...[feed.id, run.id, page.id, { sdt: '0912345678' }],
          ...[JSON.stringify([{ field: 'sdt', code: 'odd', message: '«0912345678» sai' }]), Buffer.from(name)],
        ],
      )
    ).rows
    await pool.query(`update held_record set settled_at = $2 where id = $1`, [held.id, of(180)])
    await pool.query(
      `insert into held_action (held_id, by, action, status, record, note) values ($1, 'Lan', 'mend', 'dismissed', $2, 'x')`,
      [held.id, { sdt: '0912345678' }],
    )
    await pool.query(
      `insert into sealed_identity (feed_id, token, identity_key_id, sealed, told_at)
       values ($1, $2, (select id from identity_key where use = 'seal'), '\\x00', $3)`,
      [feed.id, Buffer.from(name), of(180)],
    )
    const [draft] = (await pool.query(`insert into feed_draft (spec, saved_at) values ('{}', $1) returning id`, [of(30)])).rows
    for (const kind of ['sample', 'secret'])
      await pool.query(
        `insert into feed_draft_sealed (draft_id, kind, name, key_id, sealed, set_at) values ($1, $2, $3, 'k', '\\x00', $4)`,
        [draft.id, kind, name, of(30)],
      )
  }
}

/** Unbound from what binds rows of an exercise and a person to others: what is tried is whether their time is over. */
async function unbound(database: Database): Promise<void> {
  await database.pool.query(`alter table exercised.message drop constraint if exists message_exercise_id_fkey`)
  await database.pool.query(`drop trigger is_marked on exercised.message`)
}

test('what is over for as long as the register says is removed, and nothing else; the audit is told how many by which rule', async () => {
  const database = await hungYen()
  await unbound(database)
  await lived(database)
  const { rows: before } = await database.pool.query('select max(id) as last from audit_entry')
  const removed = await removeWhatIsOver(database.db, NOW)
  expect(removed).toEqual({ sessions: 1, invitations: 1, tries: 2, messages: 2, contacts: 1, held: 1, samples: 1, identities: 1 })
  const ask = async (query: string) => (await database.pool.query(query)).rows.map((row) => Object.values(row))
  expect(await ask(`select token_sha256 from session where address = '10.1.2.3'`)).toEqual([['left']])
  expect(await ask(`select token_sha256 from invitation where token_sha256 in ('over', 'left')`)).toEqual([['left']])
  expect(await ask(`select token_sha256 from sign_in_errand`)).toEqual([['left']])
  expect(await ask(`select key from sign_in_tries`)).toEqual([['left']])
  expect(await ask(`select key, addresses from contact where key in ('over', 'left') order by key desc`)).toEqual([
    ['over', {}],
    ['left', { sms: '0912345678' }],
  ])
  for (const schema of ['public', 'exercised'])
    expect(
      await ask(`select contact, status, address, letter->>'headline' from ${schema}.message order by contact desc`),
    ).toEqual([
      ['over', 'dead', '', 'Nội dung đã xóa khi hết thời hạn lưu.'],
      ['left', 'dead', '0912345678', 'Gọi bà Hà'],
    ])
  expect(
    await ask(
      `select raw, mended, reasons->0->>'code' as code, reasons::text like '%0912345678%' as tells, held.status, record, note
       from held_record held join held_action on held_id = held.id order by held.id`,
    ),
  ).toEqual([
    [{}, null, 'odd', false, 'dismissed', null, 'x'],
    [{ sdt: '0912345678' }, { sdt: '0912345678' }, 'odd', true, 'dismissed', { sdt: '0912345678' }, 'x'],
  ])
  expect(await ask(`select convert_from(token, 'UTF8') from sealed_identity`)).toEqual([['left']])
  // A draft keeps its secrets, which no page can give again.
  expect(await ask(`select kind, name from feed_draft_sealed order by name desc, kind`)).toEqual([
    ['secret', 'over'],
    ['sample', 'left'],
    ['secret', 'left'],
  ])

  const { rows: told } = await database.pool.query(
    `select actor, action, entity, entity_id as id, detail from audit_entry where id > $1 order by audit_entry.id`,
    [before[0].last],
  )
  const runs = told.filter(({ action }) => action === 'removed')
  expect(runs.map(({ entity, id, detail }) => [entity, id, detail.rows, detail.days])).toEqual([
    ['retention', 'sessions', 1, 90],
    ['retention', 'invitations', 1, 30],
    ['retention', 'tries', 2, 1],
    ['retention', 'messages', 2, 90],
    ['retention', 'contacts', 1, 90],
    ['retention', 'held', 1, 180],
    ['retention', 'identities', 1, 180],
    ['retention', 'samples', 1, 30],
  ])
  expect(runs[0].actor).toEqual({ kind: 'process', name: 'ioc' })
  // That a session is gone is told, and not once more where it came from.
  expect(told.filter(({ entity }) => entity === 'session')).toEqual([expect.objectContaining({ action: 'delete' })])
  expect(JSON.stringify(told)).not.toMatch(/0912345678|10\.1\.2\.3|Firefox/)
  expect((await verifyAudit(database.db)).broken).toBeNull()

  // Done again, nothing is removed, which the audit need not be told; that it was looked is kept.
  const later = new Date(NOW.getTime() + 3_600_000)
  expect(Object.values(await removeWhatIsOver(database.db, later))).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
  const { rows: after } = await database.pool.query(`select count(*)::int as runs from audit_entry where action = 'removed'`)
  expect(after[0].runs).toBe(8)
  const { rules } = await personalRegister(database.db)
  expect(rules.map(({ rule, last }) => [rule, last])).toContainEqual(['tries', { ranAt: later, removed: 0, removedInAll: 2 }])
})

test('a province says for how long', async () => {
  const database = await hungYen()
  await unbound(database)
  await lived(database)
  await database.pool.query(`update province set spec = spec || '{"retention": {"sessions": 80, "held": 400}}'`)
  const removed = await removeWhatIsOver(database.db, NOW)
  expect([removed.sessions, removed.held, removed.messages]).toEqual([2, 0, 2])
})

test('what was removed is not taken up again as if it were there', async () => {
  const database = await hungYen()
  await unbound(database)
  await lived(database)
  await removeWhatIsOver(database.db, NOW)
  const [over, left] = (await database.pool.query('select id, feed_id from held_record order by id')).rows
  const reopen = (held: { id: number; feed_id: number }) =>
    decideHeld(database.db, held.feed_id, { ids: [held.id], action: 'reopen', by: 'Lan' })
  await expect(reopen(over)).rejects.toThrow(`Dòng số ${over.id}: nội dung đã xóa khi hết thời hạn lưu`)
  await reopen(left)
  const [gone, kept] = (await database.pool.query('select id from message order by id')).rows
  await expect(sendAgain(database.db, gone.id)).rejects.toThrow('Nội dung tin này đã xóa khi hết thời hạn lưu')
  await database.pool.query(`update contact set left_at = null where key = 'left'`)
  await sendAgain(database.db, kept.id)
})

test('of what was done about a held record nothing but the record can go', async () => {
  const database = await hungYen()
  await unbound(database)
  await lived(database)
  const { pool } = database
  for (const change of [
    `update held_action set by = 'Hoa'`,
    `update held_action set record = '{"sdt": "khác"}'`,
    `update held_action set record = null, note = null`,
    `delete from held_action`,
  ])
    await expect(pool.query(change)).rejects.toThrow('held_action is append-only')
  expect((await pool.query(`update held_action set record = null`)).rowCount).toBe(2)
})

test('the command says the register in either language, and as JSON', async () => {
  const database = await hungYen()
  await removeWhatIsOver(database.db, NOW)
  const ioc = async (...words: string[]) =>
    (
      await promisify(execFile)(process.execPath, ['workers/bin/ioc.mjs', 'personal', ...words], {
        cwd: ROOT,
        env: { ...process.env, DATABASE_URL: database.url },
      })
    ).stdout
  const vi = await ioc()
  expect(vi).toContain('Dân cư (population)\n  – không giữ gì về cá nhân\n')
  expect(vi).toMatch(/Địa chỉ mạng và trình duyệt của phiên đăng nhập\n.*session\.address.*\n.*\n {4}→ 90 ngày sau khi xong/)
  const en = await ioc('--lang', 'en')
  expect(en).toContain('retention.held): 180 days after it is over; last at 2026-11-30T05:00:00.000Z: 0 removed, 0 in all')
  const told = JSON.parse(await ioc('--json')) as PersonalRegister
  expect(told.domains.find(({ id }) => id === 'social')?.keeps.map(({ where }) => where)).toContain('social_fact.text')
})
