import { fork } from 'node:child_process'
import type { ChecklistReport, ChecklistsAnswer, ChecklistTold } from '@ioc/server/contract'
import {
  acknowledgeAlerts,
  actOnChecklist,
  type Database,
  eventsOfChecklist,
  findAlerts,
  findChecklists,
  followIntoChecklists,
  type House,
  issueDirective,
  loadChecklists,
  type StepAct,
  showForStep,
  silenceAlerts,
  startChecklist,
  watchChecklists,
} from '@ioc/sql'
import { expect, onTestFinished, test } from 'vitest'
import { askAll, onlyRules } from './support/alerts.ts'
import { serve, until } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'
import { mail, PLAN, people } from './support/escalation.ts'
import { heard } from './support/sources.ts'

// What has to be done because of an alert: begun by itself, told of when late, closed when it is over, and reported with the numbers of then.

const OFFICE = 'van-phong-ubnd'
const MINUTE = 60_000
/** A Friday, at 09:00 in Hanoi. */
const FRIDAY = Date.parse('2026-11-20T02:00:00Z')
const at = (minutes: number) => new Date(FRIDAY + minutes * MINUTE)
const CHECKLISTS = loadChecklists('hung-yen', PLAN)
const RULE = {
  id: 'overdue',
  title: { vi: 'Hồ sơ quá hạn', en: 'Overdue dossiers' },
  indicators: ['dossiers.overdue'],
  when: { is: 'threshold' as const, levels: { watch: 0, warn: 1, critical: 5 } },
}
const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('ảnh')])

let told = 0
async function overdue(database: Database, count: number, when: Date): Promise<void> {
  const unit = (await database.pool.query("select id from unit where key = 'phuong-pho-hien'")).rows[0].id
  const version = ++told
  await commit(
    database,
    await openRun(database, 'dossiers-sim'),
    Array.from({ length: 8 }, (_, n) => dossier({ id: `${n}`, version, unit, finished: n < count ? null : 20 })),
  )
  await heard(database, when)
}

async function watched(rule: object = RULE) {
  const database = await hungYen()
  const house = await onlyRules(database, rule)
  await people(database, {
    lan: { unit: OFFICE, role: 'specialist' },
    hoa: { unit: OFFICE, role: 'director' },
    chu: { unit: 'hung-yen', role: 'vice_chair' },
  })
  /** So many overdue, found at a moment, and what comes of it followed by three at once. */
  const turn = async (minutes: number, count?: number) => {
    if (count !== undefined) await overdue(database, count, at(minutes))
    else await heard(database, at(minutes))
    await askAll(house, at(minutes))
    await Promise.all([1, 2, 3].map(() => follow(house, at(minutes))))
  }
  return { database, house, turn }
}

async function follow(house: House, when: Date): Promise<void> {
  while ((await followIntoChecklists(house, PLAN, CHECKLISTS, when)) > 0);
  await watchChecklists(house, PLAN, when)
}

const all = ({ db }: House) => findChecklists(db, { limit: 9 })
const kinds = async ({ db }: House, id: number) => (await eventsOfChecklist(db, id)).map(({ kind }) => kind)
const act = (house: House, id: number, minutes: number, said: StepAct) => actOnChecklist(house, id, said, at(minutes))
const stands = async (house: House) => (await all(house))[0]?.life.steps.map(({ id, status }) => `${id} ${status}`)

test('the checklists of every province are for indicators and roles there are', async () => {
  const house = await onlyRules(await hungYen(), RULE)
  const known = new Set(house.registry.indicators.map(({ id }) => id))
  expect(CHECKLISTS.map(({ id }) => id).sort()).toEqual([
    'dossier-backlog',
    'low-disbursement',
    'platform-down',
    'press-crisis',
    'storm-flood',
  ])
  for (const { for: fits } of CHECKLISTS)
    for (const id of fits.flatMap(({ indicators = [] }) => indicators)) expect(known).toContain(id.split('?')[0])
})

