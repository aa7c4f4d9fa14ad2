import { ProposalAnswer, ProposalsAnswer } from '@ioc/server/contract'
import { applyProvince, type Database, findFeed, loadProvince, plansAsOf, registryAsOf } from '@ioc/sql'
import { expect, test } from 'vitest'
import { serve } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { FILE_FEED } from './support/file-feed.ts'
import { saveDraft } from './support/save-draft.ts'

// What the house goes by is changed by two people where the province wants it so: one makes it, another looks at it and lets it through.

const province = loadProvince('hung-yen')
type About = (typeof province.province.review)[number]

async function desk(...review: About[]) {
  const database = await hungYen()
  await applyProvince(database, { ...province, province: { ...province.province, review } })
  const { url } = await serve(database)
  const call = async (path: string, body?: object, language = 'vi') => {
    const headers = { 'content-type': 'application/json', 'accept-language': language }
    const response = await fetch(
      `${url}/api${path}`,
      body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers },
    )
    return { status: response.status, body: await response.json() }
  }
  const act = async (id: number, action: string, by: string, note: string | null = null) => {
    const { edit } = await one(id)
    return call(`/proposals/${id}/act`, { action, edit, note, by })
  }
  const one = async (id: number) => ProposalAnswer.parse((await call(`/proposals/${id}`)).body)
  const open = async () => ProposalsAnswer.parse((await call('/proposals')).body).proposals
  return { database, url, call, act, one, open }
}

async function firstRule(call: Awaited<ReturnType<typeof desk>>['call']) {
  const { body } = await call('/rules')
  const kind = body.kinds.find(({ key }: { key: string }) => key === 'dossiers.dossier')
  const rule = kind.rules.find(({ canWarn, severity }: { canWarn: boolean; severity: string }) => canWarn && severity === 'hold')
  return { path: `/rules/dossiers.dossier/${rule.id}`, rule }
}

test('a rule stays as it is until a second person lets the change through, and then holds in the name of who wanted it', async () => {
  const { call, act, one, open, database } = await desk('rules')
  const { path, rule } = await firstRule(call)
  const asked = { why: 'Cổng mới đã chặn từ đầu', seen: rule.own, change: { severity: 'warn' }, by: 'Lan' }
  const { body } = await call(path, asked)
  expect(body.proposal).toEqual(expect.any(Number))
  expect((await firstRule(call)).rule.id).toBe(rule.id)
  expect(await open()).toMatchObject([{ about: 'rules', state: 'waiting', by: 'Lan', why: asked.why, isMine: true }])
  expect(await call(path, { ...asked, by: 'Hoa' })).toMatchObject({ status: 409 })
  expect(await act(body.proposal, 'publish', 'Lan')).toMatchObject({
    status: 409,
    body: { detail: 'Đề nghị này do chính Lan trình. Nhờ người có thẩm quyền khác duyệt.' },
  })
  expect(await act(body.proposal, 'publish', 'Hoa')).toMatchObject({ status: 200, body: { state: 'published' } })
  const { rows } = await database.pool.query('select by, why, after from rule_change order by id desc limit 1')
  expect(rows).toEqual([{ by: 'Lan', why: asked.why, after: { severity: 'warn' } }])
  expect((await one(body.proposal)).events).toMatchObject([
    { action: 'submit', by: 'Lan', note: asked.why },
    { action: 'publish', by: 'Hoa', alone: false },
  ])
  expect(await act(body.proposal, 'publish', 'Hoa')).toMatchObject({ status: 409 })
})

test('what is handed back changes nothing, says why, and can be proposed again', async () => {
  const { call, act, one, database } = await desk('rules')
  const { path, rule } = await firstRule(call)
  const asked = { why: 'Thử', seen: rule.own, change: { severity: 'warn' }, by: 'Lan' }
  const { proposal } = (await call(path, asked)).body
  expect(await act(proposal, 'return', 'Hoa')).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('Ghi lý do trả lại') },
  })
  await act(proposal, 'return', 'Hoa', 'Chưa có văn bản')
  expect((await one(proposal)).events.at(-1)).toMatchObject({ action: 'return', by: 'Hoa', note: 'Chưa có văn bản' })
  expect((await database.pool.query('select from rule_change')).rows).toEqual([])
  expect((await call(path, asked)).body.proposal).toBeGreaterThan(proposal)
})

