import { type Indicator, Meaning } from '../pack/pack.ts'
import { compileRegistry, type Registry } from './registry.ts'

// A domain made up for tests: what is declared and nothing else.

const measure = (name: string, unit: string, more: object = {}) => ({
  id: `a.${name}`,
  title: { vi: name, en: name },
  unit,
  units: 'sum',
  time: 'sum',
  grain: 'day',
  ...more,
})

export const MEASURES = [
  measure('received', 'dossier', { dims: ['channel'], grain: 'hour' }),
  measure('completed', 'dossier'),
  measure('open', 'dossier'),
  measure('money', 'dong', { time: 'last', grain: 'month' }),
  measure('people', 'person', { time: 'last', grain: 'year' }),
  measure('rank', 'count', { units: 'none', time: 'last' }),
]

export const indicator = (more: object = {}) => ({
  id: 'a.share',
  title: { vi: 'Tỷ lệ', en: 'Share' },
  formula: 'share(a.completed, a.received, none)',
  unit: 'percent',
  direction: 'up',
  period: 'month',
  owner: { vi: 'Văn phòng', en: 'Office' },
  basis: 'Quyết định 1',
  ...more,
})

export const target = (more: object = {}) => ({
  indicator: 'a.share',
  value: 90,
  from: '2026-01-01',
  to: '2026-12-31',
  clause: 'Mục 1',
  document: 'Kế hoạch 1',
  ...more,
})

export const UNITS = {
  dossier: { vi: 'hồ sơ', en: 'dossiers' },
  dossier_per_1000: { vi: 'hồ sơ/nghìn dân', en: 'dossiers per thousand', of: 'dossier', per: 'person', each: 1000 },
}

export interface Declared {
  unitsOfMeasurement?: object
  measures?: object[]
  indicators?: object[]
  targets?: object[]
  rule?: string
}

function meaning({
  unitsOfMeasurement = UNITS,
  measures = MEASURES,
  indicators = [indicator()],
  targets = [],
  rule = 'r',
}: Declared): Meaning {
  return Meaning.parse({ id: 'a', unitsOfMeasurement, measures, indicators, targets, rule })
}

/** Places are told as section and id; files and lines have a test of their own. */
export function registryOf(declared: Declared): Registry {
  return compileRegistry([{ meaning: meaning(declared), tiles: [], where: ({ section, id }) => `${section} ${id}` }])
}

export const defined = (more: object = {}) =>
  registryOf({ indicators: [indicator(more)] }).indicator((more as Indicator).id ?? 'a.share')
