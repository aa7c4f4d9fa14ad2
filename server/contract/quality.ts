import { z } from 'zod'

const Localised = z.object({ vi: z.string(), en: z.string() })

const Score = z.object({
  /** Percent, never rounded up; null where there was nothing to score. */
  value: z.number().nullable(),
  good: z.number(),
  of: z.number(),
  /** By the province's thresholds. */
  level: z.enum(['good', 'watch', 'warn', 'critical']).nullable(),
})
export type Score = z.infer<typeof Score>

/** «Đúng – đủ – sạch – sống»: rows that broke no rule, what came of what was due, rows neither doubled nor mended nor withdrawn, time within the promise. */
const Scores = {
  month: z.string(),
  right: Score,
  whole: Score,
  clean: Score,
  live: Score,
  /** Of what `whole` is counted: reports that fell due, those alone where any feed is told by reports, or cells of the rows read. */
  wholeOf: z.enum(['reports', 'cells']),
}

const FeedMonth = z.object({
  ...Scores,
  rows: z.object({
    taken: z.number(),
    warned: z.number(),
    held: z.number(),
    rejected: z.number(),
    mended: z.number(),
    repeated: z.number(),
    atOdds: z.number(),
    takenBack: z.number(),
  }),
})
export type FeedMonth = z.infer<typeof FeedMonth>

/** The four scores of every feed that ever ran, and of whoever answers for them; the worst of the last month first. */
export const QualityAnswer = z.object({
  months: z.array(z.string()),
  feeds: z.array(
    z.object({
      key: z.string(),
      title: Localised,
      owner: z.string(),
      ownerName: z.string(),
      simulated: z.boolean(),
      months: z.array(FeedMonth),
    }),
  ),
  owners: z.array(z.object({ key: z.string(), name: z.string(), feeds: z.number(), months: z.array(z.object(Scores)) })),
})
export type QualityAnswer = z.infer<typeof QualityAnswer>

/** What lowered a feed's scores in a month: the runs with most rows at fault, and the longest times it was silent too long. */
export const BehindScores = z.object({
  runs: z.array(
    z.object({
      run: z.number(),
      startedAt: z.string(),
      read: z.number(),
      warned: z.number(),
      held: z.number(),
      rejected: z.number(),
      repeated: z.number(),
      atOdds: z.number(),
      takenBack: z.number(),
      blank: z.number(),
    }),
  ),
  silences: z.array(z.object({ from: z.string(), to: z.string() })),
})
export type BehindScores = z.infer<typeof BehindScores>
