import { expect, test } from 'vitest'
import { columnLetters, patternOf, sheetsIn } from './sheets.ts'
import { likeOf, wantOf } from './wanted.ts'

const sheet = (name: string) => ({ name, rows: [], hasMore: false, table: { headerRow: 1, headerRows: 1 } })

test('sheets are chosen by just their names, whatever signs are in them', () => {
  const sheets = ['M07(R)', 'M07', '2011+2012', 'M07(R) cũ'].map(sheet)
  const chosen = sheetsIn({ sheet: patternOf(['M07(R)', '2011+2012']) }, sheets)
  expect(chosen.map(({ name }) => name)).toEqual(['M07(R)', '2011+2012'])
  expect(sheetsIn({}, sheets)).toHaveLength(4)
  expect(sheetsIn({ sheet: '(' }, sheets)).toEqual([])
})

test('columns are lettered as a spreadsheet letters them', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'])
})

test('which rows are taken is said in words and read back from its pattern', () => {
  const words = 'đồng, triệu đồng (VND)'
  for (const want of [{ kind: 'ordinal' }, { kind: 'filled' }, { kind: 'words', words }, { kind: 'notWords', words }] as const)
    expect(wantOf(likeOf(want))).toEqual(want)
  const isTaken = (text: string) => new RegExp(likeOf({ kind: 'notWords', words: 'Cao nhất, Thấp nhất' }), 'iu').test(text)
  expect(['Hưng Yên', 'cao nhất', 'Cao nhất nước'].map(isTaken)).toEqual([true, false, true])
  expect(wantOf('^[IVX]+$')).toEqual({ kind: 'pattern', pattern: '^[IVX]+$' })
  expect(new RegExp(likeOf({ kind: 'words', words: 'a.b, c' }), 'iu').test('axb')).toBe(false)
})
