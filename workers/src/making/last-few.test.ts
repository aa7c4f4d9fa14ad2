import { expect, test } from 'vitest'
import { lastFew } from './last-few.ts'

test('the last few answers are kept, what was asked for longest ago goes, and a failure is asked again', async () => {
  const asked: string[] = []
  const keep = lastFew<string>(2)
  const ask = (key: string) =>
    keep(key, async () => {
      asked.push(key)
      return key.toUpperCase()
    })
  expect([await ask('a'), await ask('b'), await ask('a'), await ask('c'), await ask('a'), await ask('b')].join('')).toBe('ABACAB')
  expect(asked.join('')).toBe('abcb')

  await expect(keep('d', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await ask('d')).toBe('D')
})

test('an answer is no older than it may be', async () => {
  const keep = lastFew<number>(2, -1)
  let times = 0
  for (let turn = 0; turn < 3; turn++) await keep('a', async () => ++times)
  expect(times).toBe(3)
})
