import { expect, test } from 'vitest'
import { vi } from '../../../text/vi.ts'
import { sayPeriod } from './say-period.ts'

const words: Record<string, string> = {
  'period.year': vi.period.year,
  'period.quarter': vi.period.quarter,
  'period.ofMonth': vi.period.ofMonth,
}
const t = (key: unknown, values: Record<string, unknown> = {}) =>
  Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{{${name}}}`, String(value)), words[String(key)] ?? '')

test('a period that came with the address is read as people write it, day first', () => {
  const said = ['2026', '2026-Q3', '2026-11', '2026-11-05', 'latest'].map((period) => sayPeriod(period, { t: t as never }))
  expect(said).toEqual(['Năm 2026', 'Quý 3/2026', '11/2026', '05/11/2026', 'latest'])
})
