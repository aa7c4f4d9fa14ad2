import {
  applyProvince,
  compareConfigurations,
  type Database,
  keptConfiguration,
  loadProvince,
  loadUnitRegistry,
  momentOf,
  openQuestion,
  ReportTemplate,
  readIndicator,
  readRevisions,
  verify,
} from '@ioc/sql'
import { takeInWhatIsLeft } from '@ioc/workers/testing'
import { expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { newestPeriod, reportApi, stationReport } from '../support/reports.ts'

// A commune types its monthly report, the department checks and approves it, and only then does it count; unlocked and approved
// again it is a revision.

const [LAN, HUNG, MINH] = ['Nguyễn Thị Lan', 'Trần Văn Hùng', 'Lê Minh']
const FORM = 'tram-y-te-thang'
const UNIT = 'xa-nhu-quynh'

async function begun() {
  const database = await hungYen()
  const { url } = await serve(database)
  const period = await newestPeriod(database, FORM)
  return { database, url, period, report: reportApi(url, FORM, UNIT, period.from) }
}

async function medicinesShort(database: Database, unit: string) {
  const units = await loadUnitRegistry(database.db)
  const asked = { indicator: 'health.items_short', unit }
  const { indicator, unit: found, moment, span } = await openQuestion(database.db, units, asked, new Date())
  const reading = await readIndicator(database.db, units, indicator, found.id, moment, span)
  const { revisions } = await readRevisions(
    database.db,
    units,
    indicator,
    found.id,
    momentOf({}, new Date()),
    span ?? reading.span,
    20,
  )
  return { value: reading.value, revisions }
}

test('typed, submitted, checked and approved it counts; unlocked and approved again it is a revision with who and why', async () => {
  const { database, period, report } = await begun()
  const blank = await report.read()
  expect(blank).toMatchObject({ standing: 'none', edit: 0, cells: {}, actions: [], owner: 'Sở Y tế' })
  expect(blank.problems.every(({ code }: { code: string }) => code === 'blank')).toBe(true)

  const saved = await report.save(0, stationReport())
  expect(saved).toMatchObject({ status: 200, body: { standing: 'draft', edit: 1, problems: [], actions: ['submit'] } })
  expect((await report.act(1, 'submit', LAN)).body).toMatchObject({ standing: 'submitted', submittedBy: LAN })
  // Sent off it is not typed into, and nobody checks their own.
  expect(await report.save(2, { 'nhan_luc.bac_si.so_nguoi': '9' })).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('đã nộp') },
  })
  expect(await report.act(2, 'check', LAN)).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('Nhờ người khác kiểm tra') },
  })
  expect(await report.act(2, 'return', HUNG)).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('Ghi lý do') },
  })
  expect((await report.act(2, 'return', HUNG, 'Thiếu trạm lẻ')).body).toMatchObject({
    standing: 'returned',
    wanted: 'Thiếu trạm lẻ',
    edit: 3,
  })
  expect((await report.act(3, 'submit', LAN)).body).toMatchObject({ standing: 'submitted', wanted: null })
  expect((await report.act(4, 'check', HUNG)).body).toMatchObject({ standing: 'checked', checkedBy: HUNG })
  expect((await medicinesShort(database, UNIT)).value).toBeNull()
  expect((await report.act(5, 'approve', HUNG)).status).toBe(409)
  const approved = await report.act(5, 'approve', MINH)
  expect(approved.body).toMatchObject({ standing: 'approved', revision: 0, actions: ['unlock'], run: expect.any(Number) })
  expect(await medicinesShort(database, UNIT)).toMatchObject({
    value: 10,
    revisions: [{ value: 10, feed: FORM, trigger: 'report' }],
  })
  const { rows: facts } = await database.pool.query('select form, part, as_of, figures from health_fact order by form desc, part')
  expect(facts).toHaveLength(6)
  expect(facts[0]).toMatchObject({ form: 'staff', as_of: period.last, figures: { doctors: 2, nurses: 5 } })

  expect((await report.act(6, 'unlock', MINH)).status).toBe(400)
  expect((await report.act(6, 'unlock', MINH, 'Kháng sinh thiếu thật là 5')).body).toMatchObject({
    standing: 'returned',
    revision: 1,
  })
  await report.save(7, { 'thuoc.khang_sinh.duoi_muc': '5', 'thuoc.cong.duoi_muc': '13' })
  // It stands until the correction is approved.
  expect((await medicinesShort(database, UNIT)).value).toBe(10)
  for (const [edit, [action, by]] of [
    ['submit', LAN],
    ['check', HUNG],
    ['approve', MINH],
  ].entries())
    expect((await report.act(8 + edit, action as string, by as string)).status).toBe(200)
  const revised = await medicinesShort(database, UNIT)
  expect(revised.value).toBe(13)
  expect(revised.revisions.map(({ value }) => value)).toEqual([13, 10])
  expect(revised.revisions[0]?.pages[0]?.name).toContain('sửa lần 1')
  const { history } = await report.read()
  expect(history.map(({ action, by }: { action: string; by: string }) => `${action} ${by}`)).toEqual([
    `save ${LAN}`,
    `submit ${LAN}`,
    `return ${HUNG}`,
    `submit ${LAN}`,
    `check ${HUNG}`,
    `approve ${MINH}`,
    `unlock ${MINH}`,
    `save ${LAN}`,
    `submit ${LAN}`,
    `check ${HUNG}`,
    `approve ${MINH}`,
  ])
  expect(history.at(-3).changes.map(({ cell, from, to }: Record<string, string>) => [cell, from, to])).toEqual([
    ['thuoc.khang_sinh.duoi_muc', '2', '5'],
    ['thuoc.cong.duoi_muc', '10', '13'],
  ])
  // Back to what it was first: the same figures are a telling of their own, and stand.
  await report.act(11, 'unlock', MINH, 'Sửa nhầm')
  await report.save(12, { 'thuoc.khang_sinh.duoi_muc': '2', 'thuoc.cong.duoi_muc': '10' })
  for (const [edit, [action, by]] of [
    ['submit', LAN],
    ['check', HUNG],
    ['approve', MINH],
  ].entries())
    await report.act(13 + edit, action as string, by as string)
  expect((await medicinesShort(database, UNIT)).value).toBe(10)
  expect((await verify(database.db)).differences).toEqual([])
})

