import { expect, test } from 'vitest'
import { leadElsewhere } from './destinations.ts'

const rest = (url: string, more: object = {}) => ({ url, auth: { kind: 'bearer', token: 'secret:khoa' }, ...more })

test.each([
  ['another host', rest('https://a.vn/x'), rest('https://b.vn/x')],
  ['another port', rest('https://a.vn/x'), rest('https://a.vn:8443/x')],
  ['no encryption any more', rest('https://a.vn/x'), rest('http://a.vn/x')],
  [
    'a second place that hands out tokens',
    rest('https://a.vn/x'),
    rest('https://a.vn/x', { auth: { tokenUrl: 'https://c.vn/t' } }),
  ],
  ['another database', { host: 'a.vn', port: 5432 }, { host: 'b.vn', port: 5432 }],
  [
    'one more source of a list',
    { sources: [{ url: 'https://a.vn' }] },
    { sources: [{ url: 'https://a.vn' }, { url: 'https://b.vn' }] },
  ],
  ['the real source in place of the simulated', rest('{{simulator}}/lgsp/hoso'), rest('https://lgsp.vn/hoso')],
])('%s leads elsewhere', (_, before, after) => {
  expect(leadElsewhere(before, after)).toBe(true)
})

test.each([
  ['another path', rest('https://a.vn/x'), rest('https://A.vn/y?z=1')],
  ['another parameter', rest('https://a.vn/x'), rest('https://a.vn/x', { query: { trang: '1' } })],
  [
    'one source of a list less',
    { sources: [{ url: 'https://a.vn' }, { url: 'https://b.vn' }] },
    { sources: [{ url: 'https://b.vn' }] },
  ],
  ['another simulated path', rest('{{simulator}}/a'), rest('{{simulator}}/b')],
])('%s leads to the same place', (_, before, after) => {
  expect(leadElsewhere(before, after)).toBe(false)
})
