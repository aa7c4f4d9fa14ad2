import { expect, test } from 'vitest'
import { isMain, tagOf, typed, withField } from './schema.ts'

test('a choice is told by the field that every branch fixes', () => {
  const branch = (kind: string) => ({ properties: { kind: { const: kind }, user: { type: 'string' } } })
  expect(tagOf([branch('none'), branch('basic')])).toEqual({ tag: 'kind', values: ['none', 'basic'] })
  expect(tagOf([{ properties: { user: {} } }])).toBe(null)
})

test('what must be filled and how one is let in come first; the rest is folded away', () => {
  const form = { required: ['url'], properties: { url: {}, auth: { oneOf: [{}] }, timeoutSeconds: { type: 'number' } } }
  expect(
    Object.entries(form.properties)
      .filter(([name, field]) => isMain(form, name, field))
      .map(([name]) => name),
  ).toEqual(['url', 'auth'])
})

test('a blank is left out, a number may be typed the Vietnamese way, and what is none stays for the check to name', () => {
  expect(withField({ a: 1 }, 'a', typed({ type: 'number' }, ' '))).toEqual({})
  expect(typed({ type: 'number' }, '0,5')).toBe(0.5)
  expect(typed({ type: 'integer' }, 'mười')).toBe('mười')
  expect(typed({ type: 'string' }, '0123')).toBe('0123')
})
