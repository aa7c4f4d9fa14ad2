import { expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { askWithEach, ENDLESS, everybodyElse, PLACES } from '../support/hostile-expressions.ts'

// What a steward may type where words have a meaning, made to keep a machine busy for ever: each is answered, soon, and all the
// while so is everybody else. How soon everybody else is, against a quiet hour: `npm run bench -- --only expressions`.

/** An answer that takes so long is none. */
const impatient: typeof fetch = (at, init) => fetch(at, { ...init, signal: AbortSignal.timeout(20_000) })

test('two hundred expressions that mean harm are answered each, and so is everybody else meanwhile', async () => {
  expect(ENDLESS.length * Object.keys(PLACES).length).toBe(200)
  const database = await hungYen()
  const { url } = await serve(database)
  const others = everybodyElse(url, impatient)
  const answered = await askWithEach(url, impatient)
  const meanwhile = await others.stop()
  // Answered, if only with what is wrong with it.
  expect(answered.filter(({ status }) => status !== 200 && status !== 400)).toEqual([])
  expect(answered).toHaveLength(400)
  expect(meanwhile.length).toBeGreaterThan(20)
  expect(meanwhile.filter(({ status }) => status !== 200)).toEqual([])
}, 600_000)
