import { z } from 'zod'
import { Localised } from '../pack/pack.ts'
import { Expectation } from '../punctuality/expectation.ts'

/** The part of time in which a source has promised to speak. */
export const PromiseTime = z.enum(['working_days', 'working_hours'])
export type PromiseTime = z.infer<typeof PromiseTime>

/**
 * What every feed file says, whatever its connector: sql keeps the whole file and reads these lines of it. The rest
 * (settings, format, map) is the workers' to check.
 */
export const Feed = z.looseObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  title: Localised,
  domain: z.string(),
  kind: z.string(),
  connector: z.string(),
  /** Seconds between pulls; absent for feeds run by hand. */
  every: z.number().positive().optional(),
  /** Seconds after which silence makes every dependent reading stale. */
  promise: z.number().positive(),
  /** Which seconds count in the promise: those of working days, of working hours, or all. */
  counted: PromiseTime.optional(),
  /** The unit that answers for it. */
  owner: z.string(),
  simulated: z.boolean().default(false),
  /** In files: it is known, what it told stays, and it is asked no more. */
  off: z.boolean().optional(),
  /** Who is to tell what through it, and by when. */
  expects: z.array(Expectation).default([]),
})
export type Feed = z.infer<typeof Feed>
