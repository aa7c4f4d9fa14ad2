import { availableParallelism } from 'node:os'
import { Invalid } from '@ioc/sql'
import { askApart } from '@ioc/workers/making'
import { expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { hungYen } from '../support/database.ts'

// What a steward tries is looked at in a process of its own: it may cost that process, and not the one that answers the wall.

/** Linear in its text, and slow all the same: many places in the pattern to be at, for every letter of much text. */
const SLOW = '(\\p{L}{1,12}){1,12}!'
const page = (megabytes: number) => {
  const row = `1,${'ấ'.repeat(350)}\n`
  const body = Buffer.from(`STT,Ten\n${row.repeat((megabytes * 1_000_000) / Buffer.byteLength(row))}`)
  return { name: 'a.csv', mediaType: null, body, isWhole: true }
}
const slow = (megabytes: number) => ({
  page: page(megabytes),
  spec: { connector: 'file', settings: {}, format: { kind: 'csv', rows: { column: 'Ten', like: SLOW } } },
  key: 'thu',
})

test('a sample that would take minutes ends in one clear sentence when its time is over, and others are answered meanwhile', async () => {
  const database = await hungYen()
  const { url } = await serve(database)
  let isOver = false
  const looking = askApart(database.url, 'fields', slow(19), 0.5)
    .then(
      () => 'read',
      (error: unknown) => error,
    )
    .finally(() => {
      isOver = true
    })
  const alive: number[] = []
  while (!isOver) {
    alive.push((await fetch(`${url}/healthz`)).status)
    await new Promise((done) => setTimeout(done, 20))
  }
  expect(await looking).toBeInstanceOf(Invalid)
  expect(String(await looking)).toContain('mất quá nhiều thời gian nên đã dừng')
  expect(alive.length).toBeGreaterThan(20)
  expect(alive.filter((status) => status !== 200)).toEqual([])
  // The next is answered as if nothing had been.
  expect(await askApart(database.url, 'format', { page: page(0.01) })).toMatchObject({ kind: 'csv' })
})

test('of many who look at samples at once some wait for their turn, and the others are told to come again', async () => {
  const database = await hungYen()
  const { url } = await serve(database)
  // One processor is left to everybody else; eight wait.
  const served = Math.max(1, availableParallelism() - 1) + 8
  const asked = Array.from({ length: served + 5 }, () => askApart(database.url, 'format', { page: page(0.01) }))
  const outcomes = await Promise.allSettled(asked)
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(served)
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [String(outcome.reason)] : []))
  expect(new Set(refused)).toEqual(new Set(['Error: Nhiều người đang xem thử trang mẫu. Thử lại sau ít giây.']))
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
})