test('whoever typed a part of a report neither checks nor approves it, whoever submitted it', async () => {
  const { report } = await begun()
  await report.save(0, stationReport())
  await report.save(1, { 'nhan_luc.bac_si.so_nguoi': '3' }, MINH)
  await report.save(2, { 'nhan_luc.bac_si.so_nguoi': '2' })
  await report.act(3, 'submit', LAN)
  const refused = { status: 409, body: { detail: expect.stringContaining('do chính Lê Minh nhập') } }
  expect(await report.act(4, 'check', MINH)).toMatchObject(refused)
  expect((await report.act(4, 'check', HUNG)).status).toBe(200)
  expect(await report.act(5, 'approve', MINH)).toMatchObject(refused)
  // Of two who decide at once the second is told who was first.
  expect(await report.act(4, 'return', 'Phạm Thu', 'Thiếu')).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining(`${HUNG} vừa đổi`) },
  })
  expect((await report.act(5, 'approve', 'Phạm Thu')).status).toBe(200)
})

test('a report with faults goes nowhere, and every fault says which cell and what to do', async () => {
  const { report } = await begun()
  const wrong = {
    ...stationReport(),
    'nhan_luc.bac_si.so_nguoi': 'hai',
    'thuoc.khang_sinh.duoi_muc': '21',
    'thuoc.cong.ton_kho': '7.400',
    'thuoc.cong.da_dung': '1,5',
    'thuoc.vac_xin.da_dung': '',
  }
  const { body } = await report.save(0, wrong)
  expect(body.problems).toEqual([
    expect.objectContaining({ cell: 'nhan_luc.bac_si.so_nguoi', code: 'not_a_number' }),
    expect.objectContaining({ cell: 'thuoc.khang_sinh.duoi_muc', code: 'over_another' }),
    expect.objectContaining({ cell: 'thuoc.vac_xin.da_dung', code: 'blank' }),
    expect.objectContaining({ cell: 'thuoc.cong.duoi_muc', code: 'not_the_sum', remedy: '29' }),
    expect.objectContaining({ cell: 'thuoc.cong.ton_kho', code: 'not_the_sum', remedy: '7500' }),
    expect.objectContaining({ cell: 'thuoc.cong.da_dung', code: 'not_whole' }),
  ])
  expect(await report.act(1, 'submit', LAN)).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('Còn 6 ô phải sửa') },
  })
  expect(await report.save(1, { 'no.such.cell': '1' })).toMatchObject({ status: 400 })
  const tooLong = await report.save(1, { 'thuoc.vac_xin.da_dung': '1'.repeat(2_001) })
  expect(tooLong).toMatchObject({ status: 400, body: { detail: expect.stringMatching(/^Ô «Vắc.*» dài hơn 2\.000 ký tự/) } })
  // What no text holds.
  expect((await report.save(1, { 'thuoc.vac_xin.da_dung': '1\0' })).status).toBe(400)
  expect((await report.act(1, 'submit', LAN, 'xong\0')).status).toBe(400)
})

