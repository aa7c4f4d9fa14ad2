import fc from 'fast-check'
import { expect, test } from 'vitest'
import normaliser from './normalise.ts'

const context = { unit: (name: string) => (name === 'Hưng Yên' ? 1 : null), place: () => null, receivedAt: new Date(0) }
const figure = (over: object) => ({
  unit: 'Hưng Yên',
  item: 'revenue',
  scope: 'estimate' as const,
  as_of: '2026-12-31',
  amount: '1',
  unit_reported: 'Triệu đồng',
  final: true,
  source: 'treasury' as const,
  ...over,
})
const amount = (over: object) => {
  const result = normaliser.toFact(figure(over), context)
  return 'fact' in result ? result.fact.amount : result.problems
}

test('a reported figure becomes đồng exactly', () => {
  expect(amount({ amount: '16776733' })).toBe('16776733000000')
  expect(amount({ amount: '3528751.4207739998' })).toBe('3528751420773.9998')
  expect(amount({ amount: '-0.5', unit_reported: 'tỷ đồng' })).toBe('-500000000')
})

test('scaling never loses a đồng, whatever the figure', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n * 10n ** 8n }), fc.integer({ min: 0, max: 9 }), (units, decimals) => {
      const digits = units.toString().padStart(decimals + 1, '0')
      const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
      const [whole = '0', fraction = ''] = String(amount({ amount: text })).split('.')
      return BigInt(whole + fraction.padEnd(9, '0').slice(0, 9)) === units * 10n ** BigInt(15 - decimals)
    }),
  )
})

test('the unit of measurement is a whole word in any case or way of writing marks; a spelling nobody knows is held, not guessed', () => {
  expect(amount({ unit_reported: 'TRIỆU ĐỒNG'.normalize('NFD') })).toBe('1000000')
  expect(amount({ unit_reported: 'Triệu dồng' })).toMatchObject([{ code: 'unknown_unit_of_measurement' }])
  expect(amount({ unit_reported: 'USD' })).toMatchObject([{ code: 'unknown_unit_of_measurement' }])
})

test('a place nobody knows is held with its name', () => {
  expect(amount({ unit: 'Atlantis' })).toMatchObject([{ field: 'unit', message: expect.stringContaining('«Atlantis»') }])
})

test('a figure no province ever had, such as đồng under «triệu đồng», is held and not corrected', () => {
  expect(amount({ amount: '16776733000000' })).toMatchObject([{ code: 'impossible_amount' }])
  expect(amount({ amount: '16776733000000', unit_reported: 'đồng' })).toBe('16776733000000')
})

test('a code nobody declared is held; a line under its printed name is kept', () => {
  expect(amount({ item: 'revenue/tax/salt' })).toMatchObject([{ field: 'item', code: 'unknown_item' }])
  expect(amount({ item: 'revenue/tax/fdi' })).toBe('1000000')
  expect(amount({ item: '1.1 Chi giáo dục' })).toBe('1000000')
})

const fact = (over: object): Record<string, unknown> => {
  const result = normaliser.toFact(figure(over), context)
  return 'fact' in result ? result.fact : {}
}

test('capital paid out in January belongs to the year it was given for, and stays apart from what the year itself came to', () => {
  const paid = { item: 'capital', owner: 'Sở Y tế', scope: 'actual' as const, year: 2025 }
  expect(fact({ ...paid, as_of: '2025-12-25' })).toMatchObject({ item: 'capital/owner/Sở Y tế', as_of: '2025-12-25' })
  const january = fact({ ...paid, as_of: '2026-01-15' })
  expect(january).toMatchObject({ as_of: '2026-01-15', late: true, external_id: '1|late|capital/owner/Sở Y tế|2026-01-15' })
  // What is said of it later is of the last day it could be paid out.
  expect(fact({ ...paid, as_of: '2026-05-20' })).toMatchObject({ as_of: '2026-01-31', late: true })
  // Of the year that has begun.
  expect(fact({ ...paid, year: 2026, as_of: '2026-01-15' })).toMatchObject({
    late: false,
    external_id: '1|actual|capital/owner/Sở Y tế|2026-01-15',
  })
})

test('any other total told after its year is over makes the year’s last anew', () => {
  const told = { scope: 'actual' as const, year: 2025 }
  expect(fact({ ...told, as_of: '2026-01-15' })).toMatchObject({
    as_of: '2025-12-31',
    late: false,
    external_id: '1|actual|revenue|2025-12-31',
  })
})

test('a plan told again every week is one figure of its year', () => {
  const plan = { item: 'capital', scope: 'assigned' as const }
  expect(fact({ ...plan, as_of: '2026-03-05' }).external_id).toBe(fact({ ...plan, as_of: '2026-03-12' }).external_id)
})