test('an alert rule is made, and taken away, by two', async () => {
  const { call, act, open } = await desk('alerts')
  const { rules } = (await call('/alert-rules')).body
  const { spec } = rules[0]
  const { proposal } = (await call(`/alert-rules/${spec.id}`, { why: 'Bỏ', seen: spec, after: null, by: 'Lan' })).body
  expect((await call('/alert-rules')).body.rules).toHaveLength(rules.length)
  expect(await open()).toMatchObject([{ about: 'alerts', key: spec.id }])
  expect(await act(proposal, 'publish', 'Hoa')).toMatchObject({ status: 200, body: { removes: true, state: 'published' } })
  expect((await call('/alert-rules')).body.rules).toHaveLength(rules.length - 1)
})

async function draftOf(url: string, call: Awaited<ReturnType<typeof desk>>['call']) {
  const { body: begun } = await call('/drafts', { connector: 'file' })
  await saveDraft(url, begun.id, { ...begun.spec, ...FILE_FEED })
  const { body } = await call(`/drafts/${begun.id}`)
  const faults = (await call(`/drafts/${begun.id}/faults`)).body
  return { id: begun.id as number, edit: body.edit as number, faults }
}

test('a feed’s draft waits as it was looked at: nobody changes it meanwhile, and who typed into it does not let it through', async () => {
  const { call, act, one, url, database } = await desk('feeds')
  const draft = await draftOf(url, call)
  expect(draft.faults).toEqual([])
  const publish = (note: string | null, by = 'Hoa') => call(`/drafts/${draft.id}/publish`, { edit: draft.edit, note, by })
  expect(await publish(null)).toMatchObject({ status: 400, body: { detail: 'Ghi lý do thay đổi, để người duyệt hiểu vì sao.' } })
  const { body } = await publish('Phòng Nội vụ gửi hằng tháng')
  expect(body).toMatchObject({ faults: [], feed: null, version: null, proposal: expect.any(Number) })
  expect((await call(`/drafts/${draft.id}`)).body.waiting).toEqual({ proposal: body.proposal, by: 'Hoa' })
  for (const [path, sent] of [
    ['', { edit: draft.edit, changes: [{ path: ['promise'], value: 5_184_000 }], by: 'Hoa' }],
    ['/drop', {}],
    ['/secrets/khoa', { value: 'x' }],
  ] as const)
    expect([path, (await call(`/drafts/${draft.id}${path}`, sent)).status]).toEqual([path, 409])
  expect(await act(body.proposal, 'publish', 'Lan')).toMatchObject({
    status: 409,
    body: { detail: 'Lan có sửa phần đề nghị này. Nhờ người có thẩm quyền khác duyệt.' },
  })
  expect((await one(body.proposal)).changes.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['owner', 'map.received_at.from']),
  )
  expect(await act(body.proposal, 'publish', 'An')).toMatchObject({ status: 200, body: { state: 'published' } })
  const feed = await findFeed(database.db, 'ho-so-tu-tep')
  expect(feed).toMatchObject({ version: 1, spec: { owner: 'van-phong-ubnd' } })
  expect((await call(`/drafts/${draft.id}`)).status).toBe(404)
})

test('a draft that was taken back can be changed again', async () => {
  const { call, act, url } = await desk('feeds')
  const draft = await draftOf(url, call)
  const { proposal } = (await call(`/drafts/${draft.id}/publish`, { edit: draft.edit, note: 'Nguồn mới', by: 'Lan' })).body
  expect(await act(proposal, 'withdraw', 'Hoa')).toMatchObject({ status: 409 })
  await act(proposal, 'withdraw', 'Lan')
  await saveDraft(url, draft.id, { ...FILE_FEED, promise: 5_184_000 })
  expect((await call(`/drafts/${draft.id}`)).body).toMatchObject({ waiting: null, spec: { promise: 5_184_000 } })
})

