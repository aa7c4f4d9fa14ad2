import { applyProvince, loadProvince } from '@ioc/sql'
import { expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { FILE_FEED } from '../support/file-feed.ts'
import { signedInWithin, tokenOf } from './as.ts'

// Ways round a second person, tried by somebody who has read the code.

const province = loadProvince('hung-yen')
type About = (typeof province.province.review)[number]
type Headers = Record<string, string>

async function house(...review: About[]) {
  const database = await hungYen()
  await applyProvince(database, { ...province, province: { ...province.province, review } })
  const { url } = await serve(database)
  const ask = async (path: string, headers: Headers, body?: object | string, method = body === undefined ? 'GET' : 'POST') => {
    const type = typeof body === 'string' ? 'text/csv' : 'application/json'
    const said = { 'content-type': type, 'x-ioc': '1', ...headers }
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
    const response = await fetch(`${url}/api${path}`, { method, headers: said, ...sent })
    return { status: response.status, body: await response.json() }
  }
  /** Somebody with every role. */
  const somebody = (login: string, scope: { unit?: number; domains?: string[] } = {}) =>
    signedInWithin(database, { unit: null, domains: null, upTo: 'restricted', ...scope }, login)
  const rename = (login: string, name: string) =>
    database.pool.query('update account set name = $2 where login = $1', [login, name])
  const act = async (who: Headers, id: number, action: string, note: string | null = null) => {
    const { edit } = (await ask(`/proposals/${id}`, who)).body
    return ask(`/proposals/${id}/act`, who, { action, edit: edit ?? 0, note })
  }
  return { database, ask, somebody, rename, act }
}
type House = Awaited<ReturnType<typeof house>>

const PLAN = province.plans.find(({ plan }) => plan.clauses.some(({ value }) => value !== undefined))?.plan.id as string

async function typedPlan({ ask }: House, who: Headers) {
  const begun = (await ask('/proposals', who, { about: 'plans', key: PLAN })).body
  const text = (begun.text as string).replace(/value: (\d+)/, (_, value) => `value: ${Number(value) + 1}`)
  const { body } = await ask(`/proposals/${begun.id}/text`, who, { text, edit: begun.edit })
  return body.id as number
}

async function draftOf({ ask }: House, who: Headers) {
  const { id, edit } = (await ask('/drafts', who, { connector: 'file' })).body
  const changes = Object.entries(FILE_FEED).map(([name, value]) => ({ path: [name], value }))
  const { body } = await ask(`/drafts/${id}`, who, { edit, changes })
  return { id: id as number, edit: body.edit as number }
}

const SAMPLE = 'ma,don_vi,tinh_trang,nhan,linh_vuc,kenh\n1,UBND,Đang xử lý,01/11/2026,Đất đai,Trực tuyến\n'

test('an account that is called otherwise by now lets through neither what it handed in nor what it typed into', async () => {
  const here = await house('plans')
  const { somebody, act, rename, ask } = here
  const [lan, hoa, an] = [await somebody('lan'), await somebody('hoa'), await somebody('an')]
  const id = await typedPlan(here, lan)
  expect(await act(hoa, id, 'submit', 'Nâng chỉ tiêu')).toMatchObject({ status: 200, body: { state: 'waiting' } })
  await rename('lan', 'Lê Thị Mới')
  await rename('hoa', 'Trần Văn Khác')
  for (const who of [lan, hoa]) {
    expect((await ask(`/proposals/${id}`, who)).body.can).not.toContain('publish')
    expect((await act(who, id, 'publish')).status).toBe(409)
  }
  expect((await act(an, id, 'publish')).status).toBe(200)
})

test('nor does whoever began a draft, or gave it its sample or a secret, whatever they are called by now', async () => {
  const here = await house('feeds')
  const { somebody, act, rename, ask } = here
  const [lan, hoa, mai, an] = await Promise.all(['lan', 'hoa', 'mai', 'an'].map((login) => somebody(login)))
  const { id, edit } = await draftOf(here, lan as Headers)
  expect((await ask(`/drafts/${id}/sample/ho-so.csv`, hoa as Headers, SAMPLE, 'PUT')).status).toBe(200)
  const { body } = await ask(`/drafts/${id}/publish`, mai as Headers, { edit, note: 'Nguồn mới' })
  expect(body.proposal).toEqual(expect.any(Number))
  for (const login of ['lan', 'hoa', 'mai']) await rename(login, `Tên mới ${login}`)
  for (const who of [lan, hoa, mai]) expect((await act(who as Headers, body.proposal, 'publish')).status).toBe(409)
  expect((await act(an as Headers, body.proposal, 'publish')).status).toBe(200)
})

test('while a draft waits, nothing of it moves, however the change and the handing in fall together', async () => {
  const here = await house('feeds')
  const { somebody, ask, database } = here
  const [lan, hoa] = [await somebody('lan'), await somebody('hoa')]
  const stateOf = async (id: number) =>
    (await database.pool.query('select sealed, set_at from feed_draft_sealed where draft_id = $1 order by name', [id])).rows
  for (let round = 0; round < 3; round++) {
    const { id, edit } = await draftOf(here, lan)
    const change = () => ask(`/drafts/${id}/sample/khac.csv`, hoa, SAMPLE, 'PUT')
    const [changed, handed] = await Promise.all([change(), ask(`/drafts/${id}/publish`, lan, { edit, note: `lần ${round}` })])
    expect(handed.body.proposal).toEqual(expect.any(Number))
    const [{ hands }] = (await database.pool.query('select hands from proposal where id = $1', [handed.body.proposal])).rows
    const [{ id: hoaId }] = (await database.pool.query(`select id from account where login = 'hoa'`)).rows
    // Either the change came first and its author is known, or it was refused.
    expect([changed.status, hands.includes(hoaId)]).toEqual(changed.status === 200 ? [200, true] : [409, false])
    const stood = await stateOf(id)
    expect((await change()).status).toBe(409)
    expect(await stateOf(id)).toEqual(stood)
  }
})

test('PostgreSQL itself keeps what waits as it was proposed, and lets nobody say that one person is enough', async () => {
  const here = await house('plans')
  const { somebody, act, database } = here
  const id = await typedPlan(here, await somebody('lan'))
  await act(await somebody('hoa'), id, 'submit', 'Nâng chỉ tiêu')
  const by = (text: string) => database.pool.query(text, [id])
  for (const change of ['after = null', "by = 'Ai đó'", 'account_id = 1', "hands = '{}'", "made_by = '{}'", "why = 'khác'"])
    await expect(by(`update proposal set ${change} where id = $1`), change).rejects.toThrow('stays as it was proposed')
  await expect(by('delete from proposal where id = $1')).rejects.toThrow()
  const publish = (who: string, alone: boolean) =>
    by(
      `insert into proposal_event (proposal_id, action, account_id, by, alone)
       select $1, 'publish', id, name, ${alone} from account where login = '${who}'`,
    )
  for (const who of ['lan', 'hoa']) await expect(publish(who, false), who).rejects.toThrow('published by whoever made it')
  await expect(publish('hoa', true)).rejects.toThrow('takes two to publish')
  // A table of the same name in the connection’s own corner is not the one that is asked.
  const client = await database.pool.connect()
  try {
    await client.query('create temp table proposal (like public.proposal)')
    await client.query('create temp table province (like public.province)')
    for (const alone of [true, false])
      await expect(
        client.query(
          `insert into proposal_event (proposal_id, action, account_id, by, alone)
           select ${id}, 'publish', id, name, ${alone} from account where login = 'hoa'`,
        ),
      ).rejects.toThrow(`proposal ${id}`)
  } finally {
    client.release(true)
  }
})

test('whoever lost the right to decide, or the account, decides nothing any more', async () => {
  const here = await house('plans')
  const { somebody, act, database } = here
  const id = await typedPlan(here, await somebody('lan'))
  const [hoa, an] = [await somebody('hoa'), await somebody('an')]
  await act(await somebody('mai'), id, 'submit', 'Nâng chỉ tiêu')
  await database.pool.query(`update account set roles = '{steward}' where login = 'hoa'`)
  await database.pool.query(`update account set disabled_at = now() where login = 'an'`)
  expect((await act(hoa, id, 'publish')).status).toBe(403)
  expect((await act(an, id, 'publish')).status).toBe(401)
})

test('an alert rule of a domain is not written over by who does not see that domain, under a rule of their own', async () => {
  for (const review of [['alerts'], []] as About[][]) {
    const { ask, somebody } = await house(...review)
    const { rules } = (await ask('/alert-rules', await somebody('lan'))).body
    const specs = rules.map(({ spec }: { spec: { indicators?: unknown } }) => spec) as { id: string; indicators?: string[] }[]
    const watching = specs.filter(({ indicators }) => Array.isArray(indicators))
    const domainsOf = (rule?: (typeof specs)[number]) => [...new Set(rule?.indicators?.map((id) => id.split('.')[0] as string))]
    const own = watching.find((rule) => domainsOf(rule).length === 1)
    const foreign = watching.find((rule) => !domainsOf(rule).includes(domainsOf(own)[0] as string))
    if (!foreign || !own) throw new Error('Hưng Yên has too few alert rules.')
    const limited = await somebody('mot-nganh', { domains: domainsOf(own) })
    const asked = { why: 'Bỏ', seen: foreign, after: { ...own, id: foreign.id } }
    expect((await ask(`/alert-rules/${foreign.id}`, limited, asked)).status).toBe(403)
  }
})

test('an alert rule that waits is not published once the indicator it watches is gone', async () => {
  const here = await house('alerts', 'indicators')
  const { ask, somebody, act } = here
  const [lan, hoa] = [await somebody('lan'), await somebody('hoa')]
  const own = `id: dossiers.moi
title: { vi: Mới, en: New }
formula: dossiers.received
basis: Quy chế
unit: dossier
direction: none
period: today
owner: van-phong-ubnd
`
  const type = async (key: string | null, text: string) => {
    const begun = (await ask('/proposals', lan, { about: 'indicators', key })).body
    await ask(`/proposals/${begun.id}/text`, lan, { text, edit: begun.edit })
    await act(lan, begun.id, 'submit', 'Cần cho giao ban')
    return act(hoa, begun.id, 'publish')
  }
  expect(await type(null, own)).toMatchObject({ body: { state: 'published' } })
  const { rules } = (await ask('/alert-rules', lan)).body
  const { spec } = rules.find(({ spec }: { spec: { when: { is: string }; each?: unknown } }) => spec.when.is === 'threshold')
  const { each: _, ...rest } = spec
  const when = { is: 'threshold', better: 'up', levels: { watch: 10, critical: 5 } }
  const after = { ...rest, id: 'ho-so-moi', indicators: ['dossiers.moi'], when }
  const { body, status } = await ask('/alert-rules/ho-so-moi', lan, { why: 'Theo dõi', seen: null, after })
  expect([status, body]).toEqual([200, { rule: 'ho-so-moi', proposal: expect.any(Number) }])
  expect(await type('dossiers.moi', '')).toMatchObject({ body: { state: 'published' } })
  expect(await act(hoa, body.proposal, 'publish')).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('Trả lại để người đề nghị sửa') },
  })
})

