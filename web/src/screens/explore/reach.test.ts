import { expect, test } from 'vitest'
import { exploreVi } from '../../text/explore-vi.ts'
import { sayWith } from '../../text/say.ts'
import { sayReach } from './reach.ts'

const words: Record<string, string> = {
  'explore.wider': exploreVi.wider,
  'explore.broken': exploreVi.broken,
  'explore.steps.month': 'tháng',
}
const say = sayWith(
  (key, values) =>
    Object.entries(values ?? {}).reduce(
      (text, [name, value]) => text.replaceAll(`{{${name}}}`, String(value)),
      words[String(key)] ?? String(key),
    ),
  'vi',
  'Asia/Ho_Chi_Minh',
)
const at = (day: string) => new Date(`${day}T00:00:00+07:00`).toISOString()
const cube = { columns: [], slots: [], rows: [], computedAt: null }
const byMonth = { step: 'month', isOverTime: true } as const

test('whole months that reach beyond what was asked, and a year so far that breaks off, are said in a sentence each', () => {
  const said = sayReach(
    { ...cube, wider: { from: at('2026-03-01'), to: at('2026-07-01') }, gaps: [at('2025-01-01')] },
    byMonth,
    say,
  )
  expect(said).toEqual([
    'Mỗi điểm là trọn một tháng: số liệu kể từ 01/03/2026 đến hết 30/06/2026, rộng hơn kỳ đã chọn.',
    expect.stringContaining('Từ 01/2025 không có lũy kế'),
  ])
})

test('what was asked for and told is said by itself', () => {
  expect(sayReach({ ...cube, wider: null, gaps: [] }, byMonth, say)).toEqual([])
  expect(
    sayReach({ ...cube, wider: { from: at('2026-03-01'), to: at('2026-07-01') } }, { ...byMonth, isOverTime: false }, say),
  ).toEqual([])
})
