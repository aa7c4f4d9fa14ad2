import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Cursor, RawPage } from './connector.ts'
import { SourceFault } from './fault.ts'

/** A file someone left in a folder, here or elsewhere. */
export interface Dropped {
  /** Path within the folder, with forward slashes. */
  name: string
  /** Changes whenever the file does. */
  stamp: string
  modifiedAt: Date
}

export const MOST_FOLDERS_DEEP = 8
/** Of a folder and those within: what a listing holds in memory, and a cursor remembers, has an end. */
const MOST_ENTRIES = 100_000

/** Counts what a listing meets, and refuses a folder that has no end. */
export class DropBounds {
  readonly #folder: string
  #met = 0

  constructor(folder: string) {
    this.#folder = folder
  }

  count(entries: number): void {
    this.#met += entries
    if (this.#met <= MOST_ENTRIES) return
    throw new SourceFault(
      {
        vi: `Thư mục «${this.#folder}» có hơn ${MOST_ENTRIES.toLocaleString('vi-VN')} mục. Chuyển những tệp đã nạp sang thư mục khác.`,
        en: `The folder «${this.#folder}» has more than ${MOST_ENTRIES.toLocaleString('en')} entries. Move files that were taken in to another.`,
      },
      { retry: false, step: 'sample' },
    )
  }
}

/** What every folder is asked for. */
export const dropFields = {
  pattern: z
    .string()
    .min(1)
    .max(200)
    .default('*')
    .meta({ title: 'Mẫu tên tệp', help: 'Ví dụ «*.xls» hoặc «bao-cao-*.{csv,json}». «**/» để tìm cả trong thư mục con.' }),
  settleSeconds: z.number().min(0).max(600).default(2).meta({
    title: 'Chờ tệp ghi xong (giây)',
    help: 'Tệp chỉ được đọc khi kích thước và giờ sửa không đổi trong khoảng này.',
  }),
}

interface Drop<F extends Dropped> {
  /** The files that match, oldest first. */
  list: () => Promise<F[]>
  open: (file: F, next: Cursor | undefined) => Promise<RawPage> | RawPage
  settleSeconds: number
  signal: AbortSignal
}

/**
 * New and changed files of a folder, oldest first, one page each; the folder itself is never touched. The cursor holds twelve
 * letters for every file read that is still there as it was: enough to know it again among more than any folder holds. What could be
 * said in less, a last time or name, would lose files that come with times and names of before. Of many files it is given not with every
 * page but whenever a hundredth more were read, and with the last: so that what is written grows with the files and not with their
 * square, and after a crash no more than that hundredth is read again.
 */
export async function* newFiles<F extends Dropped>(
  { list, open, settleSeconds, signal }: Drop<F>,
  cursor: Cursor,
): AsyncGenerator<RawPage> {
  signal.throwIfAborted()
  const known = new Set(String(cursor.taken ?? '').match(EVERY_DIGEST))
  const { all, ready } = await settled(list, known, settleSeconds, signal)
  let taken = all
    .map(digestOf)
    .filter((digest) => known.has(digest))
    .join('')
  let unsaved = 0
  for (const [index, file] of ready.entries()) {
    signal.throwIfAborted()
    taken += digestOf(file)
    unsaved++
    const isLast = index === ready.length - 1
    const isSaved = isLast || unsaved * 100 * DIGEST_LETTERS >= taken.length
    if (isSaved) unsaved = 0
    yield { ...(await open(file, isSaved ? { taken } : undefined)), remainingPages: ready.length - index - 1 }
  }
}

/** Files not read before whose stamp holds still; a file still being copied waits for the next look. */
async function settled<F extends Dropped>(
  list: () => Promise<F[]>,
  known: Set<string>,
  settleSeconds: number,
  signal: AbortSignal,
): Promise<{ all: F[]; ready: F[] }> {
  const before = await list()
  const fresh = before.filter((file) => !known.has(digestOf(file)))
  if (fresh.length === 0) return { all: before, ready: [] }
  await sleep(settleSeconds * 1000, undefined, { signal })
  const after = await list()
  const stamps = new Map(fresh.map(({ name, stamp }) => [name, stamp]))
  return { all: after, ready: after.filter(({ name, stamp }) => stamps.get(name) === stamp) }
}

const DIGEST_LETTERS = 12
const EVERY_DIGEST = new RegExp(`.{${DIGEST_LETTERS}}`, 'g')

/** By which a file is known again while it stays as it is: 72 bits of what it is called and its stamp. */
function digestOf({ name, stamp }: Dropped): string {
  return createHash('sha256').update(`${name}\0${stamp}`).digest('base64').slice(0, DIGEST_LETTERS)
}

export function oldestFirst(a: Dropped, b: Dropped): number {
  return a.modifiedAt.getTime() - b.modifiedAt.getTime() || (a.name < b.name ? -1 : 1)
}