test('it begins once an alert is as severe as it is for, once however many follow; what is done, ordered and over settles its steps', async () => {
  const { house, turn } = await watched()
  await turn(0, 1)
  expect(await all(house)).toEqual([])
  await turn(10, 3)
  await turn(11)
  expect(await all(house)).toMatchObject([{ key: 'dossier-backlog', unit: 'hung-yen', ownerName: 'Văn phòng UBND tỉnh' }])
  expect(await mail(house)).toEqual(['lan in_app Bắt đầu quy trình: Xử lý tồn đọng hồ sơ thủ tục hành chính'])
  const [alert] = await findAlerts(house.db, { limit: 1 })
  await acknowledgeAlerts(house.db, [alert?.id as number], { by: 'Lan' })
  await expect(act(house, 1, 20, { act: 'ticked', by: 'Lan', step: 'verify', note: '' })).rejects.toThrow('cần ghi kết quả')
  await expect(act(house, 1, 20, { act: 'ticked', by: 'Lan', step: 'recovered', note: 'x' })).rejects.toThrow('tự hoàn thành')
  await act(house, 1, 20, { act: 'ticked', by: 'Lan', step: 'verify', note: '3 hồ sơ' })
  await act(house, 1, 25, { act: 'ticked', by: 'Lan', step: 'units', note: 'Phố Hiến' })
  await act(house, 1, 26, { act: 'skipped', by: 'Lan', step: 'people', why: 'Đủ người' })
  await act(house, 1, 27, { act: 'undone', by: 'Hoa', step: 'people', why: 'Vẫn cần' })
  const order = { title: 'Giải quyết', body: '', issuedBy: 'Chủ', unit: OFFICE, beside: [], workingDays: 3, by: 'Hoa' }
  await issueDirective(house, PLAN, { ...order, alert: alert?.id }, at(30))
  await turn(31)
  await expect(act(house, 1, 32, { act: 'ticked', by: 'Hoa', step: 'report', note: '' })).rejects.toThrow('cần minh chứng')
  await showForStep(house.db, 1, { step: 'report', name: 'bao-cao.jpg', by: 'Hoa', body: JPEG }, at(33))
  await act(house, 1, 34, { act: 'ticked', by: 'Hoa', step: 'report', note: '' })
  expect(await stands(house)).toEqual([
    'acknowledge done',
    'verify done',
    'units done',
    'apology open',
    'directive done',
    'people open',
    'report done',
    'recovered open',
  ])
  await turn(40, 0)
  expect(await all(house)).toMatchObject([{ life: { status: 'closed', steps: { 7: { status: 'done', by: null } } } }])
  expect((await eventsOfChecklist(house.db, 1)).at(-1)).toMatchObject({ kind: 'closed', left: ['apology', 'people'] })
  await expect(act(house, 1, 41, { act: 'ticked', by: 'Lan', step: 'apology', note: '' })).rejects.toThrow('tình trạng hiện nay')
})

test('files shown for the steps of a checklist come to 200 MB together and no more, whichever steps they are of', async () => {
  const { database, house, turn } = await watched()
  await turn(10, 3)
  // As large, and made where they are kept.
  await database.pool.query(
    `insert into checklist_file (checklist_id, step, name, media_type, by, at, sha256, body)
     select 1, 'verify', 'anh.jpg', 'image/jpeg', 'Lan', now(), '', convert_to(repeat('x', 20 * 1024 * 1024 - case n when 1 then $1::int else 0 end), 'utf8')
     from generate_series(1, 10) n`,
    [JPEG.length],
  )
  const show = (minutes: number) =>
    showForStep(house.db, 1, { step: 'report', name: 'bao-cao.jpg', by: 'Hoa', body: JPEG }, at(minutes))
  await show(20)
  await expect(show(21)).rejects.toThrow('quá 200 MB')
  expect((await eventsOfChecklist(house.db, 1)).filter(({ kind }) => kind === 'shown')).toHaveLength(1)
})

