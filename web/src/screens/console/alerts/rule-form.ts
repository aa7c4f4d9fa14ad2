import type { AlertRuleSpec } from './queries.ts'

export const LEVELS = ['watch', 'warn', 'critical'] as const
type LevelName = (typeof LEVELS)[number]

/** What a rule may watch for. The first four are about numbers, the fifth about plans, the last about sources. */
export const CONDITIONS = ['threshold', 'change', 'absence', 'anomaly', 'forecast', 'silence'] as const
export const WORSE = ['rise', 'fall', 'both'] as const
/** Whose numbers it looks at: the province’s, or those of each unit of some kinds under it. */
export const WHOSE = {
  province: [],
  communes: ['commune'],
  departments: ['department'],
  both: ['commune', 'department'],
} as const
type Whose = keyof typeof WHOSE

/** A rule as a person fills it in: numbers as they are typed. What its condition does not ask stands unused. */
export interface RuleDraft {
  title: string
  is: (typeof CONDITIONS)[number]
  /** An indicator’s id, `all` with bounds of their own, or empty. */
  indicator: string
  /** A source’s key; empty for all. */
  feed: string
  whose: Whose
  better: 'up' | 'down'
  worse: (typeof WORSE)[number]
  /** Hours. */
  within: string
  in: 'percent' | 'unit'
  weeks: string
  levels: Record<LevelName, string>
  recover: Record<LevelName, string>
  /** Of a number that nobody tells. */
  level: LevelName
  atRisk: LevelName
  late: LevelName
  /** Minutes. */
  hold: string
  settle: string
  during: 'always' | 'working_hours'
}

const NONE = { watch: '', warn: '', critical: '' }

export const BLANK: RuleDraft = {
  ...{ title: '', is: 'threshold', indicator: '', feed: '', whose: 'province' },
  ...{ better: 'down', worse: 'both', within: '', in: 'percent', weeks: '', levels: NONE, recover: NONE },
  ...{ level: 'watch', atRisk: 'watch', late: 'warn', hold: '', settle: '', during: 'always' },
}

/** What falls is typed as a person says it, «giảm quá 20», and kept as the change it is, −20. */
const signOf = ({ is, worse }: RuleDraft) => ((is === 'change' || is === 'anomaly') && worse === 'fall' ? -1 : 1)

export const asksOfNumbers = ({ is }: RuleDraft) => is !== 'forecast' && is !== 'silence'
export const mayBeOfAll = ({ is }: RuleDraft) => is === 'threshold' || is === 'absence'
/** Whether it begins from some bound on that the form asks for. */
export const hasBounds = ({ is, indicator }: RuleDraft) =>
  is === 'change' || is === 'anomaly' || is === 'silence' || (is === 'threshold' && indicator !== 'all')

type Trouble = 'needIndicator' | 'needLevels' | 'needWithin' | 'wrongNumber' | 'wrongWeeks' | 'wrongOrder'

const HOUR = 3600
const MONTH_HOURS = 31 * 24

/** The rule a draft is, with all it says, or what is wrong with it. `seen` is the rule it changes. */
export function specOf(draft: RuleDraft, seen: AlertRuleSpec | null, read: (text: string) => number): AlertRuleSpec | Trouble {
  if (asksOfNumbers(draft) && draft.indicator === '') return 'needIndicator'
  const number = (text: string, otherwise: number) => (text.trim() === '' ? otherwise : read(text))
  const bounds = (texts: Record<LevelName, string>) =>
    LEVELS.flatMap((level): [LevelName, number][] => (texts[level].trim() === '' ? [] : [[level, read(texts[level])]]))
  const levels = hasBounds(draft) ? bounds(draft.levels) : []
  const recover = hasBounds(draft) ? bounds(draft.recover) : []
  const hours = number(draft.within, 0)
  const weeks = number(draft.weeks, 8)
  const [hold, settle] = [number(draft.hold, 0), number(draft.settle, 0)]
  if (hasBounds(draft) && levels.length === 0) return 'needLevels'
  if ([...levels, ...recover].some(([, value]) => !Number.isFinite(value))) return 'wrongNumber'
  if (![hold, settle].every((minutes) => minutes >= 0 && minutes <= MONTH_HOURS * 60)) return 'wrongNumber'
  if (draft.is === 'change' && !(hours >= 1 && hours <= MONTH_HOURS)) return 'needWithin'
  if (draft.is === 'anomaly' && !(Number.isInteger(weeks) && weeks >= 4 && weeks <= 12)) return 'wrongWeeks'
  const bad = draft.is === 'threshold' && draft.better === 'up' ? -1 : 1
  if (levels.some(([, value], at) => at > 0 && bad * value <= bad * (levels[at - 1]?.[1] as number))) return 'wrongOrder'
  const signed = (bounds: [LevelName, number][]) =>
    Object.fromEntries(bounds.map(([level, value]) => [level, signOf(draft) * value]))
  const title = draft.title.trim()
  const known = seen?.title as { vi: string; en: string } | undefined
  return {
    id: seen?.id ?? idOf(title),
    title: known?.vi === title ? known : { vi: title, en: title },
    off: (seen?.off as boolean | undefined) ?? false,
    ...(asksOfNumbers(draft) && { indicators: draft.indicator === 'all' ? 'all' : [draft.indicator] }),
    ...(draft.is === 'silence' && draft.feed !== '' && { feeds: [draft.feed] }),
    ...(asksOfNumbers(draft) && WHOSE[draft.whose].length > 0 && { kinds: WHOSE[draft.whose] }),
    when: whenOf(draft, { hours, weeks, levels: signed(levels), recover: signed(recover) }),
    otherwise: [],
    ...{ hold: Math.round(60 * hold), settle: Math.round(60 * settle), during: draft.during },
  }
}

