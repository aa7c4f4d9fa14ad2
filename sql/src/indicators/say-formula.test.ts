import { expect, test } from 'vitest'
import type { Dimensions, Measure } from '../pack/pack.ts'
import { compileFormula } from './formula.ts'
import { sayFormula } from './say-formula.ts'

const measure = (id: string, vi: string, en: string): [string, Measure] => [
  id,
  { id, title: { vi, en }, unit: 'dossier', units: 'sum', time: 'sum', grain: 'day', dims: ['outcome'], basis: 'people' },
]
const measures = new Map([
  measure('dossiers.completed', 'Hồ sơ giải quyết xong', 'Dossiers completed'),
  measure('dossiers.open', 'Hồ sơ đang xử lý', 'Open dossiers'),
])
const dims: Dimensions = {
  outcome: {
    title: { vi: 'Kết quả', en: 'Outcome' },
    values: { early: { vi: 'sớm hạn', en: 'early' }, on_time: { vi: 'đúng hạn', en: 'on time' } },
  },
}
const say = (formula: string) => sayFormula(compileFormula(formula, measures), dims)

test('a share is read out with what it picks and what nothing below it means', () => {
  expect(say("share(pick(dossiers.completed, outcome, 'early', 'on_time'), dossiers.completed, none)")).toEqual({
    vi: '«Hồ sơ giải quyết xong» có kết quả là sớm hạn hoặc đúng hạn chia cho «Hồ sơ giải quyết xong», tính bằng phần trăm. Mẫu số bằng 0 thì không có số',
    en: '«Dossiers completed» whose outcome is early or on time as a percentage of «Dossiers completed». No number where the denominator is 0',
  })
})

test('sums and numbers are read out as they are written', () => {
  expect(say('ratio(dossiers.open + dossiers.completed, dossiers.completed * 1000, 0)').vi).toBe(
    '(«Hồ sơ đang xử lý» cộng «Hồ sơ giải quyết xong») chia cho («Hồ sơ giải quyết xong» nhân 1.000). Mẫu số bằng 0 thì lấy 0',
  )
})

test('a value without words of its own stands as it is, and what has begun is said to have', () => {
  expect(say("pick(dossiers.completed, outcome, 'lost')").vi).toBe('«Hồ sơ giải quyết xong» có kết quả là lost')
  expect(say('begun(dossiers.open)').en).toBe('«Open dossiers» whose time has come by the moment of reading')
})
