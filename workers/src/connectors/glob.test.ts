import fc from 'fast-check'
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
  ['a?c.csv', 'a/c.csv', false],
  ['a.c', 'abc', false],
  ['(a)+.csv', '(a)+.csv', true],
  ['{,b}a', 'a', true],
  ['{}', '{}', true],
  ['Đơn vị*', 'ĐƠN VỊ 1', true],
  ['', '', true],
])('the pattern %s and the name %s: %s', (pattern, name, matches) => expect(globMatcher(pattern)(name)).toBe(matches))

test('a pattern matches what the regular expression of the same words matches', () => {
  const pieces = { '*': '[^/]*', '**/': '(?:.*/)?', '?': '[^/]', '{a,ab}': '(?:a|ab)', a: 'a', b: 'b', '/': '/', '.': '\\.' }
  const pattern = fc.array(fc.constantFrom(...(Object.keys(pieces) as (keyof typeof pieces)[])), { maxLength: 6 })
  const name = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), maxLength: 8 })
  fc.assert(
    fc.property(pattern, name, (glob, text) => {
      // Two stars of one folder side by side would be read as one of every folder.
      fc.pre(
        !/\*{2,}(?!\/)|\*{3,}/.test(glob.join('')) &&
          !glob.some((piece, n) => piece === '*' && glob[n + 1]?.startsWith('/') && glob[n - 1] === '*'),
      )
      const regex = new RegExp(`^${glob.map((piece) => pieces[piece]).join('')}$`, 'u')
      expect(globMatcher(glob.join(''))(text)).toBe(regex.test(text))
    }),
    { numRuns: 2_000 },
  )
})

test('no pattern makes a name take long to look at', { timeout: 2_000 }, () => {
  const name = `${'a'.repeat(255)}.csv`
  for (const pattern of ['*a'.repeat(100), '**/*'.repeat(50), '{a,aa,aaa}'.repeat(20), '?*'.repeat(100)])
    for (let times = 0; times < 20; times++) globMatcher(`${pattern}x`)(name)
})