interface Told {
  hours: number
  weeks: number
  levels: object
  recover: object
}

function whenOf({ is, indicator, better, worse, in: by, level, atRisk, late }: RuleDraft, told: Told): AlertRuleSpec['when'] {
  const { hours, weeks, levels, recover } = told
  if (is === 'threshold') return { is, levels, recover, ...(indicator !== 'all' && { better }) }
  if (is === 'change') return { is, within: Math.round(HOUR * hours), in: by, worse, levels, recover }
  if (is === 'absence') return { is, level }
  if (is === 'anomaly') return { is, worse, weeks, levels, recover }
  if (is === 'forecast') return { is, at_risk: atRisk, late }
  return { is, levels, recover }
}

/** The draft a rule is; null where it says what the form does not speak of. */
export function draftOf(spec: AlertRuleSpec, write: (value: number) => string, read: (text: string) => number): RuleDraft | null {
  const { when, indicators, feeds, title, hold, settle, during, ...more } = spec as unknown as Said
  const kinds = more.kinds && [...more.kinds].sort()
  const sign = signOf({ ...BLANK, is: when.is, worse: when.worse ?? BLANK.worse })
  const texts = (bounds: Partial<Record<LevelName, number>> = {}) =>
    Object.fromEntries(
      LEVELS.map((level) => [level, bounds[level] === undefined ? '' : write(sign * bounds[level])]),
    ) as typeof NONE
  const minutes = (seconds: number) => (seconds === 0 ? '' : write(seconds / 60))
  const whose = (Object.keys(WHOSE) as Whose[]).find((each) => WHOSE[each].join() === (kinds ?? []).join())
  const draft: RuleDraft = {
    ...BLANK,
    ...{
      title: title.vi,
      is: when.is,
      indicator: indicators === 'all' ? 'all' : (indicators?.[0] ?? ''),
      feed: feeds?.[0] ?? '',
    },
    ...{ whose: whose ?? 'province', better: when.better ?? BLANK.better, worse: when.worse ?? BLANK.worse },
    ...{ within: when.within === undefined ? '' : write(when.within / HOUR), in: when.in ?? BLANK.in },
    ...{ weeks: when.weeks === undefined ? '' : write(when.weeks), levels: texts(when.levels), recover: texts(when.recover) },
    ...{ level: when.level ?? BLANK.level, atRisk: when.at_risk ?? BLANK.atRisk, late: when.late ?? BLANK.late },
    ...{ hold: minutes(hold), settle: minutes(settle), during },
  }
  const again = specOf(draft, spec, read)
  return typeof again !== 'string' && sorted(again) === sorted({ ...spec, kinds }) ? draft : null
}

/** As the server tells it, with everything that was left out said. */
interface Said extends Pick<RuleDraft, 'during'> {
  title: { vi: string }
  indicators?: 'all' | string[]
  feeds?: string[]
  kinds?: string[]
  hold: number
  settle: number
  when: { is: RuleDraft['is']; within?: number; weeks?: number; at_risk?: LevelName } & Partial<
    Pick<RuleDraft, 'better' | 'worse' | 'in' | 'level' | 'late'> &
      Record<'levels' | 'recover', Partial<Record<LevelName, number>>>
  >
}

/** The same text for the same things, in whatever order they are said. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
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
