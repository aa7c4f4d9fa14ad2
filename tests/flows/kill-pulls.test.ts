import { verify } from '@ioc/sql'
import { connectorKinds } from '@ioc/workers/connectors'
import { expect, test } from 'vitest'
import { until } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { ended, KILLED_SOURCES, openSource, startPulling } from '../support/killed-sources.ts'

// A worker killed with -9 in the middle of what it takes in, from a real source of every kind: done again it has the same records,
// none twice and none left out, so its cursor was never ahead of its rows.

const SIZE = { pages: 40, rows: 100, records: 40_000 }
const KILLED_AT = [0.3]

test('every kind of source is killed', () => {
  // What a webhook or a form brings is stored at the door and taken in as a file that is sent.
  expect([...KILLED_SOURCES, 'webhook', 'form'].sort()).toEqual(connectorKinds)
})

test.each(KILLED_SOURCES)(
  '%s',
  async (connector) => {
    const database = await hungYen()
    const { feed, records, stored, isAsked } = await openSource(database, connector, SIZE)
    for (const share of KILLED_AT) {
      const worker = startPulling(database, feed)
      await until('some records stored', async () => (await stored()).facts >= Math.max(1, records * share), 60)
      worker.kill('SIGKILL')
      await ended(worker)
      expect((await verify(database.db)).differences).toEqual([])
    }
    const half = (await stored()).facts
    expect(half).toBeLessThan(records)

    expect(await ended(startPulling(database, feed))).toBe(0)
    expect(await stored()).toEqual({ facts: records, ids: records })
    expect((await verify(database.db)).differences).toEqual([])
    if (!isAsked) return
    // What the killed ones stored was not asked for again, but for the page under way.
    const { rows: runs } = await database.pool.query('select status, read, inserted from run order by id')
    expect(runs.map(({ status }) => status)).toEqual([...KILLED_AT.map(() => 'abandoned'), 'done'])
    expect(runs.at(-1).read).toBeLessThanOrEqual(records - half + 2 * SIZE.rows)
  },
  300_000,
)
