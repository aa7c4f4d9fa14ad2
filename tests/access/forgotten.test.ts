import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { acceptInvitation, beginSecondStep, confirmSecondStep, invite, keyFile, makeAccount, removeSecondStep } from '@ioc/sql'
import { generate } from 'otplib'
import { expect, onTestFinished, test, vi } from 'vitest'
import { serve } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { NOBODY } from '../support/signed-in.ts'

test('a link for a forgotten password is no way round the second step', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ioc-keys-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  vi.stubEnv('IOC_SECRETS_KEY_FILE', join(folder, 'secrets.key'))
  onTestFinished(() => void vi.unstubAllEnvs())
  const database = await hungYen()
  const { db } = database
  const account = await makeAccount(db, { name: 'Đào Thị Mận', login: 'man.dao', roles: ['analyst'] })
  await acceptInvitation(db, (await invite(db, account)).token, { password: 'mười hai con cò trắng' })
  const { secret } = await beginSecondStep(db, keyFile(), { account, login: 'man.dao' }, 'Phố Hiến')
  const [spare] = await confirmSecondStep(db, keyFile(), { account, session: 0 }, await generate({ secret }))
  const { url } = await serve(database)
  const post = async (path: string, body: object) => {
    const headers = { ...NOBODY, 'content-type': 'application/json' }
    const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    return { status: answer.status, said: await answer.json(), session: answer.headers.get('set-cookie') }
  }
  const [first, then] = ['cánh đồng chiều lộng gió', 'con đường làng rợp bóng']
  const accept = async (password: string) =>
    post('/api/invitations/accept', { token: (await invite(db, account)).token, password })
  expect(await accept(first)).toEqual({ status: 200, said: { step: 'code' }, session: null })
  const enter = (code: string | null) => post('/api/sign-in', { login: 'man.dao', password: first, code })
  expect(await enter(null)).toEqual({ status: 200, said: { step: 'code' }, session: null })
  expect(await enter(spare as string)).toMatchObject({ said: { step: 'in' }, session: expect.stringContaining('ioc-session=') })

  // Without one the link signs in by itself.
  await removeSecondStep(db, account)
  expect(await accept(then)).toMatchObject({ status: 200, said: { step: 'in', me: { login: 'man.dao' } } })
})
