import { expect, test } from 'vitest'
import { cameFrom } from './came-from.ts'

const origin = 'https://ioc.example.gov.vn'
const from = (to: string) => cameFrom({ search: `?${new URLSearchParams({ to })}`, origin })

test('whoever signs in goes on where they came from, and to no page of anybody else', () => {
  expect(from('/explore?indicator=a')).toBe('/explore?indicator=a')
  expect(cameFrom({ search: '', origin })).toBe('/console')
  for (const elsewhere of [
    'https://evil.example',
    '//evil.example/a',
    '/\\evil.example',
    'javascript:alert(1)',
    '\t//evil.example',
  ])
    expect(from(elsewhere)).toBe('/console')
})
