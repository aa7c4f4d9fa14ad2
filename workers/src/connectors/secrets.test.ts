import { afterEach, expect, test, vi } from 'vitest'
import { config as rest } from './rest/config.ts'
import { hideSecrets, literalSecrets, maskSecrets, openSettings } from './secrets.ts'

afterEach(() => vi.unstubAllEnvs())

const settings = (password: string) =>
  rest.parse({ url: 'https://a.vn/', query: { x: 'secret:mat-khau' }, auth: { kind: 'basic', user: 'u', password } })
const keeper = async (name: string) => (name === 'mat-khau' ? 's3cret' : undefined)

test('a secret is opened where the form has a field for one, and nowhere else', async () => {
  const named = settings('secret:mat-khau')
  const open = await openSettings(rest, named, keeper)
  expect(open.settings).toMatchObject({ auth: { password: 's3cret' }, query: { x: 'secret:mat-khau' } })
  expect(open.secrets).toEqual(['s3cret'])
  expect(named.auth).toMatchObject({ password: 'secret:mat-khau' })
})

test('the environment opens only variables meant for feeds', async () => {
  vi.stubEnv('IOC_SECRET_THU', 'from-env')
  expect((await openSettings(rest, settings('env:IOC_SECRET_THU'), keeper)).secrets).toEqual(['from-env'])
  await expect(openSettings(rest, settings('env:IOC_SECRET_KHONG_CO'), keeper)).rejects.toThrow(
    'Chưa đặt biến môi trường IOC_SECRET_KHONG_CO',
  )
  await expect(openSettings(rest, settings('env:DATABASE_URL'), keeper)).rejects.toThrow('IOC_SECRET_')
})

test('one that is not kept is told with the command that keeps it', async () => {
  await expect(openSettings(rest, settings('secret:khac'), keeper)).rejects.toThrow('ioc -- secrets set')
})

test('settings are shown with the names of secrets and never with secrets', () => {
  expect(hideSecrets(rest, settings('secret:mat-khau')).auth).toMatchObject({ user: 'u', password: 'secret:mat-khau' })
  expect(hideSecrets(rest, settings('s3cret')).auth).toMatchObject({ user: 'u', password: '***' })
  expect(literalSecrets(rest, settings('s3cret'))).toEqual([['auth', 'password']])
  expect(literalSecrets(rest, settings('secret:mat-khau'))).toEqual([])
})

test('words lose a secret in any form it travels in', () => {
  const words = `p@ss w/ord, ${encodeURIComponent('p@ss w/ord')}, ${Buffer.from('p@ss w/ord').toString('base64')}`
  expect(maskSecrets(words, ['p@ss w/ord', ''])).toBe('***, ***, ***')
})
