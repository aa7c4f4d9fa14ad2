import type { AlertRuleSpec } from './queries.ts'

export const LEVELS = ['watch', 'warn', 'critical'] as const
type LevelName = (typeof LEVELS)[number]

/** A rule on a threshold as a person fills it in: numbers as they are typed. */
export interface RuleDraft {
  title: string
  indicator: string
  ofCommunes: boolean
  better: 'up' | 'down'
  levels: Record<LevelName, string>
  /** Minutes. */
  hold: string
  settle: string
}

interface Threshold {
  is: 'threshold'
  levels: Partial<Record<LevelName, number>>
  recover: object
  better?: 'up' | 'down'
}

/** The draft a rule is; null where it has conditions the form does not speak of. */
export function draftOf(spec: AlertRuleSpec, write: (value: number) => string): RuleDraft | null {
  const { when, indicators, units, kinds, otherwise, hold, settle, during, title } = spec as AlertRuleSpec &
    Record<string, unknown>
  const threshold = when as unknown as Threshold
  const isPlain =
    threshold.is === 'threshold' &&
    Array.isArray(indicators) &&
    indicators.length === 1 &&
    units === undefined &&
    (kinds === undefined || (Array.isArray(kinds) && kinds.join() === 'commune')) &&
    (otherwise as unknown[]).length === 0 &&
    Object.keys(threshold.recover).length === 0 &&
    Object.keys(threshold.levels).length > 0 &&
    threshold.better !== undefined &&
    during === 'always'
  if (!isPlain) return null
  const level = (name: LevelName) => (threshold.levels[name] === undefined ? '' : write(threshold.levels[name]))
  return {
    title: (title as { vi: string }).vi,
    indicator: (indicators as string[])[0] as string,
    ofCommunes: kinds !== undefined,
    better: threshold.better as 'up' | 'down',
    levels: { watch: level('watch'), warn: level('warn'), critical: level('critical') },
    hold: write((hold as number) / 60),
    settle: write((settle as number) / 60),
  }
}

/** The rule a draft is, or what is wrong with it. */
export function specOf(
  id: string,
  draft: RuleDraft,
  read: (text: string) => number,
): AlertRuleSpec | 'needLevels' | 'wrongNumber' {
  const told = LEVELS.flatMap((level): [LevelName, number][] =>
    draft.levels[level].trim() === '' ? [] : [[level, read(draft.levels[level])]],
  )
  if (told.length === 0) return 'needLevels'
  const minutes = [draft.hold, draft.settle].map((text) => (text.trim() === '' ? 0 : read(text)))
  if ([...told.map(([, value]) => value), ...minutes].some((value) => !Number.isFinite(value))) return 'wrongNumber'
  const [hold = 0, settle = 0] = minutes.map((value) => Math.round(60 * value))
  return {
    id,
    title: { vi: draft.title.trim(), en: draft.title.trim() },
    indicators: [draft.indicator],
    ...(draft.ofCommunes && { kinds: ['commune'] }),
    when: { is: 'threshold', better: draft.better, levels: Object.fromEntries(told) },
    ...{ hold, settle },
  }
}

/** An id of small letters and dashes, made of a title. */
export function idOf(title: string): string {
  return title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
}
