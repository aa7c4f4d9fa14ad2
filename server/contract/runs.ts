import { z } from 'zod'
import { By } from './by.ts'

/** `abandoned`: whoever worked at it is gone; `stopped`: a person ended it; `yielded`: it gave way to others and goes on at its next turn. */
export const RunStatus = z.enum(['running', 'done', 'failed', 'stopped', 'abandoned', 'yielded'])

/** What set a run going. */
export const RunTrigger = z.enum(['schedule', 'command', 'upload', 'delivery', 'correction', 'reprocess', 'backfill', 'report'])

/** Who wants a source asked now. */
export const PullAsk = z.object({ by: By })

/** Who wants stored pages read again by the feed's present configuration. */
export const ReprocessAsk = z.object({ by: By })

const Day = z.iso.date('Ghi ngày theo dạng năm-tháng-ngày, ví dụ 2026-03-01.')

/** Who wants a source asked again for which days, both among them. */
export const BackfillAsk = z
  .object({ by: By, from: Day, to: Day })
  .refine(({ from, to }) => from <= to, 'Ngày đầu phải trước hoặc bằng ngày cuối.')

/** Who wants a run ended, and why. */
export const StopAsk = z.object({ by: By, why: z.string().trim().min(1, 'Ghi lý do dừng.').max(500) })
export type StopAsk = z.input<typeof StopAsk>

/** What a run has done so far: `read` is the sum of the five after it, always. */
export const Run = z.object({
  run: z.number(),
  feed: z.string(),
  status: RunStatus,
  read: z.number(),
  inserted: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  held: z.number(),
  rejected: z.number(),
  error: z.string().nullable(),
})
export type Run = z.infer<typeof Run>

export const Counted = z.enum(['read', 'inserted', 'updated', 'unchanged', 'held', 'rejected', 'withdrawn', 'warned', 'blocked'])
export type Counted = z.infer<typeof Counted>

/** Rows behind a count of a run; `next` is where to go on from, null at the end. */
export const RunRowsAnswer = z.object({
  rows: z.array(
    z.object({
      record: z.string().nullable(),
      page: z.object({ id: z.number(), name: z.string() }),
      place: z.number(),
      at: z.string().nullable(),
      reasons: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })),
      status: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
})
export type RunRowsAnswer = z.infer<typeof RunRowsAnswer>

/** What happened in a run, in order. */
export const RunLogAnswer = z.array(
  z.object({ at: z.string(), code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()]).nullable()) }),
)

/** An upload that was stored and waits its turn; follow it at /api/runs/{run}. */
export const Uploaded = z.object({ run: z.number(), page: z.number() })
