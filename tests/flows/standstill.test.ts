import { findFeed } from '@ioc/sql'
import { ingest, untilStandstill } from '@ioc/workers/testing'
import { expect, test } from 'vitest'
import { hungYen } from '../support/database.ts'

test('a pull of a source that stands still ends as a failed run that says so, and keeps what had come', async () => {
  const database = await hungYen()
  const header =
    'Unique Key,Created Date,Closed Date,Complaint Type,Status,Open Data Channel Type,Resolution Action Updated Date\n'
  const pages = (async function* () {
    const body = Buffer.from(`${header}D1,3/14/2025 1:20,,Noise,Open,ONLINE,5/1/2025 0:00\n`)
    yield { name: 'a.csv', body: once(body), next: { at: 1 } }
    await new Promise(() => {})
  })()
  const stop = new AbortController()
  const feed = await findFeed(database.db, 'nyc311')
  const given = { trigger: 'schedule' as const, keepCursor: true, stop }
  const run = await ingest(database, feed, untilStandstill(pages, { stop, ms: 5_000 }), given)
  expect(run).toMatchObject({
    status: 'failed',
    inserted: 1,
    isTransient: true,
    error: expect.stringContaining('không gửi thêm gì'),
  })
  expect((await findFeed(database.db, 'nyc311')).cursor).toEqual({ at: 1 })
}, 60_000)

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}
