import { describe, expect, test } from 'vitest'
import { type Declared, defined, indicator, MEASURES, registryOf, target } from './registry.fixture.ts'
import { loadRegistry } from './registry.ts'

const note = { vi: 'Đổi cách tính', en: 'Counted otherwise' }
const dated = (from: string, formula = 'share(a.completed, a.received, none)') => ({
  from,
  formula,
  basis: `Quyết định ${from}`,
  note,
})
const changing = (...definitions: object[]) => ({ formula: undefined, basis: undefined, definitions })

test('every domain’s definitions hold together', async () => {
  const { indicators, notices } = await loadRegistry()
  expect(indicators.length).toBeGreaterThan(0)
  expect(notices).toEqual([])
})

test('a formula that never changed holds on any day and leaves no seam', () => {
  const { definitionOn, seams, definedFrom, basis } = defined()
  expect(definitionOn('1945-09-02')).toBe(definitionOn('2100-01-01'))
  expect(seams('1945-09-02', '2100-01-01')).toEqual([])
  expect(definedFrom).toBeNull()
  expect(basis).toBe('Quyết định 1')
})

test('a definition holds from its day until the next one’s', () => {
  const { definitionOn, definedFrom } = defined(
    changing(dated('2024-01-01'), dated('2025-07-01', 'share(a.open, a.received, none)')),
  )
  expect(definitionOn('2025-06-30').basis).toBe('Quyết định 2024-01-01')
  expect(definitionOn('2025-07-01').compiled.text).toBe('share(a.open, a.received, none)')
  expect(definedFrom).toBe('2024-01-01')
})

test('a span shows the seams inside it: none where a change falls on its first day', () => {
  const { seams } = defined(changing(dated('2024-01-01'), dated('2025-07-01'), dated('2026-07-01')))
  const days = (from: string, to: string) => seams(from, to).map(({ from: day }) => day)
  expect(days('2023-01-01', '2026-12-31')).toEqual(['2025-07-01', '2026-07-01'])
  expect(days('2025-07-01', '2026-06-30')).toEqual([])
  expect(days('2025-06-30', '2025-07-01')).toEqual(['2025-07-01'])
  expect(seams('2025-01-01', '2025-12-31')[0]?.note).toEqual(note)
})

test('an indicator adds up if every definition of it does, and never over time if it says how things stand now', () => {
  const count = { unit: 'dossier', formula: 'a.open' }
  expect(defined(count).additive).toEqual({ units: true, time: true })
  expect(defined({ ...count, period: 'now' }).additive).toEqual({ units: true, time: false })
  const definitions = changing(dated('2024-01-01', 'a.open'), dated('2025-01-01', 'begun(a.open)'))
  expect(defined({ ...count, ...definitions }).additive).toEqual({ units: true, time: false })
})

describe('a declaration that does not hold together is refused with the place and the cure', () => {
  test.each<[string, Declared, string]>([
    [
      'an id',
      { indicators: [indicator({ id: 'a.open' })] },
      "indicators a.open: a.open is a measure's id too, which would be read in its place; rename one.",
    ],
    [
      'a company',
      { measures: [...MEASURES, { ...MEASURES[1], id: 'a.late', countedWith: 'a.money' }] },
      'measures a.late: a.late is counted with «a.money», which is no counted measure; name one of the same records.',
    ],
    [
      'a formula',
      { indicators: [indicator({ formula: 'a.gone' })] },
      'indicators a.share: Formula «a.gone»: there is no measure',
    ],
    ['a unit', { indicators: [indicator({ unit: 'dossier' })] }, 'a.share says dossier, its formula yields percent'],
    ['no formula', { indicators: [indicator({ formula: undefined })] }, 'either formula and basis, or definitions'],
    ['both', { indicators: [indicator({ definitions: [dated('2024-01-01')] })] }, 'either formula and basis, or definitions'],
    [
      'order',
      { indicators: [indicator(changing(dated('2025-07-01'), dated('2024-01-01')))] },
      'has its definition from 2024-01-01 after the one from 2025-07-01; put them in order of days',
    ],
    [
      'a pace of a month',
      { indicators: [indicator({ paced: true })] },
      'a.share is paced by the year; only a percentage over the year',
    ],
    ['an indicator twice', { indicators: [indicator(), indicator()] }, 'indicators a.share: a.share is declared twice'],
    [
      'a measure twice',
      { measures: [...MEASURES, ...MEASURES.slice(0, 1)] },
      'measures a.received: a.received is declared twice',
    ],
    ['a stranger’s name', { indicators: [indicator({ id: 'b.share' })] }, 'b.share belongs to the domain a'],
    ['a target for nothing', { targets: [target({ indicator: 'a.gone' })] }, 'targets a.gone: there is no indicator «a.gone»'],
    ['a target backwards', { targets: [target({ to: '2025-01-01' })] }, 'ends on 2025-01-01, before it begins on 2026-01-01'],
    [
      'targets at once',
      { targets: [target({ level: 'commune' }), target({ level: 'commune', from: '2026-12-31', to: '2027-12-31' })] },
      'two targets hold for a.share, commune on 2026-12-31',
    ],
  ])('%s', (_, declared, reason) => {
    expect(() => registryOf(declared)).toThrow(reason)
  })
})

test('targets of another unit, another kind or the day after do not overlap', () => {
  const targets = [
    target(),
    target({ unit: 'x' }),
    target({ level: 'commune' }),
    target({ from: '2027-01-01', to: '2027-12-31' }),
  ]
  expect(registryOf({ targets }).indicator('a.share').targets).toHaveLength(4)
})

test('everything that is wrong is said at once', () => {
  const indicators = [indicator({ formula: 'a.gone' }), indicator({ id: 'a.other', unit: 'dong' })]
  expect(() => registryOf({ indicators })).toThrow(/a\.gone.*\n.*a\.other says dong/)
})
