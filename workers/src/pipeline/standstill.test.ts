import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { RawPage } from '../connectors/connector.ts'
import { untilStandstill } from './standstill.ts'

const never = new Promise<never>(() => {})
const page = (body: RawPage['body']): RawPage => ({ name: 'a', body, next: null })
async function* bytes(count: number, pauseMs: number): AsyncGenerator<Uint8Array> {
  for (let n = 0; n < count; n++) {
    await sleep(pauseMs)
    yield new Uint8Array(1)
  }
}

async function take(pages: AsyncIterable<RawPage>, ms: number, pauseMs = 0) {
  const stop = new AbortController()
  let [taken, length] = [0, 0]
  try {
    for await (const { body } of untilStandstill(pages, { stop, ms })) {
      for await (const chunk of body) length += chunk.length
      taken++
      await sleep(pauseMs)
    }
  } catch (error) {
    return { taken, length, error: (error as Error).message, isStopped: stop.signal.aborted }
  }
  return { taken, length, error: null, isStopped: stop.signal.aborted }
}

test('a source that stands still before a page or within one ends with a sentence, though it heeds nothing', async () => {
  const beforePage = (async function* () {
    yield page(bytes(1, 0))
    await never
  })()
  const within = (async function* () {
    yield page({
      async *[Symbol.asyncIterator]() {
        yield new Uint8Array(1)
        await never
      },
    })
  })()
  const said = expect.stringContaining('không gửi thêm gì')
  expect(await take(beforePage, 200)).toEqual({ taken: 1, length: 1, error: said, isStopped: true })
  expect(await take(within, 200)).toEqual({ taken: 0, length: 1, error: said, isStopped: true })
})

test('one that is slow goes on, and one that waits for us is not blamed', async () => {
  const slow = (async function* () {
    yield page(bytes(20, 50))
  })()
  expect(await take(slow, 500)).toMatchObject({ taken: 1, length: 20, error: null, isStopped: false })
  const waiting = (async function* () {
    yield page(bytes(1, 0))
    yield page(bytes(1, 0))
  })()
  expect(await take(waiting, 200, 500)).toMatchObject({ taken: 2, error: null, isStopped: false })
})
