import { expect, test } from 'vitest'
import { globMatcher } from './glob.ts'

test.each([
  ['*.xls', 'a.XLS', true],
  ['*.xls', 'a.xlsx', false],
  ['*.{xls,xlsx}', 'a.xlsx', true],
  ['*.csv', 'x/a.csv', false],
  ['**/*.csv', 'x/a.csv', true],
  ['**/*.csv', 'a.csv', true],
  ['a?c.csv', 'abc.csv', true],
  ['a.c', 'abc', false],
  ['(a)+.csv', '(a)+.csv', true],
])('the pattern %s and the name %s: %s', (pattern, name, matches) => expect(globMatcher(pattern)(name)).toBe(matches))
