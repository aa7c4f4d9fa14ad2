import { expect, test } from 'vitest'
import { z } from 'zod'
import { ENGLISH, VIETNAMESE } from './row-faults.ts'

const Row = z.object({ code: z.string().min(1).max(5), beds: z.int().min(0), open: z.boolean() })

const said = (row: unknown, words: typeof VIETNAMESE) => Row.safeParse(row, words).error?.issues.map(({ message }) => message)

test('what is wrong with a cell is said in words of a table, and what to do', () => {
  expect(said({ code: '', beds: -1, open: 'x' }, VIETNAMESE)).toEqual([
    'Còn để trống. Điền giá trị vào, hoặc ghép cột khác ở bước «Ghép cột».',
    'Nhỏ hơn 0. Kiểm tra lại số này.',
    'Phải là «có» hoặc «không». Sửa lại giá trị này.',
  ])
  expect(said({ code: 'abcdef', beds: 1.5 }, ENGLISH)).toEqual([
    'Longer than 5 characters. Shorten it.',
    'It must be a whole number. Correct this value.',
    'This is blank. Fill it in, or map another column at “Match”.',
  ])
})
