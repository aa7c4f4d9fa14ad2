import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { serve } from '../support/app.ts'
import { hungYen } from '../support/database.ts'

// Two people on one draft of a feed: what one did is never undone by the other unseen.

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'ioc-key-'))
  vi.stubEnv('IOC_SECRETS_KEY_FILE', join(folder, 'secrets.key'))
  return () => rmSync(folder, { recursive: true, force: true })
})

async function draft(connector: string) {
  const { url } = await serve(await hungYen())
  const ask = async (path: string, body?: object, language = 'vi') => {
    const answer = await fetch(`${url}/api/drafts${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json', 'accept-language': language },
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: await answer.json() }
  }
  const { id } = (await ask('', { connector })).body
  return {
    id,
    url,
    ask,
    now: async () => (await ask(`/${id}`)).body,
    save: (by: string | null, edit: number, ...changes: object[]) => ask(`/${id}`, { edit, changes, by }),
  }
}

const put = (path: string, value: unknown) => ({ path: path.split('.'), value })
const gone = (path: string) => ({ path: path.split('.'), removed: true })

test('what two people change beside each other is kept of both', async () => {
  const { save, now } = await draft('rest')
  await save('Lan', 0, put('title', { vi: 'Phản ánh' }), put('promise', 60))
  const [lan, hoa] = await Promise.all([
    save('Lan', 1, put('map.code', { from: ['Mã'] }), put('settings.url', 'https://a.vn')),
    save('Hoa', 1, put('map.unit', { from: ['Xã'] }), gone('promise')),
  ])
  expect([lan.status, hoa.status]).toEqual([200, 200])
  const { spec, edit, parts } = await now()
  expect(spec).toEqual({
    connector: 'rest',
    title: { vi: 'Phản ánh' },
    settings: { url: 'https://a.vn' },
    map: { code: { from: ['Mã'] }, unit: { from: ['Xã'] } },
  })
  expect(edit).toBe(3)
  const by = Object.fromEntries(parts.map((part: { path: string[]; by: string }) => [part.path.join('.'), part.by]))
  expect(by).toEqual({ title: 'Lan', promise: 'Hoa', 'map.code': 'Lan', 'settings.url': 'Lan', 'map.unit': 'Hoa' })
})

test('of two who change the same part the second is told who changed it and when, and nothing of theirs is saved in halves', async () => {
  const { save, now, ask, id } = await draft('rest')
  await save('Lan', 0, put('promise', 60))
  const late = { edit: 0, changes: [put('title', { vi: 'Sổ' }), put('promise', 3600)], by: 'Hoa' }
  const refused = await ask(`/${id}`, late)
  expect(refused.status).toBe(409)
  expect(refused.body.detail).toMatch(
    /^Lan vừa đổi hạn cập nhật lúc \d\d:\d\d ngày \d\d\/\d\d\/\d{4}, sau khi bạn mở bản nháp\. Xem phần đó rồi đổi lại/,
  )
  expect((await ask(`/${id}`, late, 'en')).body.detail).toMatch(/^Lan changed the promise at \d\d:\d\d on \d\d\/\d\d\/\d{4}/)
  expect((await now()).spec).toEqual({ connector: 'rest', promise: 60 })
  // Who has looked may change it again.
  expect((await ask(`/${id}`, { ...late, edit: 1 })).status).toBe(200)
  expect((await now()).spec).toMatchObject({ promise: 3600, title: { vi: 'Sổ' } })
})

test('a part taken away, put within or given its meaning by what another changed is in their way', async () => {
  const { save } = await draft('rest')
  await save('Lan', 0, put('map.code', { from: ['Mã'] }), put('settings', { url: 'https://a.vn' }))
  expect((await save('Hoa', 1, gone('map.code'))).status).toBe(200)
  expect((await save('Lan', 1, put('map.code', { from: ['Số'] }))).status).toBe(409)
  expect((await save('Hoa', 0, put('settings.url', 'https://b.vn'))).status).toBe(409)
  expect((await save('Hoa', 1, put('map', {}), put('kind', 'report'), put('domain', 'reports'))).status).toBe(409)
  expect((await save('Hoa', 2, put('kind', 'report'), put('domain', 'reports'))).status).toBe(200)
  const refused = await save('Lan', 2, put('map.unit', { from: ['Xã'] }))
  expect([refused.status, refused.body.detail]).toEqual([409, expect.stringMatching(/^Hoa vừa đổi loại bản ghi/)])
})

test('two who say the same are in nobody’s way, and no part is made what no screen could show', async () => {
  const { save, now } = await draft('rest')
  await save('Lan', 0, put('promise', 60))
  expect((await save('Hoa', 0, put('promise', 60))).status).toBe(200)
  expect((await now()).edit).toBe(1)
  expect((await save('Hoa', 1, put('map.code', 'x'))).body.detail).toBe('Bản nháp không giữ được «map.code» như vậy.')
  expect((await save('Minh', 1, put('zone', '+07:00'))).status).toBe(200)
  expect((await save('Hoa', 1, put('zone', 'Z'))).body.detail).toMatch(/^Minh vừa đổi múi giờ/)
})

test('how a page is read is guessed beside what people type, and never over what somebody said', async () => {
  const { save, now, url, id } = await draft('file')
  const bring = () =>
    fetch(`${url}/api/drafts/${id}/sample/so.csv`, {
      method: 'PUT',
      headers: { 'content-type': 'text/csv' },
      body: 'Mã,Xã\nA1,Xã Như Quỳnh\n',
    })
  await Promise.all([bring(), save('Lan', 0, put('title', { vi: 'Sổ' }))])
  const guessed = await now()
  expect(guessed.spec).toMatchObject({ title: { vi: 'Sổ' }, format: { kind: 'csv' } })
  expect(guessed.parts.map(({ path }: { path: string[] }) => path)).toEqual([['title']])
  // A guess stands in nobody's way, though it came between.
  expect((await save('Hoa', 0, put('format', { kind: 'csv', delimiter: ';' }))).status).toBe(200)
  await bring()
  expect((await now()).spec.format).toEqual({ kind: 'csv', delimiter: ';' })
})

test('nobody publishes what another has changed since they looked', async () => {
  const { save, ask, id } = await draft('rest')
  const looked = (await save('Lan', 0, put('promise', 60))).body.edit
  await save('Hoa', looked, put('owner', 'x'))
  const publish = (edit: number) => ask(`/${id}/publish`, { by: 'Lan', note: null, edit })
  const early = await publish(looked)
  expect([early.status, early.body.detail]).toEqual([409, expect.stringMatching(/^Hoa vừa đổi đơn vị chịu trách nhiệm/)])
  // Who has looked is told what it lacks.
  expect((await publish(looked + 1)).body.faults.length).toBeGreaterThan(0)
})
