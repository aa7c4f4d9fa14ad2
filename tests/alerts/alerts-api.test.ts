import type { AlertsAnswer, AlertTold } from '@ioc/server/contract'
import { expect, test } from 'vitest'
import { askAll, onlyRules } from '../support/alerts.ts'
import { serve } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { heard } from '../support/sources.ts'

// What a screen asks of alerts, over HTTP.

const RULE = {
  id: 'overdue',
  title: { vi: 'Hồ sơ quá hạn của xã', en: 'Overdue dossiers of a commune' },
  indicators: ['dossiers.overdue'],
  kinds: ['commune'],
  when: { is: 'threshold' as const, levels: { watch: 1, critical: 3 } },
}

async function house() {
  const database = await hungYen()
  const rules = await onlyRules(database, RULE)
  const run = await openRun(database, 'dossiers-sim')
  for (const [commune, count] of [
    ['phuong-pho-hien', 2],
    ['phuong-hong-chau', 4],
  ] as const) {
    const unit = rules.units.find(commune).id
    await commit(
      database,
      run,
      Array.from({ length: count }, (_, n) => dossier({ id: `${commune} ${n}`, unit })),
    )
  }
  await heard(database, new Date())
  await askAll(rules, new Date())
  const { url } = await serve(database)
  const call = async (path: string, body?: unknown) => {
    const asked =
      body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const response = await fetch(`${url}/api${path}`, asked)
    return { status: response.status, body: await response.json() }
  }
  return { database, call, url }
}

test('open alerts stand by their cause, each with its unit, bound and history', async () => {
  const { call, url } = await house()
  const { body } = (await call('/alerts')) as { body: AlertsAnswer }
  expect(body).toMatchObject({ open: { watch: 1, warn: 0, critical: 1 }, waiting: 2, engine: { watches: 1, failing: 0 } })
  expect(body.groups).toMatchObject([
    {
      subject: { kind: 'indicator', id: 'dossiers.overdue', title: { en: 'Overdue dossiers' } },
      domain: { vi: expect.any(String) },
      level: 'critical',
      of: 2,
      alerts: [
        { unit: { key: 'phuong-hong-chau' }, level: 'critical', measured: 4, bound: 3 },
        { unit: { key: 'phuong-pho-hien' }, level: 'watch', measured: 2, bound: 1 },
      ],
    },
  ])
  const metrics = await (await fetch(`${url}/metrics`)).text()
  expect(metrics).toContain('ioc_alerts_open{level="critical"} 1')
  const id = body.groups[0]?.alerts[0]?.id
  const { body: told } = (await call(`/alerts/${id}`)) as { body: AlertTold }
  expect(told).toMatchObject({
    rule: { id: 'overdue', says: { vi: 'Giá trị vượt ngưỡng: 1 (theo dõi), 3 (nghiêm trọng).' } },
    events: [{ kind: 'fired', measured: 4 }],
  })
})

test('on a wall a line says where and who answers, and of a moment before anything was recorded that nobody knows', async () => {
  const { call, database } = await house()
  const rows = async () => (await call('/tiles/alerts.open')).body.data.rows
  // Several communes at once: whoever is named for the number.
  expect(await rows()).toMatchObject([{ of: 2, place: null, answers: { name: 'Văn phòng UBND tỉnh' } }])
  await database.pool.query(`update alert set status = 'resolved', resolved_at = now() where level = 'watch'`)
  expect(await rows()).toMatchObject([
    { of: 1, place: { key: 'phuong-hong-chau' }, answers: { key: 'phuong-hong-chau' }, first: { measured: 4, bound: 3 } },
  ])
  expect((await call('/tiles/alerts.open')).body.data).toMatchObject({ unknown: false })
  expect((await call('/tiles/alerts.open?asOf=2020-01-01')).body.data).toMatchObject({ unknown: true, rows: [] })
})