const type = async (
  call: Awaited<ReturnType<typeof desk>>['call'],
  about: string,
  key: string | null,
  change: (text: string) => string,
  by = 'Lan',
) => {
  const { body } = await call('/proposals', { about, key, by })
  return ProposalAnswer.parse((await call(`/proposals/${body.id}/text`, { text: change(body.text), edit: body.edit, by })).body)
}

const targetOf = async (database: Database, plan: string, clause: string) =>
  (await plansAsOf(database.db, null))?.value.find(({ id }) => id === plan)?.clauses.find(({ id }) => id === clause)?.value

const measured = () => {
  for (const { plan } of province.plans)
    for (const clause of plan.clauses)
      if (clause.value !== undefined && clause.indicator) return { plan: plan.id, clause: clause.id, value: clause.value }
  throw new Error('no plan of Hưng Yên measures anything')
}

test('a plan is typed, looked through and published; what it promised before stays known, and its file does not undo it', async () => {
  const { call, act, database } = await desk('plans')
  const before = new Date()
  const { plan, clause, value } = measured()
  const typed = await type(call, 'plans', plan, (text) =>
    text.replace(new RegExp(`(- id: ${clause}\\n[\\s\\S]*?value: )${value}`), `$1${value + 1}`),
  )
  expect(typed).toMatchObject({
    state: 'draft',
    faults: [],
    changes: [{ path: `clauses.${clause}.value`, before: String(value), after: String(value + 1) }],
  })
  expect(await act(typed.id, 'submit', 'Lan')).toMatchObject({ status: 409 })
  expect(await act(typed.id, 'submit', 'Lan', 'Nghị quyết HĐND nâng chỉ tiêu')).toMatchObject({
    status: 200,
    body: { state: 'waiting' },
  })
  expect(await targetOf(database, plan, clause)).toBe(value)
  await act(typed.id, 'publish', 'Hoa')
  expect(await targetOf(database, plan, clause)).toBe(value + 1)
  const then = (await plansAsOf(database.db, before))?.value
    .find(({ id }) => id === plan)
    ?.clauses.find(({ id }) => id === clause)
  expect(then?.value).toBe(value)
  await applyProvince(database, province)
  expect(await targetOf(database, plan, clause)).toBe(value + 1)
  await applyProvince(database, province, 'command')
  expect(await targetOf(database, plan, clause)).toBe(value)
})

test('what does not hold together is told by its line, in both languages, and is not taken', async () => {
  const { call, act, one } = await desk('plans')
  const { plan } = measured()
  const wrong = (text: string) => text.replace(/indicator: \S+/, 'indicator: khong.co')
  const typed = await type(call, 'plans', plan, wrong)
  expect(typed.faults).toMatchObject([
    { line: expect.any(Number), message: expect.stringMatching(/^không có chỉ tiêu «khong\.co»/) },
  ])
  expect((await call(`/proposals/${typed.id}`, undefined, 'en')).body.faults[0].message).toMatch(/^there is no indicator/)
  expect(await act(typed.id, 'submit', 'Lan', 'Sửa')).toMatchObject({
    status: 400,
    body: { detail: expect.stringMatching(/^Dòng \d+: không có/) },
  })
  const broken = await call(`/proposals/${typed.id}/text`, { text: 'id: [', edit: (await one(typed.id)).edit, by: 'Lan' })
  expect(broken.body.faults).toMatchObject([{ line: 1 }])
})

test('of two who type into one proposal the second is told, and nothing of the first is lost', async () => {
  const { call } = await desk('plans')
  const { plan } = measured()
  const typed = await type(call, 'plans', plan, (text) => `${text}# một\n`)
  const late = await call(`/proposals/${typed.id}/text`, { text: 'x', edit: typed.edit - 1, by: 'Hoa' })
  expect(late).toMatchObject({ status: 409 })
  expect((await call('/proposals', { about: 'plans', key: plan, by: 'Hoa' })).body).toMatchObject({
    id: typed.id,
    text: typed.text,
  })
})

