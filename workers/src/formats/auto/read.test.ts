import { expect, test } from 'vitest'
import { collect, pieces } from '../testing.ts'
import { readRecords } from './read.ts'
import { settings } from './settings.ts'

const values = async (text: string, options: object = {}) =>
  (await collect(readRecords({ body: pieces(text, 3), name: 't' }, settings.parse(options)))).map((record) =>
    'value' in record ? record.value : record.problem,
  )

test('CSV and JSON of one source give one shape', async () => {
  const expected = [{ unique_key: '1', status: 'Open' }]
  expect(await values('Unique Key,Status\n1,Open\n')).toEqual(expected)
  expect(await values(' \n[{"unique_key":"1","status":"Open"}]')).toEqual(expected)
  expect(await values('\ufeff{"data":[{"unique_key":"1","status":"Open"}]}', { json: { path: 'data' } })).toEqual(expected)
})
