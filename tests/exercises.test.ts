import { fork } from 'node:child_process'
import type { ChecklistReport, ExerciseNow, ExerciseReport } from '@ioc/server/contract'
import {
  actOnExercise,
  type Database,
  eventsOfAlert,
  eventsOfExercise,
  exerciseUnderWay,
  findAlerts,
  findChecklists,
  findDirectives,
  findMessages,
  issueDirective,
  loadProvince,
  loadScenarios,
  madeByExercise,
  openExercised,
  playExercise,
  setChannel,
  startExercise,
} from '@ioc/sql'
import { startPlayer } from '@ioc/workers/testing'
import { expect, onTestFinished, test } from 'vitest'
import { askAll, houseOf, onlyRules } from './support/alerts.ts'
import { serve, until } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'
import { mail, PLAN, people } from './support/escalation.ts'
import { heard } from './support/sources.ts'

// A scenario goes through the very same loop, says what it is everywhere, and leaves no trace in anything real.

const OFFICE = 'van-phong-ubnd'
const RULE = {
  id: 'share',
  title: { vi: 'Tỷ lệ quá hạn', en: 'Overdue share' },
  indicators: ['dossiers.overdue_share'],
  when: { is: 'threshold' as const, levels: { watch: 5, warn: 10, critical: 15 } },
}
const SCENARIOS = loadScenarios('hung-yen')

/** A real world with something in it, and the world of exercises beside it. */
async function worlds() {
  const database = await hungYen()
  const real = await onlyRules(database, RULE)
  await people(database, {
    lan: { unit: OFFICE, role: 'specialist', addresses: { email: 'lan@example.vn' } },
    hoa: { unit: OFFICE, role: 'director' },
    chu: { unit: 'hung-yen', role: 'vice_chair' },
  })
  const unit = (await database.pool.query("select id from unit where key = 'phuong-pho-hien'")).rows[0].id
  await commit(
    database,
    await openRun(database, 'dossiers-sim'),
    Array.from({ length: 4 }, (_, n) => dossier({ id: `${n}`, unit })),
  )
  await heard(database, new Date())
  const exercised = openExercised(database)
  onTestFinished(() => exercised.close())
  const there = { ...(await houseOf(database)), db: exercised.db }
  return { database, real, exercised, there }
}

async function played(database: Database) {
  const errors: unknown[] = []
  const player = await startPlayer(database, 'https://ioc.example.vn', (error) => errors.push(error))
  onTestFinished(async () => {
    await player.close()
    expect(errors).toEqual([])
  })
}

/** What every real table holds, whatever its order; an exercise’s own register left out, and what the audit tells of that. */
async function realTables({ pool }: Database): Promise<Record<string, string>> {
  const { rows } = await pool.query(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not in ('exercise', 'exercise_event', 'audit_link') order by 1",
  )
  const sums: Record<string, string> = {}
  for (const { name } of rows) {
    const { rows: sum } = await pool.query(
      `select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as sum from public."${name}" t
       where ${name === 'audit_entry' ? "entity <> 'exercise_event'" : 'true'}`,
    )
    sums[name] = sum[0].sum
  }
  return sums
}

const start = (there: Awaited<ReturnType<typeof worlds>>['there'], key = 'dossier-backlog', sends = false) =>
  startExercise(there, SCENARIOS, { key, by: 'Hoa', sends })
const go = (there: Awaited<ReturnType<typeof worlds>>['there'], id: number, act: 'shown' | 'ended' | 'paused') =>
  actOnExercise(there, PLAN, id, { act, by: 'Hoa' })

test('every scenario shows what there is', async () => {
  const { there } = await worlds()
  expect(SCENARIOS.map(({ id }) => id).sort()).toEqual(['dossier-backlog', 'platform-down', 'press-crisis', 'storm'])
  for (const { id } of SCENARIOS) await go(there, await start(there, id), 'ended')
})

test('each scenario, under the rules that ship, begins the checklist it is there to try', async () => {
  const { database, there, exercised } = await worlds()
  await onlyRules(database, ...loadProvince('hung-yen').alerts)
  await played(database)
  const tried = {
    'dossier-backlog': 'dossier-backlog',
    'platform-down': 'platform-down',
    'press-crisis': 'press-crisis',
    storm: 'storm-flood',
  }
  for (const [scenario, checklist] of Object.entries(tried)) {
    const id = await start(there, scenario)
    const begun = async () => (await findChecklists(exercised.db, { running: true, limit: 9 })).map(({ key }) => key)
    await go(there, id, 'shown')
    await go(there, id, 'shown')
    await until(`${checklist} begins`, async () => (await begun()).includes(checklist), 60)
    await go(there, id, 'ended')
  }
}, 240_000)