test('of a late step who has to do it is told, then whoever stands above; each once, however often and by however many it is looked', async () => {
  const { house, turn } = await watched()
  await turn(0, 3)
  for (const minutes of [30, 61, 61, 62, 100, 122, 130, 20_000, 30_000])
    await Promise.all([1, 2, 3].map(() => watchChecklists(house, PLAN, at(minutes))))
  const late = (await mail(house)).filter((each) => each.includes('Tiếp nhận cảnh báo'))
  expect(late).toEqual([
    'lan in_app Bước quá hạn: Tiếp nhận cảnh báo',
    // The office has no deputy director.
    'hoa in_app Bước quá hạn chưa làm: Tiếp nhận cảnh báo',
  ])
  expect((await mail(house)).filter((each) => each.includes('Chỉ tiêu trở lại'))).toEqual([
    'hoa in_app Bước quá hạn: Chỉ tiêu trở lại mức bình thường',
    'chu in_app Bước quá hạn chưa làm: Chỉ tiêu trở lại mức bình thường',
  ])
})

test('an alert that comes back goes on with the same checklist; one a day later begins another, which names the one before', async () => {
  const { house, turn } = await watched()
  await turn(0, 3)
  await act(house, 1, 5, { act: 'ticked', by: 'Lan', step: 'verify', note: '3 hồ sơ' })
  await turn(10, 0)
  expect(await kinds(house, 1)).toEqual(['started', 'ticked', 'happened', 'closed'])
  await turn(60, 4)
  await turn(61)
  expect(await all(house)).toMatchObject([{ life: { status: 'running', returns: 1 } }])
  expect((await stands(house))?.slice(0, 2)).toEqual(['acknowledge open', 'verify done'])
  expect((await mail(house)).filter((each) => each.includes('quy trình'))).toEqual([
    'lan in_app Bắt đầu quy trình: Xử lý tồn đọng hồ sơ thủ tục hành chính',
    'lan in_app Tiếp tục quy trình: Xử lý tồn đọng hồ sơ thủ tục hành chính',
  ])
  await turn(70, 0)
  await turn(70 + 25 * 60, 5)
  expect((await all(house)).map(({ id, former }) => [id, former])).toEqual([
    [2, 1],
    [1, null],
  ])
})

test('alerts of one kind and unit share a checklist, closed when the last of them is over; what a person ended stays ended', async () => {
  const { database, house, turn } = await watched({ ...RULE, indicators: ['dossiers.overdue', 'dossiers.overdue_share'] })
  await turn(0, 3)
  const found = await all(house)
  expect(found).toMatchObject([{ alerts: [{ subject: 'dossiers.overdue' }, { subject: 'dossiers.overdue_share' }] }])
  expect((await kinds(house, 1)).sort()).toEqual(['joined', 'started'])
  await act(house, 1, 5, { act: 'closed', by: 'Hoa', why: 'Báo nhầm' })
  await turn(6, 4)
  await turn(7, 7)
  expect(await all(house)).toMatchObject([{ life: { status: 'closed' } }])
  await startChecklist(house, PLAN, CHECKLISTS, { key: 'dossier-backlog', alert: 1, by: 'Hoa' }, at(8))
  await expect(startChecklist(house, PLAN, CHECKLISTS, { key: 'dossier-backlog', alert: 1, by: 'Hoa' }, at(9))).rejects.toThrow(
    'đang chạy',
  )
  expect((await all(house)).map(({ id, former }) => [id, former])).toEqual([
    [2, 1],
    [1, null],
  ])
  expect((await database.pool.query('select count(*) from checklist_event')).rows[0].count).toBe(4)
})

test('what is silenced begins nothing', async () => {
  const { house, turn } = await watched()
  await silenceAlerts(house.db, {
    subject: 'dossiers.overdue',
    by: 'Lan',
    why: 'Bảo trì',
    until: new Date(Date.now() + 60 * MINUTE),
  })
  await turn(0, 6)
  expect(await all(house)).toEqual([])
})

