import { type AddressInfo, connect } from 'node:net'
import fastify from 'fastify'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { mapErrors } from './errors.ts'
import { discreet } from './log.ts'

// What of a request the log is told, at every level. What all our routes do of it: tests/access/log.test.ts.

async function listening() {
  const written: string[] = []
  const log = pino({ level: 'trace' }, { write: (line: string) => void written.push(line) })
  const app = fastify({ loggerInstance: discreet(log) })
  mapErrors(app)
  app.post('/people/:name', async ({ body }) => {
    throw Object.assign(new Error('no row for 0912345678'), { code: '23505', detail: JSON.stringify(body) })
  })
  app.get('/people/:name', async () => ({}))
  await app.listen({ port: 0, host: '127.0.0.1' })
  onTestFinished(() => app.close())
  const lines = () => written.map((line) => JSON.parse(line))
  return { app, written, lines, port: (app.server.address() as AddressInfo).port }
}

test('a request is told of by its route, and by where it comes from', async () => {
  const { app, lines, written } = await listening()
  const headers = { 'user-agent': 'canary', 'accept-version': 'canary', host: 'canary', authorization: 'Bearer canary' }
  await app.inject({ url: '/people/canary?token=canary', headers })
  await app.inject({ url: '/none/canary?token=canary', headers })
  await app.inject({ url: '/people/%E0%A4?canary', headers })
  const incoming = lines().filter(({ msg }) => msg === 'incoming request')
  expect(incoming[0].req).toEqual({ method: 'GET', route: '/people/:name', remoteAddress: '127.0.0.1' })
  expect(lines().map(({ msg }) => msg)).toContain('no such route')
  expect(written.join('')).not.toContain('canary')
})

test('of what breaks it is told where and by which code, not with what', async () => {
  const { app, lines, written } = await listening()
  const payload = { name: 'canary', forged: '\r\n{"msg":"forged"}' }
  expect((await app.inject({ method: 'POST', url: '/people/canary', payload })).statusCode).toBe(500)
  expect(lines().find(({ msg }) => msg === 'request failed').err).toMatchObject({
    code: '23505',
    message: 'no row for [số điện thoại]',
    stack: expect.stringContaining('log.test.ts'),
  })
  expect(written.join('')).not.toMatch(/canary|0912345678|forged/)
})

test('what is no HTTP is told of, and not quoted', async () => {
  const { port, lines, written } = await listening()
  for (const said of ['GET /canary HTTP/1.1\r\nHost: x\r\ncanary canary\r\n\r\n', 'canary\r\n\r\n'])
    await new Promise<void>((done) => {
      const socket = connect(port, '127.0.0.1', () => socket.end(said))
      socket
        .on('error', () => {})
        .on('close', () => done())
        .resume()
    })
  expect(lines().filter(({ msg }) => msg === 'client error').length).toBe(2)
  expect(written.join('')).not.toMatch(/canary|"rawPacket"/)
})
