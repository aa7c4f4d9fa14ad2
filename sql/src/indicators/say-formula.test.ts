import { expect, test } from 'vitest'
import type { Dimensions, Measure } from '../pack/pack.ts'
import { compileFormula } from './formula.ts'
import { sayFormula } from './say-formula.ts'

const measure = (id: string, vi: string, en: string): [string, Measure] => [
  id,
  { id, title: { vi, en }, unit: 'dossier', units: 'sum', time: 'sum', grain: 'day', dims: ['outcome', 'took'], basis: 'people' },
]
const measures = new Map([
  measure('dossiers.completed', 'Hồ sơ giải quyết xong', 'Dossiers completed'),
  measure('dossiers.open', 'Hồ sơ đang xử lý', 'Open dossiers'),
])
const UNITS = { day: { vi: 'ngày', en: 'days' }, per_1000: { vi: '', en: '', of: 'dossier', per: 'dossier', each: 1000 } }
const dims: Dimensions = {
  outcome: {
    title: { vi: 'Kết quả', en: 'Outcome' },
    values: { early: { vi: 'sớm hạn', en: 'early' }, on_time: { vi: 'đúng hạn', en: 'on time' } },
  },
}
const say = (formula: string, unit?: string) => sayFormula(compileFormula(formula, measures, UNITS, unit), dims)

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
  expect(say('due(dossiers.open, 30) - begun(dossiers.open, 7)').vi).toBe(
    '«Hồ sơ đang xử lý» đã qua hoặc sẽ tới mốc thời gian trong 30 ngày kể từ lúc đọc số trừ «Hồ sơ đang xử lý» đã qua mốc thời gian ít nhất 7 ngày vào lúc đọc số',
  )
})

test('a median is read out with what it lies over', () => {
  expect(say('median(dossiers.completed, took, day, 1, 7)', undefined)).toEqual({
    vi: 'Trung vị của «Hồ sơ giải quyết xong», xếp theo took',
    en: 'Median of «Dossiers completed», ordered by took',
  })
})

test('points are read out with their threshold, a percentile with its share', () => {
  const formula = 'score(share(dossiers.open, dossiers.completed, none), 80, 4.4)'
  expect(say(formula).vi).toBe(
    'Điểm của («Hồ sơ đang xử lý» chia cho «Hồ sơ giải quyết xong», tính bằng phần trăm): đủ 4,4 điểm từ 80 %, dưới mức đó tính theo tỷ lệ. Mẫu số bằng 0 thì không có số',
  )
  expect(say('percentile(95, dossiers.completed, took, day, 1, 7)').en).toBe(
    '95th percentile of «Dossiers completed», ordered by took',
  )
})

test('how many values occur is read out with what they must occur in too', () => {
  const late = "pick(dossiers.completed, outcome, 'early')"
  expect(say(`share(distinct(${late}, took, day, dossiers.open), distinct(dossiers.open, took, day), none)`)).toEqual({
    vi: '(số took khác nhau trong «Hồ sơ giải quyết xong» có kết quả là sớm hạn, chỉ tính took cũng có trong «Hồ sơ đang xử lý») chia cho (số took khác nhau trong «Hồ sơ đang xử lý»), tính bằng phần trăm. Mẫu số bằng 0 thì không có số',
    en: '(number of different values of took in «Dossiers completed» whose outcome is early, only those that are also in «Open dossiers») as a percentage of (number of different values of took in «Open dossiers»). No number where the denominator is 0',
  })
})

test('a ratio for each thousand says so', () => {
  expect(say('ratio(dossiers.open, dossiers.completed, none)', 'per_1000')).toEqual({
    vi: '«Hồ sơ đang xử lý» chia cho «Hồ sơ giải quyết xong», nhân 1.000. Mẫu số bằng 0 thì không có số',
    en: '«Open dossiers» for each 1,000 of «Dossiers completed». No number where the denominator is 0',
  })
})

test('what counts over the year before says so', () => {
  const share = 'share(dossiers.open, dossiers.completed, none)'
  expect(say(`points(${share}, yearBefore(${share}))`).vi).toBe(
    '(«Hồ sơ đang xử lý» chia cho «Hồ sơ giải quyết xong», tính bằng phần trăm) trừ («Hồ sơ đang xử lý» cùng kỳ năm trước chia cho «Hồ sơ giải quyết xong» cùng kỳ năm trước, tính bằng phần trăm). Mẫu số bằng 0 thì không có số',
  )
})
