import { expect, test } from 'vitest'
import { bearersIn } from './bearers.ts'

const names = (name: string) => ({ name, type: 'text' as const, unitPercent: 98 })
const figures = (name: string) => ({ name, type: 'number' as const, unitPercent: 0 })

test('figures sorted each for itself belong to the names that stand before them', () => {
  const columns = [figures('Thứ tự'), names('Tỉnh'), figures('Đất đai'), names('cot_4'), figures('Chi phí'), figures('Hạng')]
  expect([...bearersIn(columns)]).toEqual([
    ['Đất đai', 'Tỉnh'],
    ['Chi phí', 'cot_4'],
    ['Hạng', 'cot_4'],
  ])
})

test('where one column names the units for all, no other is suggested', () => {
  const region = { name: 'Vùng', type: 'text' as const, unitPercent: 10 }
  expect(bearersIn([names('Tỉnh'), region, figures('Đất đai'), figures('Chi phí')]).size).toBe(0)
  expect(bearersIn([names('province'), names('Tỉnh'), figures('Đất đai'), figures('Chi phí')]).size).toBe(0)
})
