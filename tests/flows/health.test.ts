import { expect, test } from 'vitest'
import { serve, stand } from '../support/app.ts'
import { hungYen } from '../support/database.ts'

test('readyz is 200 while the server can serve and 503 with the reason while it cannot', async () => {
  const database = await hungYen()
  const { app } = await serve(database)
  expect((await app.inject('/healthz')).json()).toEqual({ status: 'ok' })
  expect((await app.inject('/readyz')).statusCode).toBe(200)

  await database.pool.query('delete from province')
  const unready = await app.inject('/readyz')
  expect(unready.statusCode).toBe(503)
  expect(unready.json().reason).toContain('No province is configured')
  expect((await app.inject('/healthz')).statusCode).toBe(200)
})

test('metrics tell the ledger position and each feed held records in Prometheus text', async () => {
  const { app } = await serve(await hungYen())
  const { body, headers } = await app.inject('/metrics')
  expect(headers['content-type']).toContain('text/plain')
  expect(body).toMatch(/^ioc_ledger_position 0$/m)
  expect(body).toMatch(/^ioc_feed_held_records_24h\{feed="dossiers-sim"\} 0$/m)
})

test('an unknown scene or tile is a problem with a sentence and a request id', async () => {
  const { app } = await serve(await hungYen())
  for (const path of ['/api/scenes/nowhere', '/api/tiles/no.such']) {
    const answer = await app.inject(path)
    expect(answer.statusCode).toBe(404)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json()).toMatchObject({
      status: 404,
      detail: expect.stringContaining('There is no'),
      requestId: expect.any(String),
    })
  }
})

test('every answer forbids scripts and frames from elsewhere', async () => {
  const { app } = await serve(await hungYen())
  const policy = (await app.inject('/healthz')).headers['content-security-policy']
  expect(policy).toContain("default-src 'self'")
  expect(policy).toContain("frame-ancestors 'self'")
  expect(policy).not.toContain("script-src 'unsafe-inline'")
})

test('a server that is stopped while it is asked answers what is under way and stops, whatever connection is kept alive', async () => {
  const { app, url } = await stand(await hungYen())
  const path = (month: number) => `/api/readings/dossiers.received_today/revisions?period=2026-${String(month).padStart(2, '0')}`
  const answers = Array.from({ length: 8 }, (_, n) => fetch(`${url}${path(n + 1)}`).then((answer) => answer.status))
  await Promise.race(answers)
  // A connection is kept alive for 72 s after its last answer.
  const stopped = await Promise.race([
    app.close().then(() => 'stopped'),
    new Promise((late) => setTimeout(late, 30_000, 'late').unref()),
  ])
  expect(stopped).toBe('stopped')
  expect(await Promise.all(answers)).toEqual(Array(8).fill(200))
})
