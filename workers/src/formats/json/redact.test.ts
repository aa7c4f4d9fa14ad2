import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Redaction } from '../../redaction/redaction.ts'
import { collect, pieces } from '../testing.ts'
import { redactBody } from './redact.ts'

/** In the place of a token the words, so that it can be seen which were sealed. */
const seal = (words: string) => `⟦${words}⟧`

async function redact(text: string, redaction: Redaction, size = 7): Promise<string> {
  const page = { body: pieces(text, size), name: 'trang' }
  return Buffer.concat(await collect(redactBody(page, { path: '$' }, redaction, seal))).toString()
}

const PAGE = `{"tongSo": 2,
  "duLieu": [ {"ma":"A", "tacGia": {"ten":"Nguyễn Văn A","sdt":["0912345678"]}, "noiDung":"Gọi 0912 345 678 \\u0111i"},
    {"t\\u0061cGia":"B" , "noiDung" : "Không có gì", "cap": {"tacGia":[1,[2]], "con": true}} ]}`

test('a named field is emptied wherever it stands and however its name is spelt; all else stays as it came', async () => {
  expect(await redact(PAGE, ['tacGia', { mask: 'noiDung' }])).toBe(`{"tongSo": 2,
  "duLieu": [ {"ma":"A", "tacGia": null, "noiDung":"Gọi [số điện thoại] đi"},
    {"t\\u0061cGia":null , "noiDung" : "Không có gì", "cap": {"tacGia":null, "con": true}} ]}`)
})

test('a dotted name is the last parts of the way, lists passed through', async () => {
  expect(await redact(PAGE, ['tacGia.sdt', 'cap.con'])).toContain('"ten":"Nguyễn Văn A","sdt":null')
  expect(await redact('{"a":[[{"ten":"x"}]],"ten":"y"}', ['a.ten'])).toBe('{"a":[[{"ten":null}]],"ten":"y"}')
})

test('a masked field masks every text within it', async () => {
  expect(await redact('{"q":["a 0912345678",{"r":"x@y.vn"}],"s":"0912345678"}', [{ mask: 'q' }])).toBe(
    '{"q":["a [số điện thoại]",{"r":"[thư điện tử]"}],"s":"0912345678"}',
  )
})

test('a sealed field has a token for every text, number and sign within it; dropping outranks it, and it outranks masking', async () => {
  expect(await redact('{"q":["a\\u0041",{"r":12,"s":true,"t":null,"u":-1.5e3}], "v":12}', [{ seal: 'q' }])).toBe(
    '{"q":["⟦aA⟧",{"r":"⟦12⟧","s":"⟦true⟧","t":null,"u":"⟦-1.5e3⟧"}], "v":12}',
  )
  const text = '{"q":{"ten":"Lan","sdt":"0912345678","ma":1}}'
  expect(await redact(text, [{ seal: 'q' }, 'sdt', { mask: 'ten' }])).toBe('{"q":{"ten":"⟦Lan⟧","sdt":null,"ma":"⟦1⟧"}}')
  expect(await redact('{"Q":"Lan","qq":"Hoa"}', [{ seal: 'q' }])).toBe('{"Q":"⟦Lan⟧","qq":"Hoa"}')
  expect(await redact(text, [{ mask: 'q' }, { seal: 'sdt' }])).toBe('{"q":{"ten":"Lan","sdt":"⟦0912345678⟧","ma":1}}')
})

test('what is dropped is never given to be sealed', async () => {
  const given: string[] = []
  const page = { body: pieces('{"q":{"ten":"Lan","so":12},"r":"Hoa"}', 3), name: 'trang' }
  const note = (words: string) => `t${given.push(words)}`
  await collect(redactBody(page, { path: '$' }, ['q', { seal: 'ten' }, { seal: 'so' }, { seal: 'r' }], note))
  expect(given).toEqual(['Hoa'])
})

test('numbers and words outside of what is named stay as they came, whatever ends them', async () => {
  for (const text of ['[1,2 ,-3.0e2]', '{"a":1}', '12', ' true ', '[null]', '[[1],[2]]'])
    for (const size of [1, 2, 5]) expect(await redact(text, [{ seal: 'b' }], size)).toBe(text)
})

test.each([
  '<html>',
  '{"a":1',
  '{a:"0912345678"}',
  '{"a" "0912345678"}',
  '[1}',
  '{} 0912345678',
  '',
  '{"a":1,}',
  '[0912 345]',
  '[Nguyễn]',
])('%s can not be shown to be clean and is not stored', async (text) => {
  await expect(redact(text, ['a'])).rejects.toThrow(/không lưu/)
})

test('any JSON, in any pieces, written in any way, means the same without the named fields', async () => {
  const names = fc.constantFrom('ten', 'sdt', 'ma', 'nội "dung"', '')
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      fc.jsonValue({ maxDepth: 1 }),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(names, tie('value'), { maxKeys: 4 }),
    ),
  }))
  await fc.assert(
    fc.asyncProperty(value, fc.constantFrom(undefined, 1, '\t'), fc.integer({ min: 1, max: 9 }), async (made, space, size) => {
      expect(JSON.parse(await redact(JSON.stringify(made, null, space), ['ten', 'ma.sdt'], size))).toEqual(
        without(JSON.parse(JSON.stringify(made)), []),
      )
    }),
    { numRuns: 200 },
  )
})

function without(value: unknown, way: string[]): unknown {
  if (Array.isArray(value)) return value.map((each) => without(each, way))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const here = [...way, name]
      const isDropped = name === 'ten' || here.slice(-2).join('.') === 'ma.sdt'
      return [name, isDropped ? null : without(inner, here)]
    }),
  )
}
