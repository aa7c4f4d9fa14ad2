import type { ReadingAnswer, SavedView, Share } from '@ioc/server/contract'
import { makeShare } from '@ioc/sql'
import { expect, test } from 'vitest'
import { serve } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'
import { heard } from './support/sources.ts'

// Views of the explorer under a name, and links to one as it was known.

const SEARCH = 'indicator=dossiers.received_today&over=last12m&by=unit'

async function house() {
  const database = await hungYen()
  const { url } = await serve(database)
  const post = async <T>(path: string, body: unknown): Promise<{ status: number; body: T & { detail?: string } }> => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    return { status: answer.status, body: (await answer.json()) as T & { detail?: string } }
  }
  const get = async <T>(path: string) => (await (await fetch(`${url}${path}`)).json()) as T
  return { database, url, post, get }
}

test('a view is saved, renamed and withdrawn, by whom and when stays known, and whoever comes second is told', async () => {
  const { database, post, get } = await house()
  const saved = await post<{ id: number }>('/api/views', { name: ' Hồ sơ các xã ', search: `?${SEARCH}`, by: 'Lan' })
  expect(saved.status).toBe(200)
  const { id } = saved.body
  expect((await post('/api/views', { name: 'hồ sơ CÁC xã', search: SEARCH, by: 'Minh' })).status).toBe(409)
  expect((await post(`/api/views/${id}/rename`, { name: 'Hồ sơ theo xã', seen: 1, by: 'Minh' })).status).toBe(200)
  const [view] = await get<SavedView[]>('/api/views')
  expect(view).toMatchObject({
    id,
    version: 2,
    name: 'Hồ sơ theo xã',
    search: 'indicator=dossiers.received_today&over=last12m&by=unit',
    by: 'Lan',
    namedBy: 'Minh',
  })
  const late = await post(`/api/views/${id}/withdraw`, { seen: 1, by: 'Hoa' })
  expect([late.status, late.body.detail]).toEqual([409, expect.stringContaining('Minh')])
  expect((await post(`/api/views/${id}/withdraw`, { seen: 2, by: 'Hoa' })).status).toBe(200)
  expect(await get<SavedView[]>('/api/views')).toEqual([])
  expect((await post(`/api/views/${id}/rename`, { name: 'x', seen: 3, by: 'Hoa' })).status).toBe(404)
  const { rows } = await database.pool.query(
    'select version, by, search is null as gone from saved_view_version order by version',
  )
  expect(rows).toEqual([
    { version: 1, by: 'Lan', gone: false },
    { version: 2, by: 'Minh', gone: false },
    { version: 3, by: 'Hoa', gone: true },
  ])
  await expect(database.pool.query('delete from saved_view_version')).rejects.toThrow()
  // Its name is free again.
  expect((await post('/api/views', { name: 'Hồ sơ theo xã', search: SEARCH, by: 'Minh' })).status).toBe(200)
})

test('names that look the same are the same name', async () => {
  const { post } = await house()
  const save = async (name: string) => (await post('/api/views', { name, search: SEARCH, by: 'Lan' })).status
  expect(await save('Hồ sơ các xã')).toBe(200)
  for (const name of ['Hồ sơ\u200b các xã', 'Hồ sơ  các xã', '\u202eHồ sơ các xã', 'Hồ sơ các xã'.normalize('NFD')])
    expect(await save(name)).toBe(409)
  expect(await save('\u200b')).toBe(400)
})

test('two who save under one name at once: one view', async () => {
  const { post, get } = await house()
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, n) =>
      post('/api/views', { name: 'A', search: SEARCH, by: ['Lan', 'Hoa', 'An', 'Minh', 'Mai', 'a'][n] }),
    ),
  )
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409, 409])
  expect(await get<SavedView[]>('/api/views')).toHaveLength(1)
})

