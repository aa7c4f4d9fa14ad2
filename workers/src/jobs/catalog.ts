import { z } from 'zod'
import type { Lane } from './queue.ts'

/** Every job there is: its name and what it carries. A job is a batch of work, never a row. */
export const JOBS = {
  /** Fetches what is new from one feed. */
  'pull-feed': z.object({
    feed: z.string(),
    /** A person wants it now, whatever the clock and earlier faults say. */
    asked: z.object({ by: z.string().nullable() }).optional(),
    /** It gave way to others and goes on. */
    turn: z.boolean().default(false),
  }),
  /** Reads a feed's stored pages again by its present configuration. */
  'reprocess-feed': z.object({ feed: z.string(), by: z.string() }),
  /** Asks a source again for some days, both among them. */
  'backfill-feed': z.object({ feed: z.string(), by: z.string(), from: z.iso.date(), to: z.iso.date() }),
  /** Takes in a file that was stored as it was uploaded. */
  'ingest-page': z.object({ feed: z.string(), run: z.number(), page: z.number() }),
}

export type JobName = keyof typeof JOBS
export type JobPayload<N extends JobName> = z.infer<(typeof JOBS)[N]>
/** What is done with each, told where it waited. */
export type JobHandlers = { [N in JobName]: (payload: JobPayload<N>, lane: Lane) => Promise<void> }
