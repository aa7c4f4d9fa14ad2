import { expect, test } from 'vitest'
import { deskEn } from './desk-en.ts'
import { deskVi } from './desk-vi.ts'
import { en as wallEn } from './en.ts'
import { vi as wallVi } from './vi.ts'

const vi = { ...wallVi, ...deskVi }
const en = { ...wallEn, ...deskEn }

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
