import { expect, test } from 'vitest'
import { compilePattern, pattern } from './pattern.ts'

const finds = (source: string, text: string) => compilePattern(source).find(text)

test('a pattern finds what it says, whatever the case, in Vietnamese too, and names what it found', () => {
  expect(finds('^PCI_(?<year>\\d{4})\\.xlsx?$', 'pci_2013.XLS')).toMatchObject({ named: { year: '2013' } })
  expect(finds('^đơn vị(?: tính)?\\s*:\\s*(.+?)[.\\s]*$', 'ĐƠN VỊ TÍNH: Triệu đồng. ')?.groups[1]).toBe('Triệu đồng')
  expect(compilePattern('^(Hà Nội|Hưng Yên)$').test('HƯNG YÊN')).toBe(true)
  expect(compilePattern('\\S').test('  ')).toBe(false)
})

test('what a text must not begin with', () => {
  const isNoTotal = compilePattern('^(?!(Tổng số|Cộng)$)')
  expect(['Tổng số', 'CỘNG', 'Tổng số xã', ''].map((text) => isNoTotal.test(text))).toEqual([false, false, true, true])
})

test.each(['(', '(?=a)', 'a(?!b)', '(a)\\1', '(a{1,99}){1,99}', '(\\p{L}{1,1000})', ''])('«%s» is refused', (source) => {
  expect(pattern.safeParse(source).success).toBe(false)
})

// What keeps a matcher that goes back and tries again busy for longer than the machine lasts.
const ENDLESS = [
  '^(a+)+$',
  '^(a|a)*$',
  '^(a|aa)+$',
  '(a*)*b',
  '(?:(?:(?:(?:a*)*)*)*)*b',
  '(x+x+)+y',
  '^(([^x]+)+)+$',
  '(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)b',
  '(\\pL{1,30}){1,9}b',
  '(a?){300}a{99}',
  '^(\\s*a\\s*)+$',
  '(a|b|ab)*c',
  '^(?!(a+)+$)',
  '[a-z]*[a-z]*[a-z]*[a-z]*[a-z]*b',
]

test('of patterns and texts that mean harm each is answered at once', { timeout: 20_000 }, () => {
  const texts = ['a', 'x', 'ab', ' a', 'ế', 'aA'].map((word) => `${word.repeat(100_000)}!`)
  for (const source of ENDLESS)
    for (const text of texts)
      expect(typeof (pattern.safeParse(source).success && compilePattern(source).test(text))).toBe('boolean')
})