test('what is no question of the explorer is not kept', async () => {
  const { post } = await house()
  for (const search of [
    '',
    'over=month',
    'indicator=a&picture=pie',
    'indicator=a&next=//evil.example',
    'indicator=a&of=x&proof=b',
  ])
    expect((await post('/api/views', { name: 'A', search, by: 'Lan' })).status, search).toBe(400)
  // Nor one about what is not defined.
  for (const path of ['/api/views', '/api/shares'])
    expect((await post(path, { name: 'A', search: 'indicator=dossiers.nothing', days: 1, by: 'Lan' })).status).toBe(404)
  expect((await post('/api/shares', { search: SEARCH, days: 400, by: 'Lan' })).status).toBe(400)
  expect((await post('/api/shares', { search: `${SEARCH}&known=2099-01-01`, days: 1, by: 'Lan' })).status).toBe(400)
})

test('a link shows one question as it was known when it was made, whatever comes in later, and its token is kept nowhere', async () => {
  const { database, url, post, get } = await house()
  const run = await openRun(database, 'dossiers-sim')
  const { rows } = await database.pool.query(`select id from unit where key = 'phuong-pho-hien'`)
  const received = Math.floor((Date.now() - Date.parse('2026-01-01T00:00:00+07:00')) / 86_400_000) - 40
  const tell = (ids: string[]) =>
    commit(
      database,
      run,
      ids.map((each) => dossier({ id: each, unit: rows[0].id, received })),
    )
  await tell(['a', 'b'])
  await heard(database, new Date())
  const made = await post<{ token: string; share: Share }>('/api/shares', { search: SEARCH, days: 7, by: 'Lan' })
  expect(made.status).toBe(200)
  const { token, share } = made.body
  expect(Date.parse(share.until) - Date.parse(share.at)).toBe(7 * 86_400_000)
  await tell(['c'])
  const opened = await post<Share>('/api/shares/open', { token })
  expect(opened.body).toEqual(share)
  expect(new URLSearchParams(share.search).has('known')).toBe(false)
  const read = async (asOf: string) =>
    (await get<ReadingAnswer>(`/api/readings/dossiers.received_today?period=last12m${asOf}`)).value
  expect(await read(`&asOf=${share.asOf}`)).toBe(2)
  expect(await read('')).toBe(3)
  expect(await (await fetch(`${url}/api/shares?by=Lan`)).text()).not.toContain(token)
  expect(JSON.stringify((await database.pool.query('select * from share')).rows)).not.toContain(token)
  // A view of the past stays of that past.
  const past = await post<{ share: Share }>('/api/shares', {
    search: `${SEARCH}&known=2026-11-01T02:00:00.000Z`,
    days: 1,
    by: 'Lan',
  })
  expect(past.body.share.asOf).toBe('2026-11-01T02:00:00.000Z')
})

test('a link that is withdrawn, over or wrong says which and what to do', async () => {
  const { database, post, get } = await house()
  const { body } = await post<{ token: string; share: Share }>('/api/shares', { search: SEARCH, days: 1, by: 'Lan' })
  expect(await get<Share[]>('/api/shares?by=Minh')).toEqual([])
  expect(await get<Share[]>('/api/shares?by=Lan')).toEqual([body.share])
  expect((await post(`/api/shares/${body.share.id}/withdraw`, { by: 'Lan' })).status).toBe(200)
  const why = async (token: string) => (await post('/api/shares/open', { token })).body.detail
  expect(await why(body.token)).toMatch(/^Lan đã rút liên kết này lúc .* hỏi Lan\.$/)
  expect(await get<Share[]>('/api/shares?by=Lan')).toEqual([])
  const now = new Date(Date.now() - 2 * 86_400_000)
  const old = await makeShare(database.db, { search: SEARCH, known: null, days: 1, by: 'Lan', now })
  expect(await why(old.token)).toMatch(/^Liên kết này đã hết hạn lúc .* nhờ Lan tạo liên kết mới\.$/)
  expect(await why('x')).toMatch(/^Liên kết không đúng\./)
})
