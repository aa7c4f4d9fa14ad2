import { xls } from '@ioc/workers/testing'
import { saveDraft } from './save-draft.ts'

/** Expressions made to keep a machine busy for ever, or to be none. */
export const ENDLESS = [
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
export const PLACES: Record<string, { page: Buffer; spec: (expression: string) => object }> = {
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
  'where a field comes from': { page: CSV, spec: (from) => map({ from: [from] }) },
  'how a date is written': { page: CSV, spec: (format) => map({ from: ['STT'], as: 'day', format: [format] }) },
  'the part of a text': { page: CSV, spec: (by) => map({ from: ['STT'], part: { by: by.slice(0, 40), take: 2 } }) },
}

/**
 * Puts each expression in each of the places of a draft, over HTTP as a steward does, and asks for its fields and its rows. One
 * answer each: what was asked, the status and how long it took in milliseconds.
 */
export async function askWithEach(url: string, ask: typeof fetch = fetch) {
  const post = (path: string, body?: object) =>
    ask(url + path, {
      method: 'POST',
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
  const answered: { asked: string; status: number; ms: number }[] = []
  for (const [place, { page, spec }] of Object.entries(PLACES)) {
    const draft = (await (await post('/api/drafts', { connector: 'file' })).json()) as { id: number; spec: object }
    const at = `/api/drafts/${draft.id}`
    const sample = `${url}${at}/sample/${page === CSV ? 'a.csv' : 'a.xls'}`
    const put = await ask(sample, { method: 'PUT', body: new Uint8Array(page) })
    if (put.status !== 200) throw new Error(`${place}: the page is answered with ${put.status}`)
    for (const expression of ENDLESS) {
      await saveDraft(url, draft.id, { ...draft.spec, domain: 'reports', kind: 'report', ...spec(expression) }, { ask })
      const asked = `${place}: ${expression.slice(0, 40)}`
      const timed = async (answering: Promise<Response>) => {
        const started = performance.now()
        const answer = await answering
        await answer.text()
        answered.push({ asked, status: answer.status, ms: performance.now() - started })
      }
      await Promise.all([timed(ask(`${url}${at}/fields`)), timed(post(`${at}/preview`))])
    }
  }
  return answered
}

/** Asks what everybody asks, again and again until told to stop: each answer's status and milliseconds. */
export function everybodyElse(url: string, ask: typeof fetch = fetch) {
  const answers: { status: number; ms: number }[] = []
  let isOver = false
  const asking = (async () => {
    for (let n = 0; !isOver; n++) {
      const started = performance.now()
      const answer = await ask(url + (EVERYBODY[n % EVERYBODY.length] as string))
      await answer.text()
      answers.push({ status: answer.status, ms: performance.now() - started })
      await new Promise((done) => setTimeout(done, 20))
    }
    return answers
  })()
  return {
    async stop() {
      isOver = true
      return asking
    },
  }
}

const EVERYBODY = ['/healthz', '/api/feeds', '/api/scenes/overview']
