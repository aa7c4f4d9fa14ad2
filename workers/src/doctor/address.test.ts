import { expect, test } from 'vitest'
import { proxies, publicAddress } from './address.ts'

const HTTPS = 'https://ioc.example.vn'

test.each([
  [{}, 'to do'],
  [{ HOST: '127.0.0.1' }, 'to do'],
  [{ HOST: '0.0.0.0' }, 'wrong'],
  [{ HOST: '10.0.0.7' }, 'wrong'],
  [{ IOC_PUBLIC_URL: 'http://ioc.example.vn' }, 'wrong'],
  [{ IOC_PUBLIC_URL: HTTPS }, 'ok'],
  [{ IOC_PUBLIC_URL: HTTPS, HOST: '0.0.0.0' }, 'ok'],
])('where people reach it by %j that is %s', (env, state) => {
  expect(publicAddress({ env })).toMatchObject({ state })
})

test.each([
  [{}, 'ok'],
  [{ IOC_PUBLIC_URL: HTTPS }, 'wrong'],
  [{ IOC_PUBLIC_URL: HTTPS, IOC_TRUSTED_PROXIES: '127.0.0.1' }, 'ok'],
  [{ IOC_PUBLIC_URL: HTTPS, IOC_TRUSTED_PROXIES: '10.0.0.5, 10.0.1.0/24' }, 'ok'],
  [{ IOC_TRUSTED_PROXIES: '0.0.0.0/0' }, 'wrong'],
  [{ IOC_TRUSTED_PROXIES: '10.0.0.5,::/0' }, 'wrong'],
  [{ IOC_TRUSTED_PROXIES: '*' }, 'wrong'],
])('whose word is taken by %j is %s', (env, state) => {
  expect(proxies({ env })).toMatchObject({ state })
})
