import fc from 'fast-check'
import { expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { oddThursday } from '../support/odd-thursday.ts'
import { cookieOf } from '../support/people.ts'
import { knownIn } from './known.ts'
import { type Described, operationsOf, requestOf } from './operations.ts'

// Whatever anybody sends to any operation that the API describes, it answers, or refuses with a reason: it never fails, and tells nothing
// of its insides. `FUZZED=500` sends so many of either kind to each; `FUZZED_PART=2/8` to every eighth operation, from the second on.

const OF_EACH = Number(process.env.FUZZED ?? 4)
const [PART = 1, PARTS = 1] = (process.env.FUZZED_PART ?? '1/1').split('/').map(Number)
const SEED = Number(process.env.SEED ?? 20261130)
const ANSWERS = new Set([200, 202, 204, 302, 304, 400, 401, 403, 404, 405, 409, 413, 414, 415, 422, 429, 503])
/** What our own code, PostgreSQL or Node say of themselves. */
const INSIDES = /node_modules|\bat .*\.ts:\d+|syntax error at or near|violates|pg_catalog|Kysely|ECONN|\/server\/src\//

test(
  'every operation answers or refuses whatever is sent to it, allowed or not',
  async () => {
    const database = await oddThursday()
    const { app } = await serve(database)
    const known = await knownIn(database)
    const all = operationsOf((await app.inject('/api/docs/json')).json() as Described)
    expect(all.length).toBeGreaterThan(100)
    const operations = all.filter((_, place) => place % PARTS === PART - 1)
    const sent = { operations: operations.length, of: all.length, all: 0, answered: 0 }
    for (const operation of operations) {
      for (const isHostile of [false, true])
        for (const { url, body } of fc.sample(requestOf(operation, known, isHostile), { numRuns: OF_EACH, seed: SEED })) {
          const headers = { cookie: cookieOf(), 'x-ioc': '1', ...(body !== undefined && { 'content-type': 'application/json' }) }
          const payload = body === undefined ? {} : { payload: JSON.stringify(body) }
          const answer = await app.inject({ method: operation.method, url, headers, ...payload })
          const what = `${operation.method} ${url} ${JSON.stringify(body) ?? ''} → ${answer.statusCode} ${answer.body.slice(0, 400)}`
          expect.soft(ANSWERS.has(answer.statusCode), what).toBe(true)
          if (answer.statusCode >= 400) {
            expect.soft(answer.headers['content-type'], what).toMatch(/^application\/problem\+json/)
            expect.soft(INSIDES.test(answer.body), what).toBe(false)
          }
          sent.all += 1
          if (answer.statusCode < 400) sent.answered += 1
        }
      // Some sign out whoever asks, or turn their account off; the next are asked by somebody again.
      await database.pool.query(
        'update session set ended_at = null; update account set disabled_at = null; delete from sign_in_tries',
      )
    }
    if (process.env.FUZZED) console.log(JSON.stringify(sent))
    // What is allowed is answered often enough for the inside to have been reached; a part may hold mostly what is hard to come by.
    expect(sent.answered / sent.all).toBeGreaterThan(PARTS === 1 ? 0.1 : 0.02)
  },
  600_000 + OF_EACH * 20_000,
)
