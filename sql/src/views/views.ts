import { sql } from 'kysely'
import { type Db, inTransaction } from '../db.ts'
import { Conflict, Invalid, NotFound } from '../errors.ts'

// Questions of the explorer kept under a name. What was kept is never changed: each name given, and each withdrawal, is a version.

export interface SavedView {
  id: number
  version: number
  name: string
  /** As it stands in the explorer's address, without its question mark. */
  search: string
  /** Who saved it, and when. */
  by: string
  at: Date
  /** Who gave it its name last, and when; the same where nobody has since. */
  namedBy: string
  namedAt: Date
}

const MOST_VIEWS = 500

/** Keeps a question under a name. Throws Conflict where a view has that name, and Invalid where there are too many. */
export async function saveView(db: Db, { name, search, by }: { name: string; search: string; by: string }): Promise<number> {
  return inTransaction(db, async (trx) => {
    await lock(trx)
    if ((await listViews(trx)).length >= MOST_VIEWS)
      throw new Invalid({
        vi: `Đã có ${MOST_VIEWS} góc nhìn. Rút những góc nhìn không dùng nữa rồi lưu lại.`,
        en: `There are ${MOST_VIEWS} views. Withdraw those no longer in use, then save again.`,
      })
    await assertFree(trx, name)
    const { rows } = await sql<{ view: number }>`
      insert into saved_view_version (view, version, by, name, search)
      values (nextval('saved_view'), 1, ${by}, ${name}, ${search}) returning view`.execute(trx)
    return (rows[0] as { view: number }).view
  })
}

interface Change {
  /** The version whoever asks had before them. */
  seen: number
  by: string
}

/** Throws NotFound where there is no such view, and Conflict where somebody was there first or the name is taken. */
export async function renameView(db: Db, id: number, { name, seen, by }: Change & { name: string }): Promise<void> {
  await change(db, id, seen, async (trx, { search }) => {
    await assertFree(trx, name, id)
    return { name, search, by }
  })
}

/** Takes a view off the list; its versions stay. Throws as renaming does. */
export async function withdrawView(db: Db, id: number, { seen, by }: Change): Promise<void> {
  await change(db, id, seen, async (_, { name }) => ({ name, search: null, by }))
}

/** The views that are not withdrawn, by name. */
export async function listViews(db: Db): Promise<SavedView[]> {
  const { rows } = await sql<SavedView>`
    select newest.view as id, newest.version, newest.name, newest.search, first.by, first.at,
           newest.by as "namedBy", newest.at as "namedAt"
    from (select distinct on (view) * from saved_view_version order by view, version desc) newest
    join saved_view_version first on first.view = newest.view and first.version = 1
    where newest.search is not null order by lower(newest.name), newest.view`.execute(db)
  return rows
}

type Found = Pick<SavedView, 'version' | 'name' | 'search'>
type Next = Pick<SavedView, 'name' | 'by'> & { search: string | null }

async function change(db: Db, id: number, seen: number, next: (trx: Db, found: Found) => Promise<Next>): Promise<void> {
  await inTransaction(db, async (trx) => {
    await lock(trx)
    const found = (await listViews(trx)).find((view) => view.id === id)
    if (!found)
      throw new NotFound({
        vi: 'Không có góc nhìn này, hoặc đã rút. Tải lại danh sách.',
        en: 'There is no such view, or it was withdrawn. Load the list again.',
      })
    if (found.version !== seen)
      throw new Conflict({
        vi: `${found.namedBy} vừa đổi tên góc nhìn này thành «${found.name}». Xem lại rồi làm nếu vẫn cần.`,
        en: `${found.namedBy} has just renamed this view to «${found.name}». Look again, then go on if you still want to.`,
      })
    const { name, search, by } = await next(trx, found)
    await sql`
      insert into saved_view_version (view, version, by, name, search)
      values (${id}, ${seen + 1}, ${by}, ${name}, ${search})`.execute(trx)
  })
}

async function assertFree(trx: Db, name: string, but?: number): Promise<void> {
  const taken = (await listViews(trx)).find((view) => view.id !== but && view.name.toLowerCase() === name.toLowerCase())
  if (taken)
    throw new Conflict({
      vi: `Đã có góc nhìn «${taken.name}» do ${taken.by} lưu. Đặt tên khác.`,
      en: `There is a view «${taken.name}» already, saved by ${taken.by}. Give another name.`,
    })
}

const lock = (trx: Db) => sql`select pg_advisory_xact_lock(hashtext('saved views'))`.execute(trx)
