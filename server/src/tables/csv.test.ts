import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writeCsv } from '../../contract/csv.ts'

const read = (text: string): string[][] => parse(text, { bom: true, relax_column_count: false })

// Everything a spreadsheet, or a reader of lines, may stumble over, more often than chance has it.
const text = fc.string({
  unit: fc.oneof(fc.constantFrom(...'=+-@\t\r\n\0",;\'＝＋－＠|'), fc.string({ unit: 'binary', maxLength: 1 })),
})

test('what is written is read back, and no text begins as a formula does', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      const cells = read(writeCsv(['first', 'second'], [{ first: a, second: b }]))[1] as string[]
      for (const [index, said] of [a, b].entries()) {
        expect(cells[index]).toBe(/^[=+\-@\t\r\n\0＝＋－＠]/.test(said) ? `'${said}` : said)
      }
    }),
    { numRuns: 100_000 },
  )
})

test('a number stays a number, a gap stays a gap, and Excel is told that it reads UTF-8', () => {
  expect(
    writeCsv(
      ['unit', 'value', 'estimate'],
      [
        { unit: 'Xã Ân Thi, cũ', value: -12.5, estimate: false },
        { unit: '=1+1', value: null, estimate: true },
      ],
    ),
  ).toBe('\uFEFFunit,value,estimate\r\n"Xã Ân Thi, cũ",-12.5,false\r\n\'=1+1,,true\r\n')
})
