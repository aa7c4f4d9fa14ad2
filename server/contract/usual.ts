import { z } from 'zod'
import { instant } from './tiles.ts'
import { UnitName } from './trust.ts'

/** Where a figure usually lies, and on which side it stands out, as sql/src/baseline/unusual.ts says it. */
export const Stand = z.object({
  low: z.number(),
  high: z.number(),
  middle: z.number(),
  side: z.enum(['above', 'below']).nullable(),
})
export type Stand = z.infer<typeof Stand>

const About = z.object({ indicator: z.string(), unit: UnitName, asOf: instant.nullable(), computedAt: instant })

export const UsualAnswer = About.extend({
  step: z.enum(['day', 'month']),
  /** Only of those with enough to be set against. */
  points: z.array(Stand.extend({ at: instant })),
})
export type UsualAnswer = z.infer<typeof UsualAnswer>

export const UnusualAnswer = About.extend({
  at: instant,
  value: z.number().nullable(),
  stand: Stand.nullable(),
  /** What it is set against. */
  figures: z.array(z.object({ at: instant, value: z.number() })),
  /** The units right below, what moved it most first: `effect` is how much lower the whole would be had this one been as usual. */
  parts: z.array(UnitName.extend({ value: z.number().nullable(), usual: z.number().nullable(), effect: z.number() })).nullable(),
  /** Units too small to be told. */
  untold: z.number().int(),
})
export type UnusualAnswer = z.infer<typeof UnusualAnswer>
