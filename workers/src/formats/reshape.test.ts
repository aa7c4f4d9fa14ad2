import { expect, test } from 'vitest'
import type { Draft } from './draft.ts'
import { reshape } from './reshape.ts'

const row = (value: Record<string, unknown>): Draft => ({ at: 'dòng 2', value })

test('of a table only the rows asked for are taken: no total, no region, no footnote', () => {
  const take = reshape({ rows: { column: 'STT', like: '^\\d+$' } })
  const taken = ['1', 2, 'I', null, '* Ghi chú'].flatMap((stt) => take(row({ stt, ten: 'x' })))
  expect(taken.map((each) => 'value' in each && each.value.stt)).toEqual(['1', 2])
  expect(reshape({ rows: { column: 'Mã', like: '.' } })(row({ stt: 1 }))).toEqual([
    {
      at: 'dòng 2',
      problem: expect.stringMatching(/^Không có cột «Mã»/),
      en: expect.stringMatching(/^There is no column «Mã»/),
      raw: 'stt',
    },
  ])
})

test('figures side by side are a record each, with the item and the period their column tells; a blank is none', () => {
  const split = reshape({
    figures: { 'Thu 2011': { item: 'Thu', period: '2011' }, 'Thu 2012': { item: 'Thu', period: '2012' }, Chi: 'Chi' },
  })
  expect(split(row({ tinh: 'Hưng Yên', thu_2011: 5, thu_2012: '-', chi: 0 }))).toEqual([
    row({ tinh: 'Hưng Yên', thu_2011: 5, thu_2012: '-', chi: 0, item: 'Thu', period: '2011', amount: 5 }),
    row({ tinh: 'Hưng Yên', thu_2011: 5, thu_2012: '-', chi: 0, item: 'Chi', amount: 0 }),
  ])
  // Some forms sort each column for itself, with its own names beside it.
  const sorted = reshape({ figures: { Đất: { item: 'Đất', beside: 'cot_3' } } })
  expect(sorted(row({ tinh: 'Hà Nội', dat: 5, cot_3: 'Hưng Yên' }))).toMatchObject([
    { value: { item: 'Đất', beside: 'Hưng Yên', amount: 5 } },
  ])
  expect(sorted(row({ dat: 5 }))).toMatchObject([{ problem: expect.stringContaining('«cot_3»') }])
  const broken: Draft = { at: 'dòng 3', problem: 'hỏng', en: 'broken', raw: '' }
  expect(split(broken)).toEqual([broken])
})