test('processes killed with -9 while they begin it leave one checklist, and one word of it', async () => {
  const { database, house } = await watched()
  const start = () => {
    const child = fork(new URL('./support/dispatcher.ts', import.meta.url), {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, DATABASE_URL: database.url },
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    return child
  }
  const followed = async () => (await database.pool.query('select event from checklist_progress')).rows[0].event > 0
  const first = [1, 2].map(start)
  await overdue(database, 3, new Date())
  await askAll(house, new Date())
  for (const child of first) {
    await new Promise((later) => setTimeout(later, Math.random() * 300))
    child.kill('SIGKILL')
  }
  start()
  await until('its alert is followed', followed)
  await until('it has begun', async () => (await all(house)).length > 0)
  expect(await kinds(house, 1)).toEqual(['started'])
  expect((await mail(house)).filter((each) => each.includes('quy trình'))).toHaveLength(1)
})

test('over HTTP it is listed, ticked, shown and reported, with each number as the ledger knew it at each step', async () => {
  const { database, turn } = await watched()
  await turn(0, 3)
  const { url } = await serve(database)
  const call = async (path: string, body?: unknown) => {
    const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const response = await fetch(`${url}/api${path}`, body === undefined ? {} : sent)
    return { status: response.status, body: (await response.json()) as unknown }
  }
  const list = (await call('/checklists?running=true')).body as ChecklistsAnswer
  expect(list.checklists).toMatchObject([
    { title: { vi: 'Xử lý tồn đọng hồ sơ thủ tục hành chính' }, alerts: [{ unit: 'Tỉnh Hưng Yên' }] },
  ])
  expect((await call('/checklists/kinds?alert=1')).body).toMatchObject({
    kinds: expect.arrayContaining([
      expect.objectContaining({ key: 'dossier-backlog', isFor: true }),
      expect.objectContaining({ key: 'press-crisis', isFor: false }),
    ]),
  })
  const acts = '/checklists/1/acts'
  expect((await call(acts, { act: 'ticked', by: 'Lan', step: 'verify', note: '' })).status).toBe(409)
  expect((await call(acts, { act: 'ticked', by: 'Lan', step: 'verify', note: '3 hồ sơ' })).status).toBe(200)
  await overdue(database, 6, new Date())
  expect((await call(acts, { act: 'skipped', by: 'Lan', step: 'apology', why: 'Chưa cần' })).status).toBe(200)
  expect((await call('/checklists', { by: 'Lan', checklist: 'dossier-backlog', alert: 1 })).status).toBe(409)
  const put = await fetch(`${url}/api/checklists/1/steps/report/files/a.jpg?by=Lan`, { method: 'PUT', body: JPEG })
  expect(put.status).toBe(200)
  expect(Buffer.from(await (await fetch(`${url}/api/checklists/1/files/1`)).arrayBuffer())).toEqual(JPEG)
  const { checklist, events } = (await call('/checklists/1')).body as ChecklistTold
  expect(events.map(({ kind }) => kind)).toEqual(['started', 'ticked', 'skipped', 'shown'])
  expect(checklist.steps[1]).toMatchObject({
    status: 'done',
    by: 'Lan',
    role: { vi: 'Chuyên viên' },
    basis: 'Nghị định 118/2025/NĐ-CP',
  })

  const report = (await call('/checklists/1/report')).body as ChecklistReport
  expect(report).toMatchObject({ scene: 'dossiers', alerts: [{ kind: 'fired' }], messages: [{ name: 'lan' }] })
  expect(report.numbers[0]).toMatchObject({ indicator: 'dossiers.overdue', unit: { key: 'hung-yen' } })
  expect(report.moments.map(({ at }) => at)).toEqual(
    events
      .slice(0, 3)
      .map(({ at }) => at)
      .sort(),
  )
  expect(report.moments.slice(-2).map(({ values }) => values[0]?.value)).toEqual([3, 6])
  for (const { at: moment, values } of report.moments)
    for (const [index, { indicator, unit }] of report.numbers.entries()) {
      const asked = new URLSearchParams({ unit: unit.key, asOf: moment })
      const { value, state } = (await call(`/readings/${indicator}?${asked}`)).body as { value: number | null; state: string }
      expect(values[index]).toEqual({ value, state })
    }
})
