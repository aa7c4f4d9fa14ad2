import type { TileOf } from '@ioc/server/contract'
import type { Size } from '../../ui/use-size.ts'

type Outlook = Pick<TileOf<'outlook'>, 'steps' | 'path' | 'plan' | 'end'>

export interface OutlookShape {
  /** The running total so far, the band through the rest of the year, and the plan it is meant to reach, as SVG paths. */
  line: string
  band: string
  plan: string | null
  end: { x: number; y: number } | null
  /** Where the months begin, for the labels under the plot. */
  months: { at: number; x: number }[]
}

/** The year from its first day to the last on which some of it may come, and money from zero: a running total may not hide that it does not start there. */
export function outlookShape({ steps, path, plan, end }: Outlook, { width, height }: Size, rem: number): OutlookShape | null {
  const [first] = steps
  if (!first || steps.length < 2) return null
  const year = new Date(Date.parse(first.at) + HALF_DAY_MS).getUTCFullYear()
  const [from, to] = [Date.UTC(year, 0, 1), Date.parse(end) + 3 * HALF_DAY_MS]
  const most = Math.max(plan.value ?? 0, ...steps.map(({ value }) => value), ...path.map(({ high }) => high)) * 1.04
  const x = (at: number) => ((at - from) / (to - from)) * (width - 2 * rem) + rem
  const y = (value: number) => height - (value / most) * (height - rem) - 0.2 * rem
  const spot = (at: string, value: number) => `${round(x(Date.parse(at) + HALF_DAY_MS))} ${round(y(value))}`
  const last = steps.at(-1)
  const high = path.map((each) => spot(each.at, each.high))
  const low = path.map((each) => spot(each.at, each.low)).toReversed()
  return {
    line: `M${steps.map(({ at, value }) => spot(at, value)).join('L')}`,
    band: path.length > 1 ? `M${[...high, ...low].join('L')}Z` : '',
    plan: plan.value === null ? null : `M${round(rem)} ${round(y(plan.value))}H${round(width - rem)}`,
    end: last ? { x: x(Date.parse(last.at) + HALF_DAY_MS), y: y(last.value) } : null,
    months: [0, 3, 6, 9].map((month) => ({ at: Date.UTC(year, month, 1, 5), x: x(Date.UTC(year, month, 1)) })),
  }
}

/** Days begin at midnight in Vietnam, which is the evening before elsewhere. */
const HALF_DAY_MS = 12 * 3_600_000

const round = (value: number) => Math.round(value * 10) / 10
