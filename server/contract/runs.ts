import { z } from 'zod'

/** What a run has done so far: `read` is the sum of the five after it, always. */
export const Run = z.object({
  run: z.number(),
  feed: z.string(),
  status: z.enum(['running', 'done', 'failed', 'abandoned']),
  read: z.number(),
  inserted: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  held: z.number(),
  rejected: z.number(),
  error: z.string().nullable(),
})
export type Run = z.infer<typeof Run>

/** An upload that was stored and waits its turn; follow it at /api/runs/{run}. */
export const Uploaded = z.object({ run: z.number(), page: z.number() })
