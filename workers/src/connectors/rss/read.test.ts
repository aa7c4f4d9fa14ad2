import { expect, test } from 'vitest'
import type { Cursor, RawPage } from '../connector.ts'
import { serve } from '../testing.ts'
import { config } from './config.ts'
import { read } from './read.ts'

async function drain(settings: object, cursor: Cursor | null) {
  const pages: RawPage[] = []
  let fault: Error | undefined
  try {
    for await (const page of read(config.parse({ timeoutSeconds: 0.5, deadlineSeconds: 0.6, ...settings }), cursor, {
      signal: AbortSignal.timeout(10_000),
    }))
      pages.push(page)
  } catch (error) {
    fault = error as Error
  }
  return { names: pages.map(({ name }) => name), cursor: pages.at(-1)?.next ?? cursor, fault }
}

test('an unchanged outlet costs a question, and a dead one only itself', async () => {
  let version = 1
  const server = await serve((request, reply) => {
    if (request.url === '/dead') return void reply.destroy()
    const modified = new Date(Date.UTC(2026, 0, version)).toUTCString()
    if (request.headers['if-modified-since'] === modified) return void reply.writeHead(304).end()
    reply.writeHead(200, { 'last-modified': modified }).end('<rss/>')
  })
  const settings = {
    sources: [
      { name: 'A', url: `${server.url}/a` },
      { name: 'B', url: `${server.url}/dead` },
      { name: 'C', url: `${server.url}/c` },
    ],
  }
  const first = await drain(settings, null)
  expect(first.names).toEqual(['A', 'C'])
  expect(first.fault?.message).toMatch(/^B: Mất kết nối/)
  const second = await drain(settings, first.cursor)
  expect(second.names).toEqual([])
  version = 2
  expect((await drain(settings, second.cursor)).names).toEqual(['A', 'C'])
  await server.close()
})

test('two outlets may not share a name', () => {
  const source = { name: 'A', url: 'https://a.vn/rss' }
  expect(config.safeParse({ sources: [source, source] }).success).toBe(false)
})
