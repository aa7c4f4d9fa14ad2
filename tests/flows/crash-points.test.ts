import { verify } from '@ioc/sql'
import { expect, test } from 'vitest'
import { CRASH_POINTS } from '../support/crash-points.ts'
import { hungYen } from '../support/database.ts'
import { ended, KILLED_SOURCES, openSource, startPulling } from '../support/killed-sources.ts'

// A worker dies at each named point between a source and the ledger, with every kind of source: done again it has the same records.
// Each point once here, of one kind after the other; CRASHED=all tries all of them with all, twice in a row.

const SIZE = { pages: 3, rows: 100, records: 12_000 }
const CRASH_AT = new URL('../support/crash-at.ts', import.meta.url).href
const isAll = process.env.CRASHED === 'all'

const met = Object.entries(CRASH_POINTS).flatMap(([point, { atDoor }]) =>
  // What is sent is stored at the door, which answers for it: tests/flows/deliveries.test.ts, jobs/lost-pages.ts.
  KILLED_SOURCES.filter((connector) => connector !== 'file' || !atDoor).map((connector) => ({ point, connector })),
)
const cases = isAll
  ? met
  : Object.keys(CRASH_POINTS).flatMap((point, n) => {
      const own = met.filter((each) => each.point === point)
      return own.slice(n % own.length, (n % own.length) + 1)
    })

test('there are twelve points at least for each of six kinds of source', () => {
  expect(new Set(met.map(({ connector }) => connector)).size).toBe(6)
  expect(Object.keys(CRASH_POINTS).length).toBeGreaterThanOrEqual(12)
  expect(met.length).toBeGreaterThanOrEqual(72)
})

test.each(cases)(
  '$point: $connector',
  async ({ point, connector }) => {
    const database = await hungYen()
    const { feed, records, stored } = await openSource(database, connector, SIZE)
    const crash = (times: number) => ended(startPulling(database, feed, { IOC_CRASH_AT: `${point}:${times}` }, [CRASH_AT]))
    expect(await crash(1)).toBeNull()
    expect((await verify(database.db)).differences).toEqual([])
    // Where it gets so far again: nothing may be left to do.
    if (isAll) await crash(2)
    expect(await ended(startPulling(database, feed))).toBe(0)
    expect(await stored()).toEqual({ facts: records, ids: records })
    expect((await verify(database.db)).differences).toEqual([])
    const { rows } = await database.pool.query(`select count(*)::int as n from run where status = 'running'`)
    expect(rows[0].n).toBe(0)
  },
  300_000,
)
