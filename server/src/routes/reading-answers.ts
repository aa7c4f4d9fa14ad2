import {
  type Asked,
  assertComparable,
  countsBegun,
  type DefinedIndicator,
  type Definition,
  Invalid,
  openQuestion,
  ownSpan,
  type Question,
  type RegistryUnit,
  type SeriesSeam,
  type Span,
} from '@ioc/sql'
import { z } from 'zod'
import type { CompareMany } from '../../contract/index.ts'
import type { TileContext } from '../tiles/context.ts'

// What the routes about readings have in common: how a question is opened, and what every answer of many values says of them all.

export const params = z.object({ indicator: z.string().max(128) })

const MAX_POINTS = 4_000
const MAX_UNIT_POINTS = 20_000
/** Where each step is read by itself. */
const MAX_MOMENTS = 120
export const Step = z.enum(['hour', 'day', 'month', 'year'])
const STEP_MS = { hour: 3_600_000, day: 86_400_000, month: 28 * 86_400_000, year: 365 * 86_400_000 }

type Query = Omit<Asked, 'indicator' | 'unit'> & { unit?: string | undefined }

/** Opens questions as they stand in an address; of the province where no unit is named. */
export const opener =
  ({ database: { db }, units, province }: Pick<TileContext, 'database' | 'units' | 'province'>) =>
  ({ indicator }: z.infer<typeof params>, { unit = province.unit, ...asked }: Query) =>
    openQuestion(db, units, { ...asked, indicator, unit })

export function spanAsked({ indicator, unit, moment, span }: Question, of: RegistryUnit[] = [unit]) {
  return span ?? ownSpan(indicator, of, moment.at)
}

export function described(
  { indicator: { id, title, unitOfMeasurement }, where, moment: { at, asOf, geo } }: Question,
  { from, formula, basis }: Definition,
) {
  const computedAt = at.toISOString()
  const definition = { from, formula, basis }
  return { indicator: id, title, where, unitOfMeasurement, geo, asOf: asOf?.toISOString() ?? null, computedAt, definition }
}

export const seamSaid = ({ at, from, note, basis, formula }: SeriesSeam) => ({ at: at.toISOString(), from, note, basis, formula })

export const spanSaid = (span: Span | null) => span && { from: span.from.toISOString(), to: span.to.toISOString() }

/** Refuses a series of no stretch, or of more points than anybody draws. */
export function assertFew({ period, compiled }: DefinedIndicator, span: Span, step: z.infer<typeof Step>, unitsAsked = 1): void {
  if (period === 'now' || countsBegun(compiled)) assertFewMoments(span, step)
  const each = stepsOf(span, step)
  if (each > MAX_POINTS) {
    throw new Invalid(`That is ${each} points; at most ${MAX_POINTS} at a time. Ask for a shorter period or a longer step.`)
  }
  if (each * unitsAsked > MAX_UNIT_POINTS) {
    throw new Invalid(
      `That is ${each} points for each of ${unitsAsked} units; at most ${MAX_UNIT_POINTS} in all. Ask for a shorter period, a longer step or fewer units.`,
    )
  }
}

/** The same of what is read step by step: by parts, or as known then. */
export function assertFewMoments(span: Span, step: z.infer<typeof Step>): void {
  const each = stepsOf(span, step)
  if (each <= MAX_MOMENTS) return
  throw new Invalid(
    `That is ${each} steps, each read by itself; at most ${MAX_MOMENTS} at a time. Ask for a shorter period or a longer step.`,
  )
}

/** Refuses to set hours beside those of another time; beside a target or peers they may stand. */
export function assertComparableSteps(compare: z.infer<typeof CompareMany>, step: z.infer<typeof Step>): void {
  if (compare && compare !== 'target' && compare !== 'peers') assertComparable(step)
}

function stepsOf({ from, to }: Span, step: z.infer<typeof Step>): number {
  if (from < to) return Math.ceil((to.getTime() - from.getTime()) / STEP_MS[step])
  throw new Invalid(
    'One moment has no series. Ask for a period, such as last12m, to see how things stood at the end of each step of it.',
  )
}
