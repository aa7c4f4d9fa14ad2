import { Localised } from '@ioc/sql/pack'
import { z } from 'zod'
import { instant } from './tiles.ts'

/** One kind of work of the last minute: how often, how often in vain, and how long it took (milliseconds; null where nothing was done). */
const WorkDone = z.object({
  count: z.number(),
  failed: z.number(),
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
})

/** A server or a worker as it said last of itself, every `heardEveryMs`. */
const Process = z.object({
  id: z.string(),
  kind: z.enum(['server', 'workers']),
  since: instant,
  heardAt: instant,
  /** Silent for three times as long as it may be: dead, frozen or cut off. Told of for an hour. */
  isGone: z.boolean(),
  work: z.record(z.string(), WorkDone),
  /** How late its event loop is, at the worst but one in a hundred (milliseconds), and which part of the time it is busy. */
  loop: z.object({ p99: z.number(), busy: z.number() }),
  memory: z.object({ rss: z.number(), heap: z.number(), mostHeap: z.number() }),
  connections: z.object({ busy: z.number(), waiting: z.number(), most: z.number() }),
  /** Of workers: jobs in hand. */
  places: z.object({ busy: z.number(), most: z.number() }).nullable(),
  walls: z.number().nullable(),
  /** Of servers: what stands in the ledger that it has not heard of. */
  unheard: z.object({ batches: z.number(), ms: z.number() }).nullable(),
})

const Statement = z.object({ text: z.string(), calls: z.number(), mean: z.number(), most: z.number() })

/** How the house keeps. Sizes are bytes. */
export const OperationsAnswer = z.object({
  server: z.object({ since: instant, node: z.string(), memory: z.number(), walls: z.number() }),
  /** Of the disk that the data folder lies on. */
  disk: z.object({ free: z.number(), total: z.number() }),
  database: z.object({ version: z.string(), since: instant, bytes: z.number(), connections: z.number(), most: z.number() }),
  ledger: z.object({ position: z.number(), at: instant.nullable() }),
  /** Whoever writes to the ledger just now: at it, before its lock, and since when the oldest (milliseconds). */
  writing: z.object({ writing: z.number(), waiting: z.number(), ms: z.number() }),
  processes: z.array(Process),
  heardEveryMs: z.number(),
  /** What waits in each lane of the queue; null where what holds the jobs does not answer. */
  queue: z.array(
    z.object({
      lane: z.enum(['short', 'long', 'slow', 'pages']),
      depth: z
        .object({ waiting: z.number(), active: z.number(), delayed: z.number(), waitedMs: z.number().nullable() })
        .nullable(),
    }),
  ),
  /**
   * Statements that take `slowMs` or more, those first that took most in all; without their values. By the database itself since some time
   * (their mean), or where it does not count by what the living processes waited for (executions that took as long).
   */
  statements: z.object({
    countedBy: z.enum(['database', 'processes']),
    since: instant.nullable(),
    slowMs: z.number(),
    list: z.array(Statement),
  }),
  audit: z.object({ entries: z.number(), at: instant.nullable() }),
  runs: z.object({ running: z.number(), troubled: z.number(), feeds: z.number() }),
  backups: z.array(
    z.object({
      at: instant,
      action: z.enum(['backed up', 'restored']),
      by: z.string(),
      folder: z.string(),
      rows: z.number().nullable(),
    }),
  ),
  /** How long what is kept of persons is kept once it is over; looked at every `everyMs`. */
  retention: z.object({
    everyMs: z.number(),
    rules: z.array(
      z.object({
        rule: z.string(),
        title: Localised,
        days: z.number(),
        /** Where the province says nothing. */
        usual: z.number(),
        last: z.object({ ranAt: instant, removed: z.number(), removedInAll: z.number() }).nullable(),
        /** When the oldest that is over is to go; null where nothing is. */
        due: instant.nullable(),
      }),
    ),
  }),
  /** `isCurrent`: what is sealed from now on is sealed by it. */
  keys: z.array(z.object({ id: z.string(), secrets: z.number(), since: instant.nullable(), isCurrent: z.boolean() })),
})
export type OperationsAnswer = z.infer<typeof OperationsAnswer>
