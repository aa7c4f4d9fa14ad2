import { xls } from '@ioc/workers/testing'
import { expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { hungYen } from '../support/database.ts'

// What a steward may type where words have a meaning, made to keep a machine busy for ever: each is answered, soon, and all the
// while so is everybody else.

const ENDLESS = [
  '^(a+)+$',
  '^(a|a)*$',
  '^(a|aa)+$',
  '(a*)*b',
  '(?:(?:(?:(?:a*)*)*)*)*b',
  '(x+x+)+y',
  '^(([^x]+)+)+$',
  '(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)b',
  '(\\p{L}{1,30}){1,9}b',
  '(a?){200}a{99}',
  '^(\\s*a\\s*)+$',
  '(a|b|ab)*c',
  '^(?!(a+)+$)',
  '[a-z]*[a-z]*[a-z]*[a-z]*[a-z]*b',
  '(a{1,99}){1,99}',
  '(?=(a+)+$)a',
  '(a)\\1',
  '(',
  '['.repeat(300),
  'a'.repeat(301),
]
const LONG = `${'a'.repeat(3_000)}!`
const CSV = Buffer.from(`STT,Ten,${LONG}\n${`${LONG},b,c\n`.repeat(150)}`)
const BOOK = xls({ [LONG.slice(0, 31)]: [['STT', 'Ten', LONG], ...Array.from({ length: 200 }, () => [LONG, 'b', 'c'])] })

const map = (field: object) => ({ format: { kind: 'csv' }, map: { unit: field } })
const figures = (more: object) => ({
  format: {
    ...{ kind: 'workbook', shape: 'figures', title: 'a', ordinal: '^stt$', label: '^ten$' },
    ...{ figures: [{ item: 'a', heading: 'a' }], ...more },
  },
})
/** Where an expression may stand in a draft, with the page it is asked of. */
const PLACES: Record<string, { page: Buffer; spec: (expression: string) => object }> = {
  'the rows taken of a text': {
    page: CSV,
    spec: (like) => ({ format: { kind: 'csv', rows: { column: 'STT', like } } }),
  },
  'the rows taken of a workbook': {
    page: BOOK,
    spec: (like) => ({ format: { kind: 'workbook', shape: 'table', rows: { column: 'STT', like } } }),
  },
  'the name of a sheet': { page: BOOK, spec: (sheet) => ({ format: { kind: 'workbook', shape: 'table', sheet } }) },
  'a title': { page: BOOK, spec: (title) => figures({ title }) },
  'the heading of a column': { page: BOOK, spec: (heading) => figures({ figures: [{ item: 'a', heading }] }) },
  'the heading of what is no column': {
    page: BOOK,
    spec: (unlike) => figures({ figures: [{ item: 'a', heading: 'a', unlike }] }),
  },
  'a unit of measurement': { page: BOOK, spec: (measure) => figures({ measures: [measure] }) },
  'where a field comes from': { page: CSV, spec: (from) => map({ from }) },
  'how a date is written': { page: CSV, spec: (format) => map({ from: 'STT', as: 'day', format }) },
  'the part of a text': { page: CSV, spec: (by) => map({ from: 'STT', part: { by: by.slice(0, 40), take: 2 } }) },
}

test('two hundred expressions that mean harm are answered each, and so is everybody else meanwhile', async () => {
  expect(ENDLESS.length * Object.keys(PLACES).length).toBe(200)
  const database = await hungYen()
  const { url } = await serve(database)
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = typeof init.body === 'string' ? { 'content-type': 'application/json' } : undefined
    // An answer that takes so long is none.
    return fetch(url + path, { ...init, ...(headers && { headers }), signal: AbortSignal.timeout(20_000) })
  }
  const post = (path: string, body?: object) => ask(path, { method: 'POST', ...(body && { body: JSON.stringify(body) }) })

  let isOver = false
  const others: number[] = []
  const everybodyElse = (async () => {
    for (let n = 0; !isOver; n++) {
      const answer = await ask(['/healthz', '/api/feeds', '/api/scenes/overview'][n % 3] as string)
      await answer.text()
      others.push(answer.status)
      await new Promise((done) => setTimeout(done, 20))
    }
  })()

  const answered: [string, number][] = []
  for (const [place, { page, spec }] of Object.entries(PLACES)) {
    const draft = (await (await post('/api/drafts', { connector: 'file' })).json()) as { id: number; spec: object }
    const at = `/api/drafts/${draft.id}`
    const name = page === CSV ? 'a.csv' : 'a.xls'
    expect((await ask(`${at}/sample/${name}`, { method: 'PUT', body: new Uint8Array(page) })).status).toBe(200)
    for (const expression of ENDLESS) {
      await post(at, { spec: { ...draft.spec, domain: 'reports', kind: 'report', ...spec(expression) }, by: 'Lan' })
      for (const answer of await Promise.all([ask(`${at}/fields`), post(`${at}/preview`)])) {
        answered.push([`${place}: ${expression.slice(0, 40)}`, answer.status])
        await answer.text()
      }
    }
  }
  isOver = true
  await everybodyElse
  // Answered, if only with what is wrong with it.
  expect(answered.filter(([, status]) => status !== 200 && status !== 400)).toEqual([])
  expect(answered).toHaveLength(400)
  expect(others.length).toBeGreaterThan(20)
  expect(others.filter((status) => status !== 200)).toEqual([])
}, 600_000)
