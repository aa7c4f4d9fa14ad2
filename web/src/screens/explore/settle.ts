import { type IndicatorAnswer, SINCE_MERGER } from '@ioc/server/contract'
import { pathOf } from './drill/drill.ts'
import { HANOI_MS } from './pictures/slots.ts'
import { BY_FORECAST, BY_RECORDS, BY_UNIT, NOW, type PictureKind, STEPS, type Step, type View } from './view.ts'

const DAY_MS = 86_400_000
const YEARS_BACK = 1
/** A view with what nobody chose decided: which picture, over which days, by which steps. */
export interface Settled extends View {
  picture: PictureKind
  /** What is asked of one number; of what stands at one moment always NOW. */
  period: string
  /** What is asked of a series: the same, but of what stands at one moment, which it follows over days. */
  over: string
  step: Step
  /** Somebody chose the period, and it is not the one that is taken by itself. */
  isChosenPeriod: boolean
  /** Of which kind the units are that it is split by; null where of any. */
  kind: string | null
  /** Its answers are one a step of time, and not one for the whole period. */
  isOverTime: boolean
  /** What could be chosen instead. */
  pictures: readonly PictureKind[]
  steps: readonly Step[]
}

type Known = Pick<IndicatorAnswer, 'grain' | 'period' | 'paths' | 'runs'>

/** `first` is the indicator that leads; `now` in milliseconds. */
export function settle(view: View, first: Known, now: number): Settled {
  const pictures = picturesOf(view)
  const picture = view.picture && pictures.includes(view.picture) ? view.picture : (pictures[0] as PictureKind)
  const isOverTime = view.by === null || picture === 'line' || picture === 'heat'
  const chosen = isOverTime && view.period === NOW ? null : view.period
  const asked = chosen ?? (isOverTime ? (first.period === NOW ? sinceLastMonth(now) : lately(now)) : first.period)
  const period = periodOf(first, asked)
  const over = isOverTime ? asked : period
  const steps = STEPS.slice(Math.max(0, STEPS.indexOf(known(first.grain))))
  const step = view.step && steps.includes(view.step) ? view.step : longEnough(steps, daysOf(over, now))
  const kind = (view.by === BY_UNIT && pathOf(view, first)?.levels[view.trail.length]?.kind) || null
  const running = view.running && view.by === null && first.runs && isRunningStep(step)
  const isChosenPeriod = view.period === over
  return { ...view, running, picture, period, over, isChosenPeriod, step, kind, isOverTime, pictures, steps }
}

/** By what a year is told up to each. */
export const isRunningStep = (step: Step): step is 'day' | 'month' => step === 'day' || step === 'month'

/** How things stand at one moment is one number only now, or at a moment of the past. */
export const periodOf = (indicator: Pick<Known, 'period'>, period: string): string => (indicator.period === NOW ? NOW : period)

/** Which pictures can be made of it, the one it is shown as by itself first. */
function picturesOf({ by, indicators }: View): readonly PictureKind[] {
  if (by === BY_RECORDS || by === BY_FORECAST) return ['table']
  if (by === null) return ['line', 'bar', 'table']
  if (by !== BY_UNIT) return ['bar', 'line', 'heat', 'table']
  return indicators.length > 1 ? ['bar', 'scatter', 'map', 'line', 'heat', 'table'] : ['bar', 'map', 'line', 'heat', 'table']
}

/** From the first day of the same month of the year before, up to today: a year and its year before meet in it. */
function lately(now: number): string {
  const [year, month, day] = dayOf(now).split('-') as [string, string, string]
  return `${Number(year) - YEARS_BACK}-${month}-01..${year}-${month}-${day}`
}

/** From the first day of the month before: what stood then is looked up moment by moment. */
function sinceLastMonth(now: number): string {
  const today = dayOf(now)
  return `${dayOf(Date.parse(`${today.slice(0, 7)}-01`) - HANOI_MS - DAY_MS).slice(0, 7)}-01..${today}`
}

const dayOf = (at: number) => new Date(at + HANOI_MS).toISOString().slice(0, 10)

const OF_NAMED: Record<string, number> = {
  now: 1,
  today: 1,
  last24h: 1,
  last7d: 7,
  month: 31,
  last_month: 31,
  quarter: 92,
  year: 366,
  last12m: 366,
  latest: 5 * 366,
  [SINCE_MERGER]: 2 * 366,
}

/** About how many days a period has. */
function daysOf(period: string, now: number): number {
  const [from = '', to] = period.split('..')
  if (to !== undefined) return (Date.parse(to) - Date.parse(from)) / DAY_MS + 1
  const named = OF_NAMED[period]
  if (named !== undefined) return named
  return { 4: 366, 7: period.includes('Q') ? 92 : 31, 10: 1 }[period.length] ?? OF_NAMED.last12m ?? now
}

/** The shortest step that leaves no more points than are read at a glance. */
function longEnough(steps: readonly Step[], days: number): Step {
  const wanted: Step = days <= 2 ? 'hour' : days <= 100 ? 'day' : days <= 8 * 366 ? 'month' : 'year'
  return steps.find((step) => STEPS.indexOf(step) >= STEPS.indexOf(wanted)) ?? (steps.at(-1) as Step)
}

const known = (grain: string): Step => STEPS.find((step) => step === grain) ?? 'day'