test('of two who type the same report the second is told whose it is, and overwrites nothing', async () => {
  const { report } = await begun()
  const outcomes = await Promise.all([
    report.save(0, { 'nhan_luc.bac_si.so_nguoi': '1' }, LAN),
    report.save(0, { 'nhan_luc.bac_si.so_nguoi': '3' }, HUNG),
  ])
  const [won, lost] = outcomes[0].status === 200 ? outcomes : outcomes.toReversed()
  expect(won?.status).toBe(200)
  expect(lost).toMatchObject({
    status: 409,
    body: { detail: expect.stringMatching(/(Nguyễn Thị Lan|Trần Văn Hùng) vừa lưu báo cáo này lúc/) },
  })
  const { cells, edit } = await report.read()
  expect(cells).toEqual(won?.body.cells)
  expect((await report.save(edit, { 'nhan_luc.dieu_duong.so_nguoi': '4' }, HUNG)).body.cells).toEqual({
    ...cells,
    'nhan_luc.dieu_duong.so_nguoi': '4',
  })
})

test('a process that ended between approval and the ledger leaves nothing undone', async () => {
  const { database, report } = await begun()
  await report.save(0, stationReport())
  await report.act(1, 'submit', LAN)
  await report.act(2, 'check', HUNG)
  await database.pool.query("update report set state = 'approved', edit = edit + 1")
  await database.pool.query(
    "insert into report_action (report_id, by, action, state, revision, cells) select id, 'Lê Minh', 'approve', state, 0, cells from report",
  )
  expect(await report.act(4, 'unlock', MINH, 'Sửa')).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('đang được đưa vào') },
  })
  // One that can't be taken in is told of and stands in no other's way, though it comes first.
  await database.pool.query('insert into report_template_version (key, version, spec) values ($1, 99, $2)', [FORM, {}])
  await database.pool.query(`
    insert into report (id, template, template_version, unit_id, period, cells, saved_by, state) overriding system value
    select 0, template, 99, unit_id, '2019-01-01', cells, saved_by, state from report`)
  const failed: number[] = []
  const takeIn = () => takeInWhatIsLeft(database, (_, id) => failed.push(id))
  await Promise.all([takeIn(), takeIn()])
  expect((await medicinesShort(database, UNIT)).value).toBe(10)
  await takeIn()
  expect(new Set(failed)).toEqual(new Set([0]))
  expect((await report.read()).run).toEqual(expect.any(Number))
  expect((await verify(database.db)).differences).toEqual([])
})

test('who has not reported is known by when each submitted, not by when the department approved', async () => {
  const { url, report } = await begun()
  const board = async () => (await fetch(`${url}/api/feeds/${FORM}/punctuality`)).json()
  const newest = async () => (await board()).rows.find(({ key }: { key: string }) => key === UNIT).tellings.at(-1)
  const before = await newest()
  expect(['not_yet_due', 'overdue']).toContain(before.state)
  await report.save(0, stationReport())
  await report.act(1, 'submit', LAN)
  const told = await newest()
  expect(['on_time', 'late']).toContain(told.state)
  expect(told.at).not.toBeNull()
  await report.act(2, 'return', HUNG, 'Thiếu')
  expect(await newest()).toEqual({ ...before, lateDays: expect.any(Number) })
  const list = await (await fetch(`${url}/api/reports?unit=${UNIT}`)).json()
  expect(list[0]).toMatchObject({ template: expect.any(String), standing: expect.stringMatching(/none|returned/) })
  expect(list.find(({ standing }: { standing: string }) => standing === 'returned')).toMatchObject({
    template: FORM,
    wanted: 'Thiếu',
  })
})

