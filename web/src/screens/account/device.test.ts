import { expect, test } from 'vitest'
import { deviceOf } from './device.ts'

test('a session is told by the browser and the system of whoever began it', () => {
  expect(
    deviceOf(
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0',
    ),
  ).toBe('Edge · Windows')
  expect(deviceOf('Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Safari/604.1')).toBe(
    'Safari · iPhone',
  )
  expect(deviceOf('curl/8.5.0')).toBe('')
})
