import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collect, pieces } from '../testing.ts'
import { readRecords } from './read.ts'
import { settings } from './settings.ts'

const read = (text: string, path = '$', size = 5) =>
  collect(readRecords({ body: pieces(text, size), name: 't.json' }, settings.parse({ path })))

describe('a list of records', () => {
  test('is read from the root or from within', async () => {
    const expected = [
      { place: 1, at: 'phần tử 1', value: { a: 'Phố Hiến', n: { x: [1] } } },
      { place: 2, at: 'phần tử 2', value: { a: 2 } },
    ]
    const list = '[{"a":"Phố Hiến","n":{"x":[1]}},{"a":2}]'
    expect(await read(list)).toEqual(expected)
    expect(await read(`\ufeff {"trang":1,"data":{"items":${list}},"tong":2} \n`, 'data.items')).toEqual(expected)
  })

  test('may be empty', async () => {
    expect(await read('[]')).toEqual([])
    expect(await read('{"duLieu":[]}', 'duLieu')).toEqual([])
  })

  test('an element that is no record is a problem of its own', async () => {
    expect(await read('[1,{"a":1},null,[2]]')).toMatchObject([
      { problem: expect.any(String) },
      { value: { a: 1 } },
      { problem: expect.any(String) },
      { raw: '[2]' },
    ])
  })
})

test('read at once or as it arrives, a list is the same', async () => {
  const records = fc.array(fc.dictionary(fc.string({ maxLength: 3 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 }), {
    maxLength: 5,
  })
  await fc.assert(
    fc.asyncProperty(records, fc.constantFrom('$', 'a', 'a.b'), async (list, path) => {
      const within = path === '$' ? list : path === 'a' ? { t: 1, a: list } : { a: { b: list, c: null } }
      const text = JSON.stringify(within)
      // Something wrong at its very end is met only as it arrives, after all records.
      const arriving: unknown[] = []
      const broken = readRecords({ body: pieces(text.slice(0, -1), 7), name: 't.json' }, settings.parse({ path }))
      await expect(
        (async () => {
          for await (const record of broken) arriving.push(record)
        })(),
      ).rejects.toThrow('bị cắt ngang')
      expect(await read(text, path)).toEqual(arriving)
    }),
    { numRuns: 300 },
  )
})

test('a field named as what objects are made of is a field like any other', async () => {
  const text = '[{"__proto__":{"admin":true},"a":"__proto__"},{"a":[{"__proto__":false}]}]'
  const whole = await read(text)
  expect(whole.map((record) => JSON.stringify('value' in record && record.value))).toEqual([
    '{"__proto__":{"admin":true},"a":"__proto__"}',
    '{"a":[{"__proto__":false}]}',
  ])
  const arriving: unknown[] = []
  await expect(
    (async () => {
      for await (const record of readRecords(
        { body: pieces(text.slice(0, -1), 7), name: 't.json' },
        settings.parse({ path: '$' }),
      ))
        arriving.push(record)
    })(),
  ).rejects.toThrow('bị cắt ngang')
  expect(JSON.stringify(arriving)).toBe(JSON.stringify(whole))
})

test('a list that stands there twice is read in both places', async () => {
  expect(await read('{"a":[{"n":1}],"a":[{"n":2}]}', 'a')).toHaveLength(2)
})

describe('a page that is not what it should be', () => {
  test.each([
    ['<!doctype html><title>502', '$', 'HTML'],
    ['{"data":[]}', 'duLieu', 'không thấy danh sách tại «duLieu»'],
    ['{"duLieu":{"a":{"b":1}}}', 'duLieu', 'không phải một danh sách'],
    ['[{"a":1},{"a":', '$', 'bị cắt ngang sau phần tử thứ 1'],
    ['[{"a":1},{a:2}]', '$', 'JSON hỏng'],
    ['', '$', 'bị cắt ngang'],
  ])('%s', async (text, path, reason) => {
    await expect(read(text, path)).rejects.toThrow(reason)
  })
})

test('a key named __proto__ pollutes nothing', async () => {
  await read('[{"__proto__":{"polluted":true}}]')
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

test('escapes that the database cannot hold are taken out', async () => {
  expect(await read(String.raw`[{"b":["\ud83d\ude00"],"a\u0000":"x\u0000y\ud800z"}]`)).toMatchObject([
    { value: { a: 'xyz', b: ['😀'] } },
  ])
})