test('before, during and after an exercise every real table, count and figure is the same', async () => {
  const { database, there, exercised } = await worlds()
  const { url } = await serve(database)
  const figures = async () => {
    const paths = ['alerts', 'directives', 'directives/units', 'checklists', 'messages', 'quality?month=2026-10', 'alert-rules']
    const numbers = ['dossiers.overdue_share', 'dossiers.overdue', 'dossiers.land_overdue_share'].map((id) => `readings/${id}`)
    const tiles = ['dossiers.overdue', 'alerts.open'].map((id) => `tiles/${id}`)
    const asked = [...paths, ...numbers, ...tiles].map(async (path) => {
      const text = await (await fetch(`${url}/api/${path}`)).text()
      // Clocks move, numbers do not.
      return `${path} ${text
        .replace(/"[^"]*":"\d{4}-\d\d-\d\dT[^"]*"/g, '')
        .replace(/"(version|lateBy|position)":-?[\d.]+/g, '')}`
    })
    return Promise.all(asked)
  }
  const before = { tables: await realTables(database), figures: await figures() }
  await played(database)
  const id = await start(there)
  await until('it fires', async () => (await findAlerts(exercised.db, { limit: 9 })).length > 0)
  await go(there, id, 'shown')
  await until('it grows', async () => (await findAlerts(exercised.db, { limit: 9 })).some(({ level }) => level === 'critical'))
  const [alert] = await findAlerts(exercised.db, { limit: 1 })
  const order = { title: 'Giải quyết', body: '', issuedBy: 'Chủ', unit: OFFICE, beside: [], workingDays: 3, by: 'Hoa' }
  await issueDirective(there, PLAN, { ...order, alert: alert?.id })
  await until('its checklist begins', async () => (await findChecklists(exercised.db, { limit: 9 })).length > 0)
  await until('people are to be told', async () => (await exercised.pool.query('select from notification')).rowCount)
  expect(await realTables(database)).toEqual(before.tables)
  expect(await figures()).toEqual(before.figures)

  const messages = await findMessages(exercised.db, { limit: 99 })
  for (const { letter, channel } of messages) {
    expect(letter.exercise).toBe('Hồ sơ thủ tục hành chính tồn đọng')
    expect(channel).toBe('in_app')
  }
  expect(await findDirectives(exercised.db, { limit: 9 })).toMatchObject([{ title: 'DIỄN TẬP: Giải quyết' }])
  expect(await findChecklists(exercised.db, { limit: 9 })).toMatchObject([
    { spec: { title: { vi: 'DIỄN TẬP: Xử lý tồn đọng hồ sơ thủ tục hành chính' } } },
  ])

  await go(there, id, 'ended')
  expect(await exerciseUnderWay(database.db)).toBeNull()
  expect(await findAlerts(exercised.db, { status: ['firing', 'acknowledged', 'pending'], limit: 9 })).toEqual([])
  expect(await findDirectives(exercised.db, { open: true, limit: 9 })).toEqual([])
  expect(await findChecklists(exercised.db, { running: true, limit: 9 })).toEqual([])
  const made = await madeByExercise(exercised.db, id)
  expect(made).toMatchObject({ directives: [1], checklists: [1] })
  expect(made.messages).toHaveLength((await findMessages(exercised.db, { limit: 99 })).length)
  expect(await realTables(database)).toEqual(before.tables)
  expect(await figures()).toEqual(before.figures)
})

test('a real alert on the same number fires by itself beside the exercised one, and each takes its own course', async () => {
  const { database, real, there, exercised } = await worlds()
  await played(database)
  const id = await start(there)
  await until('the exercised one fires', async () => (await findAlerts(exercised.db, { limit: 9 })).length > 0)
  await askAll(real, new Date())
  expect(await findAlerts(real.db, { limit: 9 })).toMatchObject([
    { subject: 'dossiers.overdue_share', measured: 100, status: 'firing' },
  ])
  expect(await findAlerts(exercised.db, { limit: 9 })).toMatchObject([{ subject: 'dossiers.overdue_share', measured: 11.5 }])
  await go(there, id, 'ended')
  expect(await findAlerts(real.db, { limit: 9 })).toMatchObject([{ status: 'firing' }])
  // A later exercise begins anew, and does not take up the alert of the one before.
  await start(there)
  await until('it fires again', async () => (await findAlerts(exercised.db, { status: ['firing'], limit: 9 })).length > 0)
  const [again] = await findAlerts(exercised.db, { status: ['firing'], limit: 9 })
  expect((await eventsOfAlert(exercised.db, again?.id as number)).map(({ kind }) => kind)).toEqual(['fired'])
  expect(await findAlerts(real.db, { limit: 9 })).toHaveLength(1)
})

