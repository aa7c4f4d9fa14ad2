import { z } from 'zod'
import { By } from './by.ts'

// Rows that failed a rule: what waits, why, and what people do about it.

export const HeldStatus = z.enum(['held', 'rejected', 'awaiting', 'released', 'dismissed', 'superseded'])
export type HeldStatus = z.infer<typeof HeldStatus>

const Problem = z.object({ field: z.string(), code: z.string(), message: z.string() })

/** A column of the source that its feed reads, and the fields of ours it fills. */
export const HeldColumn = z.object({ column: z.string(), fields: z.array(z.string()) })
export type HeldColumn = z.infer<typeof HeldColumn>

export const HeldRow = z.object({
  id: z.number(),
  status: HeldStatus,
  page: z.object({ id: z.number(), name: z.string() }),
  place: z.number(),
  at: z.string().nullable(),
  run: z.number(),
  firstSeen: z.string(),
  /** What each column says now, as text; absent where the row could not be read as a record. */
  cells: z.record(z.string(), z.string()).nullable(),
  /** What else the row says, in columns nothing is read of. */
  beside: z.array(z.string()),
  /** What its source wrote in the columns a person has changed since. */
  original: z.record(z.string(), z.string()),
  /** As it came, where it could not be read. */
  text: z.string().nullable(),
  reasons: z.array(Problem),
  /** What people have done about it so far, counted, and who did the last of it. */
  edit: z.number(),
  lastBy: z.string().nullable(),
})
export type HeldRow = z.infer<typeof HeldRow>

export const HeldAnswer = z.object({
  feed: z.string(),
  title: z.object({ vi: z.string(), en: z.string() }),
  fourEyes: z.boolean(),
  /** What its rows are records of. `form`: the one form of report they all are; null where there is none, or several. */
  kind: z.object({ domain: z.string(), kind: z.string(), form: z.string().nullable() }),
  columns: z.array(HeldColumn),
  rows: z.array(HeldRow),
  total: z.number(),
})
export type HeldAnswer = z.infer<typeof HeldAnswer>

export const HeldReasonsAnswer = z.array(
  z.object({
    status: z.enum(['held', 'rejected']),
    field: z.string(),
    code: z.string(),
    count: z.number(),
    message: z.string(),
  }),
)

export const HeldHistory = z.array(
  z.object({
    at: z.string(),
    by: z.string(),
    action: z.enum(['mend', 'release', 'return', 'dismiss', 'reopen']),
    status: HeldStatus,
    note: z.string().nullable(),
  }),
)
export type HeldHistory = z.infer<typeof HeldHistory>

const id = z.number().int().positive()
const edits = z.record(z.string().max(256), z.string().max(20_000))
/** A row's `edit` when somebody looked at it: 409 where somebody has done something about it since, and nothing is done. */
const seen = z.number().int().min(0)
const some = <Row extends z.ZodType>(row: Row) => z.array(row).min(1).max(200, 'Tối đa 200 dòng mỗi lần; chia nhỏ rồi gửi tiếp.')

export const TryAsk = z.object({ rows: some(z.object({ id, edits })) })
export const TryAnswer = z.array(z.object({ id: z.number(), problems: z.array(Problem) }))
export const MendAsk = z.object({ by: By, rows: some(z.object({ id, seen, edits })) })
export type Mend = z.infer<typeof MendAsk>['rows'][number]
export const MendAnswer = z.array(
  z.object({ id: z.number(), status: z.enum(['held', 'awaiting', 'released']), problems: z.array(Problem) }),
)
export type MendAnswer = z.infer<typeof MendAnswer>
/** What holds rows: a field of ours, and the code of what is wrong with it. */
export const HeldFault = z.object({ field: z.string().min(1).max(128), code: z.string().min(1).max(128) })
export type HeldFault = z.infer<typeof HeldFault>

/** What the columns a fault is about say in its rows, each once, those of most rows first. */
export const HeldWordsAnswer = z.object({
  words: z.array(z.object({ column: z.string(), word: z.string(), rows: z.number() })),
  /** Words beyond those told. */
  more: z.number(),
})

/** One word in place of another in the rows a fault holds: some hundred at a time, the rest from `next`. */
export const AlikeAsk = HeldFault.extend({
  column: z.string().max(256),
  from: z.string().max(20_000),
  to: z.string().max(20_000),
  after: z.number().int().min(0).default(0),
})
export type AlikeAsk = z.input<typeof AlikeAsk>
export const TryAlikeAnswer = z.object({ rows: TryAnswer, next: z.number().nullable() })
export const MendAlikeAnswer = z.object({ rows: MendAnswer, next: z.number().nullable() })
export const MendAlikeAsk = AlikeAsk.extend({ by: By })
export const DecideAsk = z.object({
  by: By,
  rows: some(z.object({ id, seen })),
  action: z.enum(['release', 'return', 'dismiss', 'reopen']),
  note: z.string().max(2_000).optional(),
})
export type DecideAsk = z.input<typeof DecideAsk>