test('a month of schools replaces the count before it and is added to nothing', async () => {
  const { database, url } = await begun()
  const period = await newestPeriod(database, 'giao-duc-thang')
  const report = reportApi(url, 'giao-duc-thang', UNIT, period.from)
  const row = { truong: 2, lop: 20, hoc_sinh: 700, hoc_ba_so: 600, khong_tien_mat: 650, giao_vien: 35 }
  const cells = Object.fromEntries(
    Object.entries(row).flatMap(([column, count]) => [
      ...['mam_non', 'tieu_hoc', 'thcs'].map((level) => [`truong_lop.${level}.${column}`, String(count)]),
      [`truong_lop.cong.${column}`, String(3 * count)],
    ]),
  )
  await report.save(0, cells)
  for (const [edit, [action, by]] of [
    ['submit', LAN],
    ['check', HUNG],
    ['approve', MINH],
  ].entries())
    expect((await report.act(1 + edit, action as string, by as string)).status).toBe(200)
  const units = await loadUnitRegistry(database.db)
  const { indicator, unit, moment, span } = await openQuestion(
    database.db,
    units,
    { indicator: 'education.pupils_total', unit: UNIT },
    new Date(),
  )
  expect((await readIndicator(database.db, units, indicator, unit.id, moment, span)).value).toBe(2_100)
})

test('a form that changes keeps the reports that were begun on it as they are, and a report says which it is on', async () => {
  const { database, url, report } = await begun()
  await report.save(0, stationReport())
  const province = loadProvince('hung-yen')
  const reports = province.reports.map((form) => (form.id === FORM ? { ...form, title: { vi: 'Mẫu mới', en: 'New' } } : form))
  const changes = compareConfigurations(await keptConfiguration(database.db), { ...province, reports })
  expect(changes.map(({ path }) => path)).toEqual([`reports/${FORM}.title.vi`, `reports/${FORM}.title.en`])
  await applyProvince(database, { ...province, reports })
  expect(await report.read()).toMatchObject({ version: 1, title: { vi: 'Báo cáo tháng của trạm y tế xã, phường' } })
  const other = reportApi(url, FORM, 'phuong-my-hao', (await newestPeriod(database, FORM)).from)
  expect(await other.read()).toMatchObject({ version: 2, title: { vi: 'Mẫu mới' } })

  // Taken out of the configuration it takes no new report; what was begun goes on.
  await applyProvince(database, { ...province, reports: [] })
  expect(await other.save(0, stationReport())).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('không còn dùng') },
  })
  expect((await report.save(1, { 'nhan_luc.bac_si.so_nguoi': '4' })).status).toBe(200)
})

test('a report of long ago, or of a form whose feed expects nothing any more, is still shown and goes on, and hides no other', async () => {
  const { database, url, report } = await begun()
  const old = reportApi(url, FORM, 'phuong-my-hao', '2019-03-01')
  expect((await old.read()).status).toBe(404)
  await report.save(0, stationReport())
  await report.act(1, 'submit', LAN)
  await database.pool.query(`
    insert into report (template, template_version, unit_id, period, cells, saved_by, state, submitted_by, submitted_at)
    select template, template_version, (select id from unit where key = 'phuong-my-hao'), '2019-03-01', cells, saved_by, state,
           submitted_by, submitted_at - interval '1 hour' from report`)
  const waiting = async () => {
    const rows = await (await fetch(`${url}/api/reports/waiting`)).json()
    return rows.map((row: { unit: { key: string }; period: object }) => [row.unit.key, row.period])
  }
  const period = { from: '2019-03-01', last: '2019-03-31', due: expect.any(String) }
  const both = [
    ['phuong-my-hao', period],
    [UNIT, expect.anything()],
  ]
  expect(await waiting()).toEqual(both)
  expect(await old.read()).toMatchObject({ standing: 'submitted', period })
  const mine = await (await fetch(`${url}/api/reports?unit=phuong-my-hao`)).json()
  expect(mine.map((row: { period: { from: string } }) => row.period.from)).toContain('2019-03-01')

  await database.pool.query(`update feed set spec = jsonb_set(spec, '{expects}', '[]') where key = '${FORM}'`)
  expect(await waiting()).toEqual(both)
  expect((await report.act(2, 'check', HUNG)).body).toMatchObject({ standing: 'checked' })
  expect((await fetch(`${url}/api/reports/units`)).status).toBe(200)
})

