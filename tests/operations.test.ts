import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { OperationsAnswer } from '@ioc/server/contract'
import { backUp, keyFile, removeWhatIsOver, rotateSecrets, setSecret } from '@ioc/sql'
import { expect, onTestFinished, test, vi } from 'vitest'
import { serve } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { oddThursday } from './support/odd-thursday.ts'

test('whoever looks after the house is told what room it has, when it was backed up last, and which key seals its secrets', async () => {
  const database = await oddThursday()
  const home = mkdtempSync(join(tmpdir(), 'ioc-operations-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  vi.stubEnv('IOC_SECRETS_KEY_FILE', join(home, 'secrets.key'))
  onTestFinished(() => void vi.unstubAllEnvs())
  const { app } = await serve(database)
  const ask = async () => OperationsAnswer.parse((await app.inject('/api/operations')).json())
  const before = await ask()
  expect(before).toMatchObject({ backups: [], keys: [] })
  expect(before.disk.free).toBeGreaterThan(0)
  expect(before.disk.free).toBeLessThanOrEqual(before.disk.total)
  expect(before.database.bytes).toBeGreaterThan(1_000_000)
  expect(before.ledger.position).toBeGreaterThan(0)

  await setSecret(database.db, keyFile(), { feed: 'dossiers-sim', name: 'token' }, 'rất bí mật')
  await backUp(database, join(home, 'một'))
  const [sealed] = (await ask()).keys
  expect(sealed).toMatchObject({ secrets: 1, isCurrent: true })
  await rotateSecrets(database.db, keyFile())
  const after = await ask()
  expect(after.keys).toMatchObject([{ secrets: 1, isCurrent: true }])
  expect(after.keys[0]?.id).not.toBe(sealed?.id)
  expect(after.backups).toMatchObject([{ action: 'backed up', folder: join(home, 'một') }])
  expect(after.backups[0]?.rows).toBeGreaterThan(1_000)
})

test('of each rule by which what is kept of persons is removed it tells how long, when it looked last and what came of it, and what goes next', async () => {
  const database = await hungYen()
  const { app } = await serve(database)
  const rules = async () => {
    const { retention } = OperationsAnswer.parse((await app.inject('/api/operations')).json())
    expect(retention.everyMs).toBe(3_600_000)
    return Object.fromEntries(retention.rules.map(({ rule, ...told }) => [rule, told]))
  }
  const before = await rules()
  expect(Object.keys(before)).toEqual(['sessions', 'invitations', 'tries', 'messages', 'contacts', 'held', 'samples'])
  expect(before.sessions).toEqual({
    ...{
      title: { vi: 'Phiên đăng nhập đã kết thúc', en: 'Sessions that have ended' },
      days: 90,
      usual: 90,
      last: null,
      due: null,
    },
  })
  const ended = async (token: string, days: number) =>
    (
      await database.pool.query(
        `insert into session (token_sha256, account_id, until, address, agent, ended_at)
         select $1, min(id), now(), '10.1.2.3', 'Firefox', now() - make_interval(days => $2) from account returning ended_at`,
        [token, days],
      )
    ).rows[0].ended_at as Date
  await ended('long ago', 91)
  const newer = await ended('not so long ago', 10)
  expect(Date.parse((await rules()).sessions?.due ?? '')).toBeLessThan(Date.now())
  await removeWhatIsOver(database.db)
  const after = (await rules()).sessions
  expect(after?.last).toMatchObject({ removed: 1, removedInAll: 1 })
  expect(after?.due).toBe(new Date(newer.getTime() + 90 * 86_400_000).toISOString())
  await database.pool.query(`update province set spec = spec || '{"retention": {"sessions": 30}}'`)
  expect((await rules()).sessions).toMatchObject({
    ...{ days: 30, usual: 90, due: new Date(newer.getTime() + 30 * 86_400_000).toISOString() },
  })
})

test('before anything was written the ledger says so', async () => {
  const { app } = await serve(await hungYen())
  expect((await app.inject('/api/operations')).json().ledger).toEqual({ position: 0, at: null })
})