test('somebody sees to them by name, and a silence keeps one quiet until it is ended', async () => {
  const { call } = await house()
  const { groups } = (await call('/alerts')).body as AlertsAnswer
  const [severe, mild] = groups[0]?.alerts ?? []
  expect(await call('/alerts/acknowledge', { alerts: [severe?.id], by: 'Trần Thị Hoa', note: 'Đang gọi' })).toMatchObject({
    status: 200,
  })
  const until = new Date(Date.now() + 3_600_000).toISOString()
  const asked = { subject: 'dossiers.overdue', unit: mild?.unit?.key, by: 'Trần Thị Hoa', why: 'Đang chuyển trụ sở', until }
  const { body: made } = await call('/alert-silences', asked)
  expect((await call('/alerts')).body).toMatchObject({ waiting: 0, open: { watch: 1, critical: 1 } })
  expect((await call('/alert-silences')).body.silences).toMatchObject([{ id: made.silence, unit: { key: mild?.unit?.key } }])
  await call(`/alert-silences/${made.silence}/end`, { by: 'Lê Văn Nam' })
  expect((await call('/alerts')).body).toMatchObject({ waiting: 1 })
  expect(await call('/alert-silences', { by: 'Hoa', why: 'x', until })).toMatchObject({ status: 400 })
  // What is not there would be silenced for nothing.
  const strange = async (what: object) => (await call('/alert-silences', { ...what, by: 'Hoa', why: 'x', until })).body.detail
  expect(await strange({ rule: 'qua-han' })).toBe(
    'Không có quy tắc cảnh báo «qua-han». Xem tên đúng ở «Quy tắc cảnh báo» rồi gửi lại.',
  )
  expect(await strange({ domain: 'ho-so' })).toBe('Không có lĩnh vực «ho-so».')
  expect(await call('/alert-silences', { rule: 'overdue', by: 'Hoa', why: 'x', until })).toMatchObject({ status: 200 })
  expect((await call('/alert-silences')).body.silences).toHaveLength(1)
})

test('a rule is rehearsed, made, changed and taken away with who and why; what does not fit is refused in words', async () => {
  const { call, database } = await house()
  const rule = { ...RULE, id: 'moi', kinds: undefined, hold: 0 }
  const rehearsal = await call('/alert-rules/rehearse', { rule, days: 1 })
  expect(rehearsal).toMatchObject({ status: 200, body: { step: 900, looks: expect.any(Number) } })
  const who = { by: 'Trần Thị Hoa', why: 'Lãnh đạo yêu cầu' }
  expect(await call('/alert-rules/moi', { ...who, seen: null, after: rule })).toMatchObject({ status: 200 })
  expect(await call('/alert-rules/moi', { ...who, seen: null, after: rule })).toMatchObject({ status: 409 })
  const changed = { ...rule, when: { is: 'threshold', levels: { warn: 2 } } }
  expect(await call('/alert-rules/moi', { ...who, seen: rule, after: changed })).toMatchObject({ status: 200 })
  const { rules } = (await call('/alert-rules')).body
  expect(rules).toMatchObject([
    { id: 'moi', open: 0 },
    { id: 'overdue', open: 2, began: 2 },
  ])
  for (const [wrong, why] of [
    [{ indicators: ['dossiers.nothing'] }, 'there is no indicator «dossiers.nothing»'],
    [{ indicators: undefined }, 'name the indicators'],
    [{ when: { is: 'change', within: 3600, worse: 'rise', levels: {} } }, 'say from where on'],
    [{ units: ['xa-khong-co'] }, 'there is no unit'],
    [{ id: 'khac' }, '«moi»'],
  ] as const) {
    const answer = await call('/alert-rules/moi', { ...who, seen: changed, after: { ...changed, ...wrong } })
    expect(answer.status).toBe(400)
    expect(answer.body.detail).toContain(why)
  }
  expect(await call('/alert-rules/moi', { ...who, seen: changed, after: null })).toMatchObject({ status: 200 })
  const { rows } = await database.pool.query(
    "select by, before is null as made, after is null as gone from alert_rule_change where rule = 'moi' order by id",
  )
  expect(rows.map(({ made, gone }) => [made, gone])).toEqual([
    [true, false],
    [false, false],
    [false, true],
  ])
})

test('of fifty thousand open alerts all are counted, and no more are told than a screen has use for, by cause or by unit', async () => {
  const { call, database } = await house()
  await database.pool.query(`
    insert into alert (rule, watch, subject, unit_id, domain, status, level, peak, since, fired_at)
    select 'storm', 'x', 'dossiers.overdue?n:' || n, unit.id, 'dossiers', 'firing', 'warn', 'warn', now(), now()
    from generate_series(1, 500) n, (select id from unit where kind = 'commune' order by id limit 101) unit`)
  for (const by of ['cause', 'unit'] as const) {
    const { body } = (await call(`/alerts?by=${by}`)) as { body: AlertsAnswer }
    expect(body.open).toEqual({ watch: 1, warn: 50_500, critical: 1 })
    expect(body.waiting).toBe(50_502)
    expect(body.groups).toHaveLength(200)
    expect(body.groups[0]).toMatchObject({ level: 'critical' })
    expect(body.groups.every(({ alerts, firing, of }) => alerts.length > 0 && firing.length === of)).toBe(true)
    const told = body.groups.reduce((sum, { of, explainedOf }) => sum + of + explainedOf, 0)
    expect(body.more.alerts).toBe(50_502 - told)
    expect(body.more.groups).toBeGreaterThan(200)
    expect(JSON.stringify(body).length).toBeLessThan(1_500_000)
  }
  const { body } = (await call('/tiles/alerts.open')) as { body: { state: { open: unknown; rows: unknown[] } } }
  expect(JSON.stringify(body)).toContain('"warn":50500')
})
