import { afterEach, expect, test, vi } from 'vitest'
import { isOurOwn } from './our-own.ts'

afterEach(() => void vi.unstubAllEnvs())

const lookup = async () => [{ address: '10.0.0.5' }, { address: '::ffff:10.0.0.7' }]
const asked = (host: string, address = host, port = 5432) => isOurOwn({ host, address, port }, lookup)

test('our own database is known by every name and address that lead there', async () => {
  vi.stubEnv('DATABASE_URL', 'postgres://ioc:x@DB.tinh.local:5432/ioc')
  // Until it is known where its name leads, nothing private at its port is asked.
  expect(asked('10.0.0.6')).toBe(true)
  expect(asked('203.0.113.9', '8.8.8.8')).toBe(false)
  await new Promise((later) => setTimeout(later))
  for (const host of ['db.tinh.local', 'db.tinh.local.', 'DB.TINH.LOCAL']) expect(asked(host, '10.0.0.5')).toBe(true)
  expect(asked('10.0.0.5')).toBe(true)
  expect(asked('mirror.tinh.local', '::ffff:10.0.0.5')).toBe(true)
  expect(asked('10.0.0.7')).toBe(true)
  expect(asked('10.0.0.6')).toBe(false)
  expect(asked('10.0.0.5', '10.0.0.5', 8443)).toBe(false)
})

test('a queue on this machine is known by every way to say so', () => {
  vi.stubEnv('DATABASE_URL', '')
  vi.stubEnv('REDIS_URL', 'redis://localhost')
  for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1']) expect(asked('x.local', address, 6379)).toBe(true)
  expect(asked('x.local', '10.0.0.5', 6379)).toBe(true)
})
