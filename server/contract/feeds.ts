import { z } from 'zod'
import { RunStatus, RunTrigger } from './runs.ts'

const Counts = {
  read: z.number(),
  inserted: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  held: z.number(),
  rejected: z.number(),
}

/** Why a run failed, by name with what it speaks of. */
const Fault = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable()

/** A feed as a steward sees it in a list: what it is, how it does, what waits for a person. */
const FeedRow = z.object({
  key: z.string(),
  title: z.object({ vi: z.string(), en: z.string() }),
  domain: z.string(),
  connector: z.string(),
  owner: z.string(),
  simulated: z.boolean(),
  enabled: z.boolean(),
  /** Units are to tell something through it, each by a day. */
  expects: z.boolean(),
  /** In what the page that waits differs from all before it; null where none waits for a person's word. */
  drifts: z.array(z.string()).nullable(),
  /** Seconds between pulls; null where it runs when asked. */
  every: z.number().nullable(),
  promise: z.number(),
  counted: z.enum(['working_days', 'working_hours']).nullable(),
  /** What its source can be asked for again: exactly some days, from a day on, or nothing. */
  backfill: z.enum(['exact', 'from', 'no_mark', 'never']),
  state: z.enum(['ok', 'running', 'waiting', 'failing', 'stopped', 'late', 'manual']),
  lastContactAt: z.string().nullable(),
  /** Of the newest run. */
  error: z.string().nullable(),
  fault: Fault,
  waiting: z.number(),
  awaiting: z.number(),
  rejected: z.number(),
  /** Its failed pulls one after another, and when it is tried again; `triesAgain`: without waiting for its own time. */
  trouble: z
    .object({ failures: z.number(), triesAgain: z.boolean(), isTransient: z.boolean(), nextTryAt: z.string() })
    .nullable(),
  /** The host it failed on, while that has answered nobody since. */
  circuit: z
    .object({
      host: z.string(),
      failures: z.number(),
      state: z.enum(['closed', 'open', 'half_open']),
      openUntil: z.string().nullable(),
    })
    .nullable(),
})
export type FeedRow = z.infer<typeof FeedRow>
export const FeedsAnswer = z.array(FeedRow)

const RunRow = z.object({
  run: z.number(),
  version: z.number(),
  trigger: RunTrigger,
  status: RunStatus,
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  /** Records still to come as its source says, or files where it gives files. */
  remaining: z.number().nullable(),
  remainingIn: z.enum(['rows', 'files']),
  ...Counts,
  /** Facts that no page gives any more, of a run that read them all again. */
  withdrawn: z.number(),
  /** Of what was inserted or updated, rows that break a rule that warns; rows for which a page was kept out. */
  warned: z.number(),
  blocked: z.number(),
  pages: z.number(),
  bytes: z.number(),
  error: z.string().nullable(),
  fault: Fault,
  /** Which try after a failed one it was. */
  attempt: z.number().nullable(),
  /** The days its source was asked for again. */
  days: z.object({ from: z.string(), to: z.string() }).nullable(),
  /** Who wanted it, where a person did. */
  askedBy: z.string().nullable(),
  /** What of its pages was unlike all before, and held nothing up: lines of its log. */
  notices: z.array(z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()]).nullable()) })),
  /** It can be run again without its source: what was brought is kept. */
  again: z.boolean(),
  /** Who wanted it ended, and why. */
  stop: z.object({ at: z.string(), by: z.string(), why: z.string() }).nullable(),
})
export type RunRow = z.infer<typeof RunRow>
export const RunsAnswer = z.array(RunRow)
