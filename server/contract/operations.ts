import { Localised } from '@ioc/sql/pack'
import { z } from 'zod'
import { instant } from './tiles.ts'

/** How the house keeps. Sizes are bytes. */
export const OperationsAnswer = z.object({
  server: z.object({ since: instant, node: z.string(), memory: z.number(), walls: z.number() }),
  /** Of the disk that the data folder lies on. */
  disk: z.object({ free: z.number(), total: z.number() }),
  database: z.object({ version: z.string(), since: instant, bytes: z.number(), connections: z.number(), most: z.number() }),
  ledger: z.object({ position: z.number(), at: instant.nullable() }),
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
