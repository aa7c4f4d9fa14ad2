import { expect, test } from 'vitest'
import normaliser, { Copy } from './normalise.ts'

const at = (text: string) => new Date(`${text}+07:00`)
const context = { unit: () => 1 as number | null, place: () => null, receivedAt: at('2026-11-20T08:00') }
const normalise = (over: object, unit: number | null = 1) =>
  normaliser.toFact(
    Copy.parse({
      code: 'H31.17-261102-0001',
      side: 'portal',
      unit: 'H31.17',
      status: 'done',
      submitted_at: at('2026-11-02T07:00'),
      changed_at: at('2026-11-06T10:00'),
      synced_at: at('2026-11-06T10:03'),
      ...over,
    }),
    { ...context, unit: () => unit } as never,
  )
const codes = (result: ReturnType<typeof normalise>) => ('problems' in result ? result.problems.map(({ code }) => code) : [])

test('a copy is as new as its side heard of it', () => {
  const version = (over: object) => {
    const result = normalise(over)
    return 'fact' in result && result.fact.source_version
  }
  expect(version({})).toBe(at('2026-11-06T10:03').getTime())
  expect(version({ side: 'province', synced_at: null })).toBe(at('2026-11-06T10:00').getTime())
})

test('a portal that does not say when it heard, and a unit nobody knows, are held', () => {
  expect(codes(normalise({ synced_at: null }))).toEqual(['required'])
  expect(codes(normalise({}, null))).toEqual(['unknown_unit'])
})
