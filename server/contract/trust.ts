import { z } from 'zod'

export const instant = z.iso.datetime({ offset: true })

export const UnitName = z.object({ key: z.string(), name: z.string() })

/**
 * How far a number may be trusted. `zero` is a real zero; `missing` is the lack of a number; `stale` is a number whose
 * source has broken its freshness promise.
 */
export const ReadingState = z.enum(['ok', 'zero', 'missing', 'not_yet_due', 'provisional', 'stale', 'suppressed', 'withdrawn'])
export type ReadingState = z.infer<typeof ReadingState>

/** A number among others, and how far to trust it. */
export const Cell = z.object({
  /** Null where there is none that may be shown; `state` says why. */
  value: z.number().nullable(),
  state: ReadingState,
  /** Part of it was shared out between the successors of a split unit. */
  estimate: z.boolean(),
})
export type Cell = z.infer<typeof Cell>