test('an indicator of a domain is said otherwise by two; taken away again it is as the domain has it', async () => {
  const { call, act, database } = await desk('indicators')
  const id = 'dossiers.on_time_rate'
  const typed = await type(call, 'indicators', id, (text) => `${text}decimals: 2\n`)
  // Whoever lets it through sees it against what the domain declares.
  expect(typed).toMatchObject({ faults: [], changes: [{ path: 'decimals', before: '1', after: '2' }] })
  await act(typed.id, 'submit', 'Lan', 'Họp giao ban cần hai số lẻ')
  const decimals = async () => (await registryAsOf(database.db, null)).indicator(id).decimals
  const was = await decimals()
  await act(typed.id, 'publish', 'Hoa')
  expect([was, await decimals()]).toEqual([1, 2])
  const gone = await type(call, 'indicators', id, () => '')
  expect(gone).toMatchObject({ removes: true, faults: [], changes: [{ path: 'decimals', before: '2', after: '1' }] })
  await act(gone.id, 'submit', 'Hoa', 'Về như cũ')
  expect(await act(gone.id, 'publish', 'Lan')).toMatchObject({ status: 409 })
  await act(gone.id, 'publish', 'An')
  expect(await decimals()).toBe(1)
})

const OWN = `id: dossiers.moi
title: { vi: Mới, en: New }
formula: dossiers.received
basis: Quy chế
unit: dossier
direction: none
period: today
owner: van-phong-ubnd
`
const ON_IT = `id: ke-hoach-moi
title: { vi: Kế hoạch mới, en: New plan }
source: Kế hoạch 1
from: 2026-01-01
to: 2026-12-31
clauses:
  - { id: mot, text: Tiếp nhận 90, operator: "≥", value: 90, unitOfMeasurement: dossier, owner: van-phong-ubnd, indicator: dossiers.moi }
`

test('an indicator that a plan is measured by is not taken away from under it', async () => {
  const { call, act } = await desk('indicators')
  const made = await type(call, 'indicators', null, () => OWN)
  expect(made.faults).toEqual([])
  await act(made.id, 'submit', 'Lan', 'Cần cho giao ban')
  await act(made.id, 'publish', 'Hoa')
  const plan = await type(call, 'plans', null, () => ON_IT)
  expect(plan.faults).toEqual([])
  expect(await act(plan.id, 'submit', 'Lan', 'Cần cho giao ban')).toMatchObject({
    body: { state: 'published', key: 'ke-hoach-moi' },
  })
  const gone = await type(call, 'indicators', 'dossiers.moi', () => '')
  expect(gone.faults).toMatchObject([{ message: expect.stringContaining('ke-hoach-moi: không có chỉ tiêu «dossiers.moi»') }])
})

test('a plan that waits is not published once the indicator it is measured by is gone', async () => {
  const { call, act } = await desk('indicators', 'plans')
  const made = await type(call, 'indicators', null, () => OWN)
  await act(made.id, 'submit', 'Lan', 'Cần cho giao ban')
  await act(made.id, 'publish', 'Hoa')
  const plan = await type(call, 'plans', null, () => ON_IT)
  expect(await act(plan.id, 'submit', 'Lan', 'Cần cho giao ban')).toMatchObject({ body: { state: 'waiting' } })
  const gone = await type(call, 'indicators', 'dossiers.moi', () => '')
  await act(gone.id, 'submit', 'Lan', 'Không dùng nữa')
  expect(await act(gone.id, 'publish', 'Hoa')).toMatchObject({ body: { state: 'published' } })
  expect(await act(plan.id, 'publish', 'Hoa')).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('không có chỉ tiêu «dossiers.moi»') },
  })
})

