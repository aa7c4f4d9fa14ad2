import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { seal, unseal } from './seal.ts'

const key = randomBytes(32)

test('what is sealed opens with its key, in its place, and is never sealed alike twice', () => {
  const sealed = seal('mật khẩu', key, 'a/b')
  expect(unseal(sealed, key, 'a/b')).toBe('mật khẩu')
  expect(sealed.includes('mật khẩu')).toBe(false)
  expect(seal('mật khẩu', key, 'a/b').equals(sealed)).toBe(false)
})

test('another key and another place do not open it', () => {
  const sealed = seal('mật khẩu', key, 'a/b')
  expect(() => unseal(sealed, randomBytes(32), 'a/b')).toThrow()
  expect(() => unseal(sealed, key, 'a/c')).toThrow()
})

test('a thousand times changed by one bit, it is refused a thousand times', () => {
  const sealed = seal('mật khẩu của nguồn dữ liệu, dài hơn một khối', key, 'a/b')
  let refused = 0
  for (let round = 0; round < 1_000; round++) {
    const changed = Buffer.from(sealed)
    const bit = (round * 7_919) % (sealed.length * 8)
    changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7))
    try {
      unseal(changed, key, 'a/b')
    } catch {
      refused++
    }
  }
  expect(refused).toBe(1_000)
  for (let length = 0; length < sealed.length; length++) expect(() => unseal(sealed.subarray(0, length), key, 'a/b')).toThrow()
})
