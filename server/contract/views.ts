import { Comparison, SINCE_MERGER } from '@ioc/sql/pack'
import { z } from 'zod'
import { By } from './by.ts'
import { instant } from './tiles.ts'

/** Names that look the same are the same: letters composed, nothing in them that is not seen. */
const Name = z
  .string()
  .max(240)
  .transform((name) =>
    name
      .normalize('NFC')
      .replace(/\p{Cf}/gu, '')
      .replace(/\s+/gu, ' '),
  )
  .pipe(z.string().trim().min(1, 'Ghi tên góc nhìn.').max(120))

const one = z.string().min(1).max(128)
const many = z.array(z.string().min(1).max(512)).max(200)
const Moment = z.string().max(40)

/** How a view is drawn, how long its points are, and what stands beside it. */
export const ViewPicture = z.enum(['line', 'bar', 'heat', 'map', 'scatter', 'table'])
export const ViewStep = z.enum(['hour', 'day', 'month', 'year'])
export const ViewCompare = Comparison
export { SINCE_MERGER }
/** More lines than this nobody reads in one picture. */
export const MOST_INDICATORS = 4

/** A question of the explorer, as web/src/screens/explore/view.ts writes it into an address: each parameter by its name. */
const Question = z
  .strictObject({
    indicator: z.array(one).min(1, 'Chọn chỉ tiêu trước khi lưu.').max(MOST_INDICATORS),
    only: many.max(16),
    pick: many,
    trail: many.max(16),
    of: one,
    over: z.string().max(64),
    step: ViewStep,
    by: one,
    picture: ViewPicture,
    compare: ViewCompare,
    map: z.string().max(16),
    known: Moment,
    path: one,
    alone: z.literal('yes'),
    at: Moment,
    zoom: z.string().max(90),
    sort: one,
    goal: z.string().regex(/^-?\d{1,18}(\.\d+)?$/),
    add: many.max(20),
    term: z.string().regex(/^\d{1,2}$/),
  })
  .partial()
  .required({ indicator: true })

const MANY = new Set(['indicator', 'only', 'pick', 'trail', 'add'])

/** An address's query of the explorer: its question alone, in an order of its own; what it does not know is refused. */
export const ViewSearch = z
  .string()
  .max(8_000)
  .transform((search, context) => {
    const params = new URLSearchParams(search)
    const asked = Object.fromEntries(
      [...new Set(params.keys())].map((name) => [name, MANY.has(name) ? params.getAll(name) : params.get(name)]),
    )
    const read = Question.safeParse(asked)
    if (read.success) return writeSearch(read.data)
    for (const { message, path } of read.error.issues) context.addIssue({ code: 'custom', message, path })
    return z.NEVER
  })

function writeSearch(question: z.infer<typeof Question>): string {
  const params = new URLSearchParams()
  for (const name of Object.keys(Question.shape))
    for (const each of [question[name as keyof typeof question] ?? []].flat()) params.append(name, each)
  return params.toString()
}

export const SavedView = z.object({
  id: z.number(),
  version: z.number(),
  name: z.string(),
  search: z.string(),
  by: z.string(),
  at: instant,
  /** Who named it last, and when. */
  namedBy: z.string(),
  namedAt: instant,
})
export type SavedView = z.infer<typeof SavedView>

export const SaveViewAsk = z.object({ name: Name, search: ViewSearch, by: By })
/** `seen`: the version whoever asks has before them. */
export const RenameViewAsk = z.object({ name: Name, seen: z.number().int(), by: By })
export const WithdrawViewAsk = z.object({ seen: z.number().int(), by: By })

/** A link to one question as known at one moment, while it is in force. */
export const Share = z.object({
  id: z.number(),
  search: z.string(),
  asOf: instant,
  until: instant,
  by: z.string(),
  at: instant,
})
export type Share = z.infer<typeof Share>

/** For how many days a link may be in force. */
export const SHARE_DAYS = [1, 7, 30] as const

export const MakeShareAsk = z.object({ search: ViewSearch, days: z.literal(SHARE_DAYS), by: By })
/** The token is told here and nowhere else: it opens `/shared/<token>`. */
export const ShareMade = z.object({ token: z.string(), share: Share })
export const OpenShareAsk = z.object({ token: z.string().max(100) })
export const WithdrawShareAsk = z.object({ by: By })
