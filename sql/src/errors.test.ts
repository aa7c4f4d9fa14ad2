import { createServer, type Server } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from './db.ts'
import { isOfDatabase } from './errors.ts'

test.each([
  [{ code: '53100', message: 'could not extend file: No space left on device' }, true],
  [{ code: '57P01', message: 'terminating connection due to administrator command' }, true],
  [new Error('Connection terminated unexpectedly'), true],
  [new Error('Client has encountered a connection error and is not queryable'), true],
  [new Error('no such column'), false],
  [{ code: '22003', message: 'value out of range' }, false],
  [{ code: 'ECONNRESET', message: 'read ECONNRESET' }, false],
  [undefined, false],
])('what is the trouble of our database alone (%j)', (thrown, expected) => {
  expect(isOfDatabase(thrown)).toBe(expected)
})

test('where nobody listens, or the line is reset, that is of our database; that no such host is known is for whoever set it up', async () => {
  const resetting = createServer((socket) => socket.once('data', () => socket.resetAndDestroy()))
  const port = await listening(resetting)
  onTestFinished(() => void resetting.close())
  const gone = createServer()
  const nobodys = await listening(gone)
  await new Promise((done) => gone.close(done))
  expect(await metAt(`127.0.0.1:${port}`)).toEqual({ code: 'ECONNRESET', isOurs: true })
  expect(await metAt(`127.0.0.1:${nobodys}`)).toEqual({ code: 'ECONNREFUSED', isOurs: true })
  expect(await metAt('nobody.invalid:5432')).toEqual({ code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/), isOurs: false })
})

async function listening(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return (server.address() as { port: number }).port
}

async function metAt(host: string): Promise<{ code: unknown; isOurs: boolean }> {
  const database = openDatabase(`postgresql://ioc@${host}/ioc`)
  onTestFinished(() => database.close())
  const met = await database.db
    .selectFrom('run')
    .select('id')
    .execute()
    .catch((error: unknown) => error)
  return { code: (met as { code?: unknown }).code, isOurs: isOfDatabase(met) }
}
