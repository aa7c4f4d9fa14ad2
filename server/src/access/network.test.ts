import { expect, test } from 'vitest'
import { networkOf } from './network.ts'

test('an address of IPv4 is counted by itself, however it is written', () => {
  expect(['10.1.2.3', '::ffff:10.1.2.3', '::FFFF:10.1.2.3'].map(networkOf)).toEqual(['10.1.2.3', '10.1.2.3', '10.1.2.3'])
})

test('addresses of one network of IPv6 are counted together, those of another apart', () => {
  const one = ['2001:db8:0:1::1', '2001:0db8:0000:0001:ffff:ffff:ffff:ffff', '2001:DB8::1:0:0:0:5', '2001:db8:0:1:2:3:4:5%eth0']
  expect(new Set(one.map(networkOf))).toEqual(new Set(['2001:db8:0:1::/64']))
  expect(networkOf('2001:db8:0:2::1')).toBe('2001:db8:0:2::/64')
  expect(['::1', 'fe80::1'].map(networkOf)).toEqual(['0:0:0:0::/64', 'fe80:0:0:0::/64'])
})
