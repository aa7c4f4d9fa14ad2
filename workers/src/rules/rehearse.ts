import {
  changed,
  changeTrouble,
  type Database,
  Invalid,
  isOfHistory,
  type Kind,
  listFeeds,
  openPage,
  type PageOfFeed,
  pagesOfFeed,
  type RuleChange,
  rowJudge,
  rulesOf,
  type StoredFeed,
} from '@ioc/sql'
import { recordsOf } from '../pages/records-of.ts'
import { judgeByHistory } from '../pipeline/judge-by-history.ts'
import { openRoad, type Road } from '../pipeline/road.ts'
import { sorterOf } from '../pipeline/sort-records.ts'

/** A rule is rehearsed on so many records, of the newest pages of every feed of its kind. */
const RECORDS = 1_000
const ROWS_SHOWN = 50

/** What a rule would have caught had it been asked when these records came. */
export interface Rehearsal {
  read: number
  caught: number
  /** The first of those caught. */
  rows: {
    feed: string
    page: { id: number; name: string }
    place: number
    at: string | null
    record: string | null
    message: string
  }[]
}

/** Reads the newest stored records again by one rule as it would be, and stores nothing. */
export async function rehearseRule(database: Database, kind: Kind, id: string, change: RuleChange): Promise<Rehearsal> {
  const worded = (await rulesOf(database.db, kind)).find(({ rule }) => rule.id === id)
  if (!worded) throw new Invalid({ vi: `Không có quy tắc «${id}».`, en: `There is no rule «${id}».` })
  const trouble = changeTrouble(worded.rule, { ...change, off: false, severity: 'hold' })
  if (trouble) throw new Invalid(trouble)
  const tried = { ...worded, rule: changed(worded.rule, { ...change, off: false, severity: 'hold' }) }
  const rules = { judge: rowJudge([tried]), history: isOfHistory(tried.rule) ? [tried] : [], blocking: new Set<string>() }
  const rehearsal: Rehearsal = { read: 0, caught: 0, rows: [] }
  const roads = new Map<StoredFeed, Road>()
  for (const { feed, page } of await newestPages(database, kind)) {
    if (rehearsal.read >= RECORDS) break
    const road = roads.get(feed) ?? { ...(await openRoad(database, feed)), rules }
    roads.set(feed, road)
    await rehearseOn(road, page, id, rehearsal)
  }
  return rehearsal
}

async function newestPages({ db }: Database, kind: Kind): Promise<{ feed: StoredFeed; page: PageOfFeed }[]> {
  const feeds = (await listFeeds(db)).filter(({ spec }) => spec.domain === kind.domain && spec.kind === kind.id)
  const pages = await Promise.all(feeds.map(async (feed) => (await pagesOfFeed(db, feed.id)).map((page) => ({ feed, page }))))
  return pages.flat().sort((a, b) => b.page.heardAt.getTime() - a.page.heardAt.getTime())
}

async function rehearseOn(road: Road, page: PageOfFeed, id: string, rehearsal: Rehearsal): Promise<void> {
  const { database, kind, rules } = road
  const sort = sorterOf(road, page.toldAt)
  const outcomes: ReturnType<typeof sort>[] = []
  for await (const source of recordsOf(road.prepared, { ...page, body: openPage(database, page.id) })) {
    if (rehearsal.read + outcomes.length >= RECORDS) break
    outcomes.push(sort(source))
  }
  rehearsal.read += outcomes.length
  const judge = await judgeByHistory(
    { database, kind, rules },
    road.feed.id,
    outcomes.flatMap((each) => ('draft' in each ? [each] : [])),
    true,
  )
  for (const outcome of outcomes) {
    const judged = 'draft' in outcome && judge ? judge(outcome) : outcome
    const reason = 'draft' in judged ? undefined : judged.reasons.find(({ code }) => code === id)
    if (!reason || 'draft' in judged) continue
    rehearsal.caught++
    if (rehearsal.rows.length >= ROWS_SHOWN) continue
    const { place, at = null, of } = judged
    const where = { feed: road.feed.spec.id, page: { id: page.id, name: page.name }, place, at }
    rehearsal.rows.push({ ...where, record: of?.external_id ?? null, message: reason.message })
  }
}
