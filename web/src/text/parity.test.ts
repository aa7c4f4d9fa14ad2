import { expect, test } from 'vitest'
import { en } from './en.ts'
import { vi } from './vi.ts'

const sentences = (tree: object, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : sentences(value as object, `${path}${key}.`),
  )

const holes = (sentence: string) => [...sentence.matchAll(/{{(\w+)}}/g)].map(([, name]) => name).sort()

test('English and Vietnamese hold the same sentences', () => {
  expect(sentences(en).map(([key]) => key)).toEqual(sentences(vi).map(([key]) => key))
})

test('a sentence is filled with the same things in both languages', () => {
  const english = new Map(sentences(en))
  for (const [key, sentence] of sentences(vi)) expect(holes(english.get(key) ?? ''), key).toEqual(holes(sentence))
})

test('no sentence is empty', () => {
  for (const [key, sentence] of [...sentences(vi), ...sentences(en)]) expect(sentence.trim(), key).not.toBe('')
})
