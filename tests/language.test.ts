import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { wantedInEnglish } from '@ioc/server/testing'
import { refusedInEnglish } from '@ioc/workers/testing'
import { expect, test } from 'vitest'
import { serve } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { httpSource } from './support/local-sources.ts'
import { saveDraft } from './support/save-draft.ts'

// Whoever reads English is refused in English, and everybody else in Vietnamese.

const VIETNAMESE = /[ăđơưàảãạằẳẵặầẩẫậèẻẽẹềểễệìỉĩịòỏõọồổỗộờởỡợùủũụừửữựỳỷỹỵáắấéếíóốớúứý]/i
const ROOT = join(import.meta.dirname, '..')

test('what is refused is worded in both languages where it is worded in Vietnamese', () => {
  const files = ['sql/src', 'server/src', 'workers/src'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => `${folder}/${file}`)
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')),
  )
  const alone = files.flatMap((file) => {
    const thrown = readFileSync(join(ROOT, file), 'utf8').matchAll(
      /new (?:Invalid|Conflict|NotFound|Unavailable)\(\s*(?:[\w.]+\s*\?\s*)?(['`].*)/g,
    )
    return [...thrown].flatMap(([, said = '']) => (VIETNAMESE.test(said) ? [`${file}: ${said}`] : []))
  })
  expect(alone).toEqual([])
})

test('what a contract asks for is worded in English too', () => {
  const files = ['server/contract', 'server/src/routes'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(ROOT, folder, file)),
  )
  const asked = files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\.(?:min|max|regex|refine|date|string)\([^)\n]*?'([^'\n]+)'\)/g)])
    .map(([, said = '']) => said)
    .filter((said) => VIETNAMESE.test(said))
  expect(asked.length).toBeGreaterThan(10)
  expect(asked.filter((said) => VIETNAMESE.test(wantedInEnglish(said)))).toEqual([])
})

test('what a feed is refused for where its schema words it is worded in English too', () => {
  const files = readdirSync(join(ROOT, 'workers/src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(ROOT, 'workers/src', file), 'utf8'))
    .filter((text) => text.includes("from 'zod'"))
  const asked = files
    .flatMap((text) => [
      ...text.matchAll(/\.(?:regex|refine|startsWith)\((?:[^()']|\([^()]*\)|'https?:[^']*')*'([^'\n]+)'/g),
      ...text.matchAll(/code: 'custom',(?:\s*path:[^\n]*)?\s*message: ['`]([^'`\n]+)['`]/g),
    ])
    .map(([, said = '']) => said.replace(/\$\{\w+\}/, 'x'))
    .filter((said) => VIETNAMESE.test(said))
  expect(asked.length).toBeGreaterThan(10)
  expect(asked.filter((said) => refusedInEnglish(said) === undefined)).toEqual([])
})

test('refusals and the steps of a check come in the language that was asked for', async () => {
  const { url } = await serve(await hungYen())
  const ask = async (language: string, path: string, body?: unknown) => {
    const answer = await fetch(`${url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'accept-language': language, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return await answer.json()
  }
  const refusals: [string, unknown][] = [
    ['/api/feeds/nyc311/pull', {}],
    ['/api/feeds/nyc311/backfill', { from: '2026-01-01', to: '2026-01-02', by: 'Lan' }],
    ['/api/runs/999/stop', { by: 'Lan', why: 'x' }],
    ['/api/drafts/999/check', {}],
  ]
  for (const [path, body] of refusals) {
    const [vi, en] = [await ask('vi', path, body), await ask('en', path, body)]
    expect([path, VIETNAMESE.test(vi.detail), VIETNAMESE.test(en.detail.replace(/«.*?»/g, ''))]).toEqual([path, true, false])
  }

  const source = await httpSource((_, reply) => void reply.writeHead(401).end())
  const draft = await ask('vi', '/api/drafts', { connector: 'rest' })
  const spec = { ...draft.spec, settings: { url: `${source}/x`, records: 'data' } }
  await saveDraft(url, draft.id, spec)
  const { steps } = await ask('en', `/api/drafts/${draft.id}/check`, {})
  expect(steps).toMatchObject([
    { step: 'address', message: 'The host «127.0.0.1» was found.' },
    { step: 'connect', message: 'Connected.' },
    { step: 'sign-in', ok: false, fault: { code: 'unauthorised' } },
  ])
})
