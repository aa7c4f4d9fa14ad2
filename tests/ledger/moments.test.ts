import { type Database, dayOf, verify } from '@ioc/sql'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun, totals } from '../support/dossiers.ts'

// A source that tells years of its past in one page tells many moments. They are stored in one transaction, and it must be as if each
// had been told on its own.

/** PostgreSQL itself refuses a text that holds NUL. */
const REFUSED = 'Đất\0đai'
const HOUR = 3_600_000
const momentOf = (version: number) => dayOf(new Date(version))

const sketch = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  version: fc.integer({ min: 0, max: 240 }).map((hours) => Date.parse('2026-01-01T02:00:00Z') + hours * HOUR),
  received: fc.integer({ min: 0, max: 3 }),
  finished: fc.option(fc.integer({ min: 3, max: 9 })),
  deleted: fc.boolean(),
  field: fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom('Đất đai', 'Hộ tịch') },
    { weight: 1, arbitrary: fc.constant(REFUSED) },
  ),
})

/** All that the ledger, the facts, their past and the run say, but for names that are handed out by turns. */
async function state(database: Database) {
  const of = async (query: string) => (await database.pool.query(query)).rows
  return {
    known: await of('select distinct known_at from ledger_batch order by known_at'),
    facts: await of(
      'select external_id, source_version, confirmed, deleted, field, finished_at from dossier_fact order by external_id',
    ),
    former: await of("select external_id, fact->>'source_version' as version from former_fact order by until, external_id"),
    run: await of('select read, held, rejected, inserted, updated, unchanged, repeated, at_odds, taken_back from run'),
    held: await of('select place, status from held_record order by place'),
    totals: await totals(database, 'dossiers.received'),
  }
}

async function positions(database: Database) {
  return (await database.pool.query('select known_at, known_from, entries from ledger_batch order by position')).rows
}

test('moments of a past told in one batch are kept as if each had been told on its own', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(sketch, { minLength: 1, maxLength: 25 }), async (sketches) => {
      const told = sketches.map(dossier).sort((a, b) => a.source_version - b.source_version)
      const [atOnce, apart] = await Promise.all([hungYen(), hungYen()])
      await commit(atOnce, await openRun(atOnce, 'dossiers-sim'), told, { knownBySource: true, momentOf })
      const run = await openRun(apart, 'dossiers-sim')
      for (const moment of new Set(told.map((each) => momentOf(each.source_version)))) {
        const facts = told
          .map((draft, index) => ({ draft, place: index + 1 }))
          .filter(({ draft }) => momentOf(draft.source_version) === moment)
        await commit(apart, run, [], { knownBySource: true, facts, read: facts.length })
      }
      const [one, other] = await Promise.all([atOnce, apart].map(state))
      expect(one).toEqual(other)
      // A batch with a fact that is refused is halved until it is found, and a moment with it.
      if (told.every(({ field }) => field !== REFUSED)) expect(await positions(atOnce)).toEqual(await positions(apart))
      expect((await verify(atOnce.db)).differences).toEqual([])
    }),
    { numRuns: 6 },
  )
})