test('what was due before the form was asked for is on no list of a unit, on the board of nobody, and may be told all the same', async () => {
  const { database, url, period, report } = await begun()
  const listed = async () =>
    (await (await fetch(`${url}/api/reports?unit=${UNIT}`)).json())
      .filter(({ template }: { template: string }) => template === FORM)
      .map((row: { period: { from: string }; lateDays: number }) => [row.period.from, row.lateDays])
  expect((await listed()).length).toBeGreaterThan(1)
  const since = new Date(Date.parse(period.due) + 86_400_000).toISOString().slice(0, 10)
  for (const [table, which] of [
    ['feed', `key = '${FORM}'`],
    ['feed_version', `feed_id = (select id from feed where key = '${FORM}')`],
  ])
    await database.pool.query(
      `update ${table} set spec = jsonb_set(spec, '{expects,0,since}', to_jsonb($1::text)) where ${which}`,
      [since],
    )
  expect(await listed()).toEqual([])
  const { rows } = await (await fetch(`${url}/api/feeds/${FORM}/punctuality?periods=2`)).json()
  const states = rows.flatMap(({ tellings }: { tellings: { state: string }[] }) => tellings.map(({ state }) => state))
  expect(new Set(states)).toEqual(new Set(['not_asked']))
  expect((await report.save(0, stationReport())).status).toBe(200)
  expect(await listed()).toEqual([[period.from, 0]])
})

test('nobody reports of a period in which their unit did not stand', async () => {
  const { database, url, period, report } = await begun()
  const { rows } = await database.pool.query("select key from unit where kind = 'commune' and valid_to is not null limit 1")
  const gone = reportApi(url, FORM, rows[0].key, period.from)
  const tooEarly = reportApi(url, FORM, UNIT, (await newestPeriod(database, FORM, 35)).from)
  for (const asked of [gone, tooEarly])
    expect(await asked.save(0, stationReport())).toMatchObject({
      status: 404,
      body: { detail: expect.stringContaining('chưa thành lập hoặc đã sắp xếp lại') },
    })
  expect(await (await fetch(`${url}/api/reports?unit=${rows[0].key}`)).json()).toEqual([])
  expect((await report.save(0, stationReport())).status).toBe(200)
})

test('a form that does not hold together is refused, and says why', async () => {
  const database = await hungYen()
  const province = loadProvince('hung-yen')
  const [form] = province.reports as [ReportTemplate]
  const apply = (change: object) =>
    applyProvince(database, { ...province, reports: [ReportTemplate.parse({ ...form, ...change })] })
  const [section] = form.sections
  await expect(apply({ feed: 'no-such' })).rejects.toThrow('«no-such», which is no feed here')
  await expect(apply({ feed: 'health-sim' })).rejects.toThrow('needs a feed of the connector form')
  await expect(apply({ measure: 'health.beds' })).rejects.toThrow('does not expect')
  await expect(apply({ sections: [{ ...section, record: { nothing: 'x' } }] })).rejects.toThrow('is no field of the feed')
  const parse = (change: object) => ReportTemplate.safeParse({ ...form, ...change }).error?.issues.map(({ message }) => message)
  expect(parse({ rules: [{ cell: 'a.b.c', atMost: 'truong_lop.mam_non.lop' }] })).toEqual([
    'a rule speaks of the cell a.b.c, which is not there',
  ])
  expect(parse({ sections: [...form.sections, section] })?.[0]).toMatch(/is there twice/)
  const optional = { ...section, columns: section?.columns.map((column) => ({ ...column, required: false })) }
  expect(parse({ sections: [optional] })?.[0]).toMatch(/none is required/)
  // An unquoted comma within braces, as YAML reads it.
  expect(parse({ title: { vi: 'Báo cáo của xã', phường: null, en: 'x' } })?.[0]).toMatch(/phường/)
})

test('nothing goes past those who check and approve: rows brought to the feed’s own door are refused', async () => {
  const { url } = await begun()
  const rows = [{ unit: UNIT, form: 'staff', as_of: '2026-01-31', doctors: 99 }]
  const delivered = await fetch(`${url}/api/feeds/${FORM}/deliveries`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'x' },
    body: JSON.stringify({ rows }),
  })
  const uploaded = await fetch(`${url}/api/feeds/${FORM}/files/a.json`, { method: 'PUT', body: JSON.stringify(rows) })
  for (const answer of [delivered, uploaded]) {
    expect(answer.status).toBe(409)
    expect((await answer.json()).detail).toContain('«Báo cáo nhập tay»')
  }
})