test('two who begin to write about one plan at once are led to one proposal', async () => {
  const { call } = await desk('plans')
  const { plan } = measured()
  const begun = await Promise.all(['Lan', 'Hoa', 'An'].map((by) => call('/proposals', { about: 'plans', key: plan, by })))
  expect(begun.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(new Set(begun.map(({ body }) => body.id)).size).toBe(1)
})

test('where the province asks for nobody, one person publishes, and it is told that they were alone', async () => {
  const { call, act, one, database } = await desk()
  const { plan, clause, value } = measured()
  const typed = await type(call, 'plans', plan, (text) =>
    text.replace(new RegExp(`(- id: ${clause}\\n[\\s\\S]*?value: )${value}`), `$1${value + 1}`),
  )
  expect(await act(typed.id, 'submit', 'Lan', 'Điều chỉnh')).toMatchObject({ status: 200, body: { state: 'published' } })
  expect(await targetOf(database, plan, clause)).toBe(value + 1)
  expect((await one(typed.id)).events.at(-1)).toMatchObject({ action: 'publish', by: 'Lan', alone: true })
})

test('two who let the same change through at once publish it once', async () => {
  const { call, one, database } = await desk('rules')
  const { path, rule } = await firstRule(call)
  const { proposal } = (await call(path, { why: 'Thử', seen: rule.own, change: { severity: 'warn' }, by: 'Lan' })).body
  const { edit } = await one(proposal)
  const answers = await Promise.all(
    ['Hoa', 'An', 'Minh'].map((by) => call(`/proposals/${proposal}/act`, { action: 'publish', edit, note: null, by })),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  expect((await database.pool.query('select from rule_change')).rows).toHaveLength(1)
})

test('the database itself refuses that one person publishes alone', async () => {
  const { call, database } = await desk('rules')
  const { path, rule } = await firstRule(call)
  const { proposal } = (await call(path, { why: 'Thử', seen: rule.own, change: { severity: 'warn' }, by: 'Lan' })).body
  await expect(
    database.pool.query(
      "insert into proposal_event (proposal_id, action, account_id, by) select id, 'publish', account_id, by from proposal where id = $1",
      [proposal],
    ),
  ).rejects.toThrow(/published by whoever made it/)
})

test('what is wrong with a formula is told by its line in the language of who reads', async () => {
  const { call } = await desk('indicators')
  const typed = await type(call, 'indicators', null, () => OWN.replace('dossiers.received', 'dossiers.recieved + 1'))
  expect(typed.faults).toMatchObject([
    { line: 3, message: expect.stringMatching(/^Công thức «.*»: không có số liệu «dossiers\.recieved»/) },
  ])
  expect((await call(`/proposals/${typed.id}`, undefined, 'en')).body.faults).toMatchObject([
    { line: 3, message: expect.stringMatching(/^Formula «.*»: there is no measure/) },
  ])
})

test('a text of the greatest length, nested or meaning itself over and over, is refused in words and keeps nothing waiting', async () => {
  const { call } = await desk('indicators', 'plans')
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...'bcdefgh'.split('').map((name, at) => `${name}: &${name} [${`*${'abcdefg'[at]}, `.repeat(9)}]`),
  ]
  const hostile = [
    '['.repeat(20_000),
    bomb.join('\n'),
    `${OWN}note: "${'x'.repeat(190_000)}"`,
    OWN.replace('dossiers.received', `${'('.repeat(3_000)}dossiers.received${')'.repeat(3_000)}`),
    OWN.replace('title: { vi: Mới, en: New }', '__proto__: { vi: Mới, en: New }'),
    `${OWN}constructor: { prototype: { x: 1 } }`,
    '\u0000',
  ]
  for (const text of hostile) {
    const { body: begun } = await call('/proposals', { about: 'indicators', key: null, by: 'Lan' })
    const { status, body } = await call(`/proposals/${begun.id}/text`, { text, edit: begun.edit, by: 'Lan' })
    expect([text.slice(0, 40), status]).toEqual([text.slice(0, 40), status === 400 ? 400 : 200])
    if (status === 200) expect(body.faults.length, text.slice(0, 40)).toBeGreaterThan(0)
  }
  const { body: begun } = await call('/proposals', { about: 'plans', key: null, by: 'Lan' })
  expect((await call(`/proposals/${begun.id}/text`, { text: 'x'.repeat(200_001), edit: begun.edit, by: 'Lan' })).status).toBe(400)
})