test('sources that an exercise lets die raise one alert each there and none that is real', async () => {
  const { database, there, exercised } = await worlds()
  await onlyRules(database, {
    id: 'sources',
    title: RULE.title,
    when: { is: 'silence', levels: { watch: 1, warn: 2, critical: 5 } },
  })
  await played(database)
  await start(there, 'platform-down')
  const alerts = await until('they are found silent', async () => {
    const found = await findAlerts(exercised.db, { limit: 99 })
    return found.length > 0 ? found : null
  })
  expect(alerts.every(({ subject, measured }) => subject.startsWith('feed:integration') && measured === 2.5)).toBe(true)
  await until('its checklist begins', async () => (await findChecklists(exercised.db, { limit: 9 })).length > 0)
  expect(await findChecklists(exercised.db, { limit: 9 })).toMatchObject([{ key: 'platform-down' }])
})

test('where who starts it wants it, messages are really sent, by what people are reached by, and marked', async () => {
  const { database, there, exercised } = await worlds()
  await setChannel(database.db, { key: 'email', settings: {}, off: false, by: 'Lan' })
  await start(there, 'dossier-backlog', true)
  await go(there, 1, 'shown')
  await go(there, 1, 'shown')
  expect((await findMessages(exercised.db, { limit: 9 })).map(({ channel }) => channel)).toContain('email')
  await go(there, 1, 'ended')
  await start(there, 'dossier-backlog', false)
  await go(there, 2, 'shown')
  await go(there, 2, 'shown')
  const told = await mail({ db: exercised.db })
  expect(told.filter((each) => each.includes('email'))).toHaveLength(1)
  // What was not sent when it ended is sent no more.
  expect((await findMessages(exercised.db, { channel: 'email', limit: 9 })).map(({ status }) => status)).toEqual(['dead'])
})

test('one at a time, and one that is forgotten ends by itself', async () => {
  const { there, exercised } = await worlds()
  const id = await start(there)
  await expect(start(there, 'storm')).rejects.toThrow('Đang có một cuộc diễn tập')
  await go(there, id, 'paused')
  const later = new Date(Date.now() + 3 * 90 * 60_000)
  await Promise.all([1, 2, 3].map(() => playExercise(there, PLAN, later)))
  expect(await exerciseUnderWay(exercised.db)).toBeNull()
})

