import { z } from 'zod'

// The screen of a feed into which rows are typed by hand.

export const FormAnswer = z.object({
  feed: z.string(),
  title: z.object({ vi: z.string(), en: z.string() }),
  maxRows: z.number(),
  fields: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      help: z.string().optional(),
      type: z.enum(['text', 'number', 'integer', 'date', 'choice']),
      required: z.boolean(),
      choices: z.array(z.string()).optional(),
    }),
  ),
  /** It is filled by reports that are checked and approved, and takes no rows besides. */
  reported: z.boolean(),
})
export type FormAnswer = z.infer<typeof FormAnswer>

const Row = z.record(z.string().max(64), z.string().max(10_000))

/** Rows as typed; those that are blank throughout are left out. */
export const TryRowsAsk = z.object({ rows: z.array(Row).max(5_000) })

export const TryRowsAnswer = z.object({
  /** As the feed's door takes them. */
  rows: z.array(z.record(z.string(), z.unknown())),
  /** `row` counts from 0 among those that were asked about; without a field it is the row itself. */
  problems: z.array(z.object({ row: z.number(), field: z.string().nullable(), message: z.string() })),
})
export type TryRowsAnswer = z.infer<typeof TryRowsAnswer>
