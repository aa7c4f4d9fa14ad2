import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

// The checklist of SECURITY.md: every requirement of levels 1 and 2 of OWASP ASVS 5.0.0 once, and what holds it is there.

const ROOT = join(import.meta.dirname, '..')
const text = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8')
const checklist = text.slice(text.indexOf('## ASVS 5.0.0'))
const rows = [...checklist.matchAll(/^\| ([\d., ]+?) +\| ([12]) +\| (.+?) +\| (.+?) +\|$/gm)].map(
  ([, numbers, level, , where]) => ({
    numbers: (numbers as string).split(', '),
    level: Number(level),
    where: where as string,
  }),
)

/** How many of each chapter there are, by level, as the standard has them. */
const LEVEL_1 = [8, 4, 8, 2, 4, 13, 6, 4, 4, 5, 3, 3, 1, 2, 3, 0, 0]
const LEVEL_2 = [19, 7, 11, 8, 5, 22, 12, 3, 3, 24, 11, 6, 12, 7, 10, 16, 7]

const paths = (where: string) =>
  [...where.matchAll(/`([\w.-]+\/[^\s`]+|README\.md|SECURITY\.md)`/g)].map(([, path]) => path as string)
/** What stands in brackets is said besides. */
const held = (where: string) => paths(where.replaceAll(/\([^)]*\)/g, ''))

function kindOf(where: string): 'open' | 'none' | 'test' | 'code' {
  if (where.startsWith('**Open**: ')) return 'open'
  if (where.startsWith('Not here: ')) return 'none'
  return held(where).some((path) => path.endsWith('.test.ts')) ? 'test' : 'code'
}

test('every requirement of levels 1 and 2 stands there once, chapter by chapter', () => {
  const numbers = rows.flatMap((row) => row.numbers)
  expect(numbers.filter((number) => !/^\d{1,2}\.\d{1,2}\.\d{1,2}$/.test(number))).toEqual([])
  expect(new Set(numbers).size).toBe(numbers.length)
  const count = (level: number) =>
    LEVEL_1.map(
      (_, index) =>
        rows.flatMap((row) => (row.level === level ? row.numbers : [])).filter((number) => number.startsWith(`${index + 1}.`))
          .length,
    )
  expect(count(1)).toEqual(LEVEL_1)
  expect(count(2)).toEqual(LEVEL_2)
})

test('each is held by something that is there, or says why not', () => {
  const named = rows.flatMap(({ where }) => paths(where))
  expect(named.length).toBeGreaterThan(200)
  expect([...new Set(named)].filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  const bare = rows.filter(({ where }) => ['test', 'code'].includes(kindOf(where)) && held(where).length === 0)
  expect(bare).toEqual([])
})

test('whatever else SECURITY.md names is there', () => {
  const before = paths(text.slice(0, text.indexOf('## ASVS 5.0.0')))
  expect(before.filter((path) => !path.startsWith('/') && !existsSync(join(ROOT, path)))).toEqual([])
})

test('how many are open is said as it is', () => {
  const count = { test: 0, code: 0, none: 0, open: 0 }
  for (const { where, numbers } of rows) count[kindOf(where)] += numbers.length
  const said =
    /: (\d+), of which (\d+) are held by a test,\n(\d+) by the code or the words named, (\d+) are about .* here, and (\d+) are open/.exec(
      text,
    )
  expect(said?.slice(1).map(Number)).toEqual([
    count.test + count.code + count.none + count.open,
    count.test,
    count.code,
    count.none,
    count.open,
  ])
})