test('a draft and its sample are told to nobody who sees less than it is about, and nothing is begun or changed there by them', async () => {
  const here = await house('feeds')
  const { ask, somebody, database } = here
  const { id, edit } = await draftOf(here, await somebody('lan'))
  const { rows } = await database.pool.query(
    `select id from unit where kind = 'commune' and valid_to is null order by id limit 1`,
  )
  const commune = await somebody('xa', { unit: rows[0].id })
  const budget = await somebody('tai-chinh', { domains: ['budget'] })
  for (const who of [commune, budget]) {
    expect((await ask('/drafts', who)).body).toEqual([])
    expect((await ask(`/drafts/${id}`, who)).status).toBe(404)
    for (const path of ['preview', 'impact', 'fields'])
      expect([path, (await ask(`/drafts/${id}/${path}`, who, path === 'fields' ? undefined : {})).status]).toEqual([path, 404])
    expect((await ask(`/drafts/${id}/publish`, who, { edit, note: 'x' })).status).toBe(404)
    await ask(`/drafts/${id}/drop`, who, {})
    expect((await ask(`/drafts/${id}/secrets/khoa`, who, { value: 'x' })).status).toBe(404)
  }
  expect((await database.pool.query('select from feed_draft')).rows).toHaveLength(1)
  expect((await ask('/drafts', commune, { connector: 'file' })).status).toBe(403)
  const own = (await ask('/drafts', budget, { connector: 'file' })).body
  const foreign = { edit: own.edit, changes: [{ path: ['domain'], value: 'dossiers' }] }
  expect((await ask(`/drafts/${own.id}`, budget, foreign)).status).toBe(403)
  expect((await ask(`/drafts/${own.id}`, budget, { ...foreign, changes: [{ path: ['domain'], value: 'budget' }] })).status).toBe(
    200,
  )
})

test('a machine is no second person: it lets no held row through, checks and approves no report, signs no period', async () => {
  const { ask, database } = await house()
  const machine = await tokenOf(database, 'approver')
  const { rows } = await database.pool.query('select key from feed order by id limit 1')
  const asked: [string, object][] = [
    [`/feeds/${rows[0].key}/held/decide`, { rows: [{ id: 1, seen: 0 }], action: 'release' }],
    ...['check', 'approve', 'return', 'unlock'].map((action): [string, object] => [
      '/reports/x/y/2026-01-01/act',
      { action, edit: 0, note: 'x' },
    ]),
    ['/signoff/x/y/2026-01-01/sign', { seen: 'x'.repeat(64), missing: [] }],
    ['/signoff/x/y/2026-01-01/unlock', { note: 'x' }],
    ['/signoff/x/y/2026-01-01/take-in', {}],
  ]
  for (const [path, body] of asked) expect([path, (await ask(path, machine, body)).status]).toEqual([path, 403])
})