test('players killed with -9 at any moment change nothing of what is shown, raised and told', async () => {
  const { database, there, exercised } = await worlds()
  const player = () => {
    const child = fork(new URL('./support/exercise-player.ts', import.meta.url), {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, DATABASE_URL: database.url },
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    return child
  }
  const players = [player(), player()]
  const id = await start(there)
  const { injects } = SCENARIOS.find((each) => each.id === 'dossier-backlog') as (typeof SCENARIOS)[number]
  const share = async () => (await findAlerts(exercised.db, { limit: 9 })).find(({ subject }) => subject === RULE.indicators[0])
  const last = async (alert?: number) => alert && (await eventsOfAlert(exercised.db, alert)).at(-1)?.kind
  for (const [round, kind] of ['fired', 'worsened', 'resolved'].entries()) {
    // The first is shown by itself.
    if (round > 0) await go(there, id, 'shown')
    await new Promise((later) => setTimeout(later, Math.random() * 1_500))
    players[round]?.kill('SIGKILL')
    players.push(player())
    await until(`it has ${kind}`, async () => (await last((await share())?.id)) === kind, 60)
  }
  const alert = await share()
  const kinds = (await eventsOfAlert(exercised.db, alert?.id as number)).map(({ kind }) => kind)
  expect(kinds.filter((kind) => kind === 'fired')).toHaveLength(1)
  expect(kinds.filter((kind) => kind === 'resolved')).toHaveLength(1)
  const shown = (await eventsOfExercise(exercised.db, id)).filter(({ kind }) => kind === 'shown')
  expect(shown.map((each) => 'inject' in each && each.inject)).toEqual(injects.map((_, inject) => inject))
  const told = await mail({ db: exercised.db })
  expect(told.filter((each) => each.startsWith('lan'))).toEqual([...new Set(told.filter((each) => each.startsWith('lan')))])
  await go(there, id, 'ended')
})

test('who works in the world of exercises can write nothing that is real, nor anything where no exercise is under way', async () => {
  const { exercised, database } = await worlds()
  for (const table of ['ledger_batch', 'alert', 'message', 'directive', 'contact', 'duty_shift'])
    await expect(exercised.pool.query(`delete from public.${table}`)).rejects.toThrow('An exercise writes nothing real')
  await expect(
    exercised.pool.query("insert into message (contact, channel, address, letter) values ('lan', 'in_app', '', '{}')"),
  ).rejects.toThrow('exercise_id')
  // Both worlds have the same shape.
  const { rows } = await database.pool.query(
    `select table_name, column_name from information_schema.columns shadow join information_schema.tables using (table_schema, table_name)
     where table_schema = 'exercised' and table_type = 'BASE TABLE' and column_name <> 'exercise_id'
     except select table_name, column_name from information_schema.columns where table_schema = 'public'
     union all (
       select table_name, column_name from information_schema.columns where table_schema = 'public'
         and table_name in (select table_name from information_schema.tables where table_schema = 'exercised')
       except select table_name, column_name from information_schema.columns where table_schema = 'exercised')`,
  )
  expect(rows).toEqual([])
})

test('over HTTP it is begun, led, shown on its tiles and reported; what is real there is not to be changed', async () => {
  const { database } = await worlds()
  await played(database)
  const { url } = await serve(database)
  const call = async (path: string, body?: unknown) => {
    const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const response = await fetch(`${url}${path}`, body === undefined ? {} : sent)
    return { status: response.status, body: (await response.json()) as unknown }
  }
  expect((await call('/api/exercises/now')).body).toMatchObject({ exercise: null, tiles: {} })
  expect((await call('/api/exercises', { by: 'Hoa', scenario: 'dossier-backlog' })).body).toEqual({ exercise: 1 })
  expect((await call('/api/exercises', { by: 'Hoa', scenario: 'storm' })).status).toBe(409)
  expect((await call('/api/exercises/1/acts', { by: 'Hoa', act: 'resumed' })).status).toBe(409)
  const shown = await until('its tiles say so', async () => {
    const { body } = (await call('/api/exercises/now')) as { body: ExerciseNow }
    return body.open.warn > 0 ? body : null
  })
  expect(Object.values(shown.tiles).flatMap(({ readings }) => readings)).toContainEqual(
    expect.objectContaining({
      indicator: 'dossiers.overdue_share',
      value: 11.5,
      unit: { key: 'hung-yen', name: 'Tỉnh Hưng Yên' },
    }),
  )
  expect((await call('/api/alerts')).body).toMatchObject({ open: { warn: 0 }, groups: [] })
  expect((await call('/exercise/api/alerts')).body).toMatchObject({ open: { warn: 1 } })
  expect((await call('/exercise/api/alerts/acknowledge', { alerts: [1], by: 'Lan' })).body).toEqual({ alerts: [1] })
  for (const path of ['alert-rules/share', 'recipients/lan', 'shifts', 'channels/email'])
    expect((await call(`/exercise/api/${path}`, {})).status).toBe(409)
  const { body: paper } = (await call('/exercise/api/checklists/1/report')) as { body: ChecklistReport }
  expect(paper.numbers[0]?.indicator).toBe('dossiers.overdue_share')
  expect(paper.moments[0]?.values[0]).toEqual({ value: 11.5, state: 'ok' })
  expect((await call('/api/exercises/1/acts', { by: 'Hoa', act: 'ended' })).body).toEqual({ status: 'ended' })
  expect((await call('/api/exercises/now')).body).toMatchObject({ exercise: null })
  const { body } = (await call('/api/exercises/1/report')) as { body: ExerciseReport }
  expect(body).toMatchObject({
    exercise: { status: 'ended', endedBy: 'Hoa', injects: { 0: { shownBy: null }, 1: { shownAt: null } } },
    checklists: [{ title: { vi: 'DIỄN TẬP: Xử lý tồn đọng hồ sơ thủ tục hành chính' } }],
    directives: [],
  })
  expect(body.alerts[0]?.events.map(({ kind }) => kind)).toEqual(['fired', 'acknowledged', 'retired'])
  expect(
    body.messages.every(({ headline, path }) => headline.startsWith('DIỄN TẬP – ') && path.startsWith('/console/exercise/')),
  ).toBe(true)
})
