import type { IndicatorAnswer } from '@ioc/server/contract'
import { endOf, HANOI_MS } from '../pictures/slots.ts'
import type { Settled } from '../settle.ts'
import { BY_RECORDS, BY_UNIT, NOW, type Step, type View } from '../view.ts'

type Path = IndicatorAnswer['paths'][number]
type Known = Pick<IndicatorAnswer, 'paths'>

const UNIT = `${BY_UNIT}:`
/** What was chosen on another level says nothing of this one. */
const AFRESH = { picture: null, picked: [], sort: null, at: null, zoom: null, term: 0 } satisfies Partial<View>

/** The path a view is on; of those an author laid, the first that begins as the view is split, where none was chosen. */
export function pathOf({ path, by, trail }: View, { paths }: Known): Path | null {
  const chosen = paths.find(({ id }) => id === path)
  if (chosen) return chosen
  return paths.find(({ levels }) => levels[trail.length]?.by === by) ?? null
}

/** Where one opens a member of the level one is on: one level further down its path. What lies on no path leads to the records. */
export function down(view: View, member: string, known: Known): Partial<View> {
  if (view.by === null || view.by === BY_RECORDS) return {}
  const path = pathOf(view, known)
  const isUnit = view.by === BY_UNIT
  return {
    ...AFRESH,
    path: path?.id ?? null,
    trail: [...view.trail, isUnit ? `${UNIT}${view.unit ?? ''}` : view.by],
    by: path?.levels[view.trail.length + 1]?.by ?? BY_RECORDS,
    unit: isUnit ? member : view.unit,
    where: isUnit ? view.where : [...view.where, `${view.by}:${member}`],
  }
}

/** Back up to where so many levels were behind one. */
export function up(view: View, level: number): Partial<View> {
  let { unit, where, by } = view
  for (const left of view.trail.slice(level).toReversed()) {
    const isUnit = left.startsWith(UNIT)
    if (isUnit) unit = left.slice(UNIT.length) || null
    else where = without(where, left)
    by = isUnit ? BY_UNIT : left
  }
  return { ...AFRESH, trail: view.trail.slice(0, level), unit, where, by }
}

/** A level passed on the way down: of which unit, or which value of which dimension, was opened there. */
export type Crumb = { unit: string } | { dim: string; value: string }

export function crumbsOf({ trail, unit, where }: View): Crumb[] {
  const values = where.map((each) => each.split(/:(.*)/s) as [string, string])
  const next = (level: number) => {
    const later = trail.slice(level + 1).find((left) => left.startsWith(UNIT))
    return later === undefined ? unit : later.slice(UNIT.length)
  }
  return trail.map((left, level) => {
    if (left.startsWith(UNIT)) return { unit: next(level) ?? '' }
    return { dim: left, value: values.findLast(([dim]) => dim === left)?.[1] ?? '' }
  })
}

/** The records behind what is shown: of one member, of one point of time, or of all of it. */
export function toRecords(view: View, of: { member?: string; point?: Partial<View> } = {}): Partial<View> {
  const isUnit = view.by === BY_UNIT
  const opened =
    of.member === undefined
      ? { trail: [], path: null }
      : {
          path: view.path,
          trail: [...view.trail, isUnit ? `${UNIT}${view.unit ?? ''}` : (view.by ?? '')],
          unit: isUnit ? of.member : view.unit,
          where: isUnit ? view.where : [...view.where, `${view.by}:${of.member}`],
        }
  return { ...AFRESH, ...opened, by: BY_RECORDS, ...of.point }
}

/** The stretch of time a point of a series speaks of, as it is written in a question; an hour as its day, the shortest one can ask for. */
export function periodAt(at: string, step: Step): string {
  const day = new Date(Date.parse(at) + HANOI_MS).toISOString().slice(0, 10)
  if (step === 'year') return day.slice(0, 4)
  return step === 'month' ? day.slice(0, 7) : day
}

/**
 * What one point of a series is asked with alone: its stretch of time, from the first of January where each tells its year up to it or, of
 * what stands at one moment, the end of its step as known then; where that is still to come, as it stood when the series was `computedAt`.
 */
export function pointOf(
  at: string,
  { step, running, period, asOf }: Pick<Settled, 'step' | 'running' | 'period' | 'asOf'>,
  computedAt: string,
): { period: string; asOf: string | null } {
  const last = new Date(Date.parse(endOf(at, step)) - 1).toISOString()
  if (period === NOW) return { period, asOf: last < computedAt ? last : asOf }
  return { period: running ? `${periodAt(at, 'year')}-01-01..${periodAt(last, 'day')}` : periodAt(at, step), asOf }
}

function without(where: readonly string[], dim: string): string[] {
  const last = where.findLastIndex((each) => each.startsWith(`${dim}:`))
  return where.filter((_, place) => place !== last)
}
