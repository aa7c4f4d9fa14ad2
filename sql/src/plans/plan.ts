import { z } from 'zod'
import { Localised } from '../pack/pack.ts'

const key = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'lower case, digits and hyphens')

export const Operator = z.enum(['≥', '>', '≤', '<', '='])
export type Operator = z.infer<typeof Operator>

/** A promise of a plan: who is to reach what by when, and the indicator that tells, or why none can. */
export const Clause = z
  .strictObject({
    id: key,
    /** As the plan has it, in Vietnamese. */
    text: z.string().min(1),
    /** The unit it is set for; the plan's own where left out. */
    unit: key.optional(),
    /** The level of government it speaks of: province, district, commune, department. */
    level: z.string().optional(),
    /** Every unit of the level is to reach it, not the level as a whole. */
    each: z.boolean().default(false),
    operator: Operator.optional(),
    value: z.number().optional(),
    unitOfMeasurement: z.string().optional(),
    /** First day it holds; the plan's own where left out. */
    from: z.iso.date().optional(),
    /** By when; the plan's own where left out. Without either it holds until a later clause takes its place. */
    due: z.iso.date().optional(),
    baseline: z.strictObject({ value: z.number(), on: z.iso.date(), source: z.string().optional() }).optional(),
    /** Who answers for it: the key of a unit, or words. */
    owner: z.string().min(1),
    indicator: z.string().optional(),
    /** Why nothing measures it. */
    unmeasured: z.string().min(1).optional(),
    /** Why it can't be told as it stands until the province decides what it now means: its number is of another map, say. */
    undecided: z.string().min(1).optional(),
  })
  .refine(({ indicator, unmeasured }) => (indicator === undefined) !== (unmeasured === undefined), {
    path: ['indicator'],
    message: 'say either the indicator that measures it, or unmeasured: why none does',
  })
  .refine(
    ({ operator, value, unitOfMeasurement }) =>
      (operator === undefined) === (value === undefined) && (value === undefined) === (unitOfMeasurement === undefined),
    { path: ['value'], message: 'operator, value and unitOfMeasurement go together' },
  )
  .refine(({ indicator, value }) => indicator === undefined || value !== undefined, {
    path: ['value'],
    message: 'a clause that an indicator measures says what the indicator must reach',
  })
  .refine(({ each, level }) => !each || level !== undefined, { path: ['level'], message: 'each of what? say the level' })
export type Clause = z.infer<typeof Clause>

/** A plan document and its clauses. What its source does not say is left out, never guessed. */
export const Plan = z.strictObject({
  id: key,
  number: z.string().optional(),
  date: z.iso.date().optional(),
  issuer: z.string().optional(),
  title: Localised,
  /** The unit its clauses are set for that name none; without one they are set for everybody. */
  unit: key.optional(),
  /** Where the figures were read. */
  source: z.string().min(1),
  /** The first day its clauses hold, and the last, where it names one. */
  from: z.iso.date(),
  to: z.iso.date().optional(),
  clauses: z.array(Clause).min(1),
})
export type Plan = z.infer<typeof Plan>

/** The days a clause speaks of; `due` is null where nobody said by when. */
export function spanOfClause(plan: Plan, clause: Clause): { from: string; due: string | null } {
  return { from: clause.from ?? plan.from, due: clause.due ?? plan.to ?? null }
}

/** A plan as people cite it. */
export function citationOf({ number, date, title }: Plan): string {
  const on = date?.split('-').reverse().map(Number).join('/')
  return [title.vi, [number && `số ${number}`, on && `ngày ${on}`].filter(Boolean).join(', ')].filter(Boolean).join(', ')
}
