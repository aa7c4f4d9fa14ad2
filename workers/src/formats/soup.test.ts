import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Unreadable } from './format.ts'
import { formatSettings } from './forms.ts'
import { loadFormat } from './load.ts'
import { collect, memoryInUse, pieces } from './testing.ts'

// Whatever a stranger sends is records, rejected records or one clear error; never a crash, never a wait without end.

let before = 0
beforeAll(() => {
  before = memoryInUse()
})
afterAll(() => {
  expect(memoryInUse() - before).toBeLessThan(100_000_000)
})

test('every format of text is tried', () => {
  const tried = SOUPS.map(([kind]): string => kind)
  // Workbooks are no text: their reader has hostile files of its own.
  expect([...formatSettings.keys()].filter((kind) => kind !== 'workbook' && !tried.includes(kind))).toEqual([])
})

const WORDS = {
  csv: ['Mã hồ sơ,Ngày nhận\n', 'a,b', '"', '""', ',', ';', '\t', '|', '\r', '\n', '\r\n', 'ế'],
  json: ['[', ']', '{', '}', ',', ':', '"', '\\', '\\u0000', '\\ud800', '"a"', '"duLieu":', '-1e999', '0', 'null', 'tru', '\n'],
  rss: ['<rss version="2.0"><channel>', '<feed xmlns="http://www.w3.org/2005/Atom">', '<item>', '</item>', '<title>', '</title>']
    .concat(['<![CDATA[', ']]>', '<!--', '-->', '&', '&amp;', '&#0;', '&#xd800;', '<script>', '<', '>', '"', '</channel></rss>'])
    .concat(['<entry><id>1</id>', '</entry></feed>', '<?xml version="1.0" encoding="utf-16"?>', '<!DOCTYPE x>', '<html>', 'chữ']),
  cef: [
    'CEF:0|a|b|c|d|e|5|',
    'CEF:',
    '|',
    '\\',
    '\\|',
    '\\=',
    '=',
    ' src=',
    'cs1Label=',
    'cs1=',
    'rt=1795655702000',
    '<134>',
    '\r',
    '\n',
  ],
}
const XML = [
  '<ds>',
  '</ds>',
  '<hs ma="1">',
  '</hs>',
  '<b/>',
  '<',
  '>',
  '&',
  '&amp;',
  '&#0;',
  '&#xd800;',
  '&#x301;',
  'e',
  'chữ',
].concat(['<![CDATA[', ']]>', '<!--', '-->', '<!DOCTYPE x>', '<?xml version="1.0" encoding="utf-16"?>', ' xmlns:a="b"', 'a:'])
const PACKET = [
  '<edXML><MessageHeader>',
  '<To><OrganId>1</OrganId></To>',
  '</MessageHeader></edXML>',
  '<DocumentId>',
  '</DocumentId>',
]
const RSS = ['<rss version="2.0"><channel><item><title>', '</title></item></channel></rss>'] as const
const MARKS = [[0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff], [0], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0x1f, 0x8b]]

/** Words of a format, marks that mean something to decoders, and plain noise, as they are or where a record would be. */
function soup(words: string[], around: [string, string]): fc.Arbitrary<Uint8Array> {
  const scrap = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...words).map((word) => [...Buffer.from(word)]) },
    { weight: 1, arbitrary: fc.constantFrom(...words).map((word) => [...Buffer.from(word, 'utf16le')]) },
    { weight: 1, arbitrary: fc.constantFrom(...MARKS) },
    { weight: 1, arbitrary: fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 6 }) },
  )
  return fc
    .tuple(fc.array(scrap, { maxLength: 60 }), fc.constantFrom(['', ''], around))
    .map(([scraps, [before = '', after = '']]) => Buffer.from([...Buffer.from(before), ...scraps.flat(), ...Buffer.from(after)]))
}

async function read(kind: string, given: object, body: AsyncIterable<Uint8Array>) {
  const format = await loadFormat(kind)
  return collect(format.read({ body, name: 'trang' }, format.settings.parse(given))).catch((error: unknown) => {
    if (!(error instanceof Unreadable)) throw error
    expect(error.message).toMatch(/^trang: \S/)
    return []
  })
}

