import { type Database, findFeed, findHeld, type HeldRecord, Invalid, type Problem } from '@ioc/sql'
import { FeedSpec } from '../feeds/feed-spec.ts'
import { columnsOf, textIn } from './edit.ts'
import { type Mend, type Mended, mendHeld, tryMending } from './mend.ts'

/** What holds rows: a field of ours, and the code of what is wrong with it. */
export interface Fault {
  field: string
  code: string
}

/** What a column says in many held rows. */
export interface HeldWord {
  column: string
  word: string
  rows: number
}

/** One word to stand in place of another, in the rows that a fault holds. */
export interface Alike extends Fault {
  column: string
  from: string
  to: string
  /** Those after this row. */
  after: number
}

/** One go at many rows. */
export interface MendedAlike {
  rows: Mended[]
  /** Where to go on from; null where every row was seen. */
  next: number | null
}

const A_LOOK = 2_000
const A_GO = 500

/** The words in the columns a fault is about, each once, those of most rows first: what may be mended for all of them at once. */
export async function wordsHeld(database: Database, feed: string, fault: Fault): Promise<HeldWord[]> {
  const columns = await columnsAbout(database, feed, fault)
  const words = new Map<string, HeldWord>()
  for await (const record of recordsHeld(database, feed, fault, 0)) {
    for (const column of columns) {
      const word = wordIn(record, column)
      if (word === null) continue
      const known = words.get(`${column}\0${word}`) ?? { column, word, rows: 0 }
      words.set(`${column}\0${word}`, { ...known, rows: known.rows + 1 })
    }
  }
  return [...words.values()].sort((a, b) => b.rows - a.rows || (a.word < b.word ? -1 : 1))
}

/** Mends the next few hundred of the rows that say a word; the rest follows by asking again from `next`. */
export async function mendAlike(database: Database, feed: string, alike: Alike, by: string): Promise<MendedAlike> {
  const { mends, next } = await nextAlike(database, feed, alike)
  return { rows: mends.length === 0 ? [] : await mendHeld(database, feed, mends, by), next }
}

/** What the word would make of the next few hundred rows, storing nothing. */
export async function tryAlike(
  database: Database,
  feed: string,
  alike: Alike,
): Promise<{ rows: { id: number; problems: Problem[] }[]; next: number | null }> {
  const { mends, next } = await nextAlike(database, feed, alike)
  return { rows: mends.length === 0 ? [] : await tryMending(database, feed, mends), next }
}

async function nextAlike(database: Database, feed: string, { column, from, to, after, ...fault }: Alike) {
  if (!(await columnsAbout(database, feed, fault)).includes(column))
    throw new Invalid({
      vi: `Cột «${column}» không phải cột bị báo lỗi. Tải lại trang rồi chọn lại.`,
      en: `The column «${column}» is not the one at fault. Reload the page and choose again.`,
    })
  const mends: Mend[] = []
  for await (const record of recordsHeld(database, feed, fault, after)) {
    if (wordIn(record, column) !== from) continue
    mends.push({ id: record.id, seen: record.edit, edits: { [column]: to } })
    if (mends.length === A_GO) return { mends, next: record.id }
  }
  return { mends, next: null }
}

/** The columns its mapping fills the field of a fault from; `items.2.amount` is of the field `items`. */
async function columnsAbout(database: Database, feed: string, { field }: Fault): Promise<string[]> {
  const { map } = FeedSpec.parse((await findFeed(database.db, feed)).spec)
  const about = field.split('.')[0] as string
  return columnsOf(map)
    .filter(({ fields }) => fields.includes(about))
    .map(({ column }) => column)
}

async function* recordsHeld(database: Database, feed: string, fault: Fault, after: number): AsyncGenerator<HeldRecord> {
  for (let from = after; ; ) {
    const { records } = await findHeld(database.db, { ...fault, feed, statuses: ['held'], after: from, limit: A_LOOK })
    yield* records
    if (records.length < A_LOOK) return
    from = (records.at(-1) as HeldRecord).id
  }
}

/** Null where the row could not be read as a record. */
function wordIn({ raw, mended }: HeldRecord, column: string): string | null {
  const record = mended ?? raw
  return typeof record === 'object' && record !== null ? textIn(record as Record<string, unknown>, column) : null
}
