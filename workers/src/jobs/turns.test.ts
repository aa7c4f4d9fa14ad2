import { expect, test } from 'vitest'
import type { JobQueue } from './queue.ts'
import { Turns } from './turns.ts'

function counting() {
  const put: string[] = []
  const add = async (_: string, { feed }: { feed: string }) => void put.push(feed)
  return { turns: new Turns({ lanes: { long: { add } } } as unknown as JobQueue), put }
}

test('a feed that gave way waits once, however often the clock strikes', async () => {
  const { turns, put } = counting()
  await turns.goOn({ id: 'dossiers', every: 5 })
  await turns.goOn({ id: 'dossiers', every: 5 })
  expect(put).toEqual(['dossiers'])
  expect(turns.begins('dossiers', false)).toBe(false)
  expect(turns.begins('press', false)).toBe(true)
  expect(turns.begins('dossiers', true)).toBe(true)
  expect(turns.begins('dossiers', false)).toBe(true)
  await turns.goOn({ id: 'dossiers', every: 5 })
  expect(put).toEqual(['dossiers', 'dossiers'])
})