const SOUPS = [
  ['csv', {}, WORDS.csv, ['a,b\nc,d\n', '\ne,f\n']],
  ['json', {}, WORDS.json, ['[{"a":"', '"},1]']],
  ['json', { path: 'duLieu' }, WORDS.json, ['{"duLieu":[{},[', ']]}']],
  ['rss', {}, WORDS.rss, [RSS[0], RSS[1]]],
  ['cef', {}, WORDS.cef, ['CEF:0|a|b|c|d|e|5|msg=', '\nCEF:0|a|b|c|d|e|5|']],
  ['xml', {}, XML, ['<ds><hs>', '</hs><hs/></ds>']],
  ['xml', { path: 'hs', page: true, figures: { b: 'x' } }, XML, ['<ds><hs><b>', '</b></hs></ds>']],
  ['edxml', {}, [...XML, ...PACKET], ['<ds><edXML><MessageHeader><Subject>', '</Subject></MessageHeader></edXML></ds>']],
  ['auto', {}, [...WORDS.csv, ...WORDS.json], ['[', ']']],
] as const

/** Of each kind; with those of `feeds/soup.test.ts`, `SOUPS=15400` makes two hundred thousand in all. */
const EACH = Number(process.env.SOUPS ?? 400)

describe.each(SOUPS)('%s %j', (kind, given, words, around) => {
  test(
    'makes records, rejections or one clear error of any bytes',
    async () => {
      await fc.assert(
        fc.asyncProperty(soup([...words], [...around]), fc.integer({ min: 1, max: 64 }), async (bytes, size) => {
          const records = await read(kind, given, pieces(bytes, size))
          expect(records.map(({ place }) => place)).toEqual(records.map((_, index) => index + 1))
          for (const record of records) {
            const text = JSON.stringify('value' in record ? record.value : [record.problem, record.raw])
            // What no database takes.
            expect(text).not.toMatch(/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/)
          }
        }),
        { numRuns: EACH },
      )
    },
    180_000 + EACH * 20,
  )
})

describe('a megabyte that means harm is read in seconds', () => {
  const item = (text: string) => RSS[0] + `<![CDATA[${text}]]></title></item><item><title>`.repeat(20) + RSS[1]
  const nested = (open: string, close: string) => open.repeat(200_000) + close.repeat(200_000)
  test.each([
    ['comments never closed', 'rss', {}, item('<!--'.repeat(12_000))],
    ['scripts never closed', 'rss', {}, item('<script>'.repeat(6_000))],
    ['tags never closed', 'rss', {}, item('<script '.repeat(6_000))],
    ['entities', 'rss', {}, item('&amp;'.repeat(10_000))],
    ['tags in tags', 'rss', {}, `<rss version="2.0"><channel><item>${nested('<a>', '</a>')}</item></channel></rss>`],
    ['lists in lists', 'json', {}, nested('[', ']')],
    ['lists in lists beside the list', 'json', { path: 'duLieu' }, `{"x":${nested('[', ']')},"duLieu":[]}`],
    ['groups in groups', 'json', {}, `[${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}]`],
    ['blanks', 'json', {}, ' '.repeat(1_000_000)],
    ['quotes', 'csv', {}, `a,b\n${'"'.repeat(1_000_001)}`],
    ['quotes by the line', 'csv', {}, `a,b\n${'"x""\n'.repeat(200_000)}`],
    ['one quote and many cells', 'csv', {}, `a,b\n"${'x,""\n'.repeat(200_000)}`],
    ['separators', 'csv', {}, `a,b\n${','.repeat(1_000_000)}`],
    ['a line of letters', 'cef', {}, `CEF:0|a|b|c|d|e|5|${'a'.repeat(1_000_000)}`],
    ['blanks and letters', 'cef', {}, `CEF:0|a|b|c|d|e|5|${' a'.repeat(30_000)}\n`.repeat(16)],
    ['elements in elements', 'xml', {}, nested('<a>', '</a>')],
    ['attributes', 'xml', {}, `<a ${Array.from({ length: 90_000 }, (_, n) => `a${n}="1"`).join(' ')}/>`],
    ['references', 'xml', {}, `<a><b>${'&#65;'.repeat(200_000)}</b></a>`],
    ['fields of one name', 'xml', {}, `<a><b>${'<c>1</c>'.repeat(120_000)}</b></a>`],
    ['backslashes', 'cef', {}, `CEF:0|${'\\'.repeat(60_000)}\n`.repeat(16)],
    ['line ends', 'csv', {}, '\r'.repeat(1_000_000)],
  ])('%s', { timeout: 15_000 }, async (_, kind, given, text) => {
    await read(kind, given, pieces(text))
  })
})
