import { sql } from 'kysely'
import type { Calendar } from '../calendar/calendar.ts'
import type { Db } from '../db.ts'
import { Feed } from '../feeds/feed.ts'
import type { Localised } from '../pack/pack.ts'
import type { UnitRegistry } from '../units/registry.ts'
import { type LiveTime, liveTimes } from './live.ts'
import { type Month, monthsUpTo } from './months.ts'
import { reportsDue } from './reports.ts'
import { type RowCounts, rowCounts } from './rows.ts'
import { type Score, scoreOf } from './score.ts'

/**
 * The four scores of a feed in a month, «đúng – đủ – sạch – sống», each the percentage `good` is of `of` and null where `of` is 0: a
 * month with nothing due has no score. A row counts in the month of the run that read it, once, however often it is told again.
 *
 * - `right`: of the rows told for the first time or otherwise than before, those that broke no rule when first read.
 * - `whole`: where units are to report, of the reports that fell due in the month and whose day is over, those that have come, late or
 *   not. Elsewhere, of the cells the mapping takes of every row read, those filled: a count of the runs that heard something new.
 * - `clean`: of the same rows as `right` and those their pages told twice, those that were neither told twice in a page nor at odds
 *   with another row of it (the same record and version, within ten thousand rows), nor mended by a person, nor withdrawn by the source.
 * - `live`: of the seconds since the feed's first run ended, those in which it was no longer silent than it promises today.
 */
interface MonthScores {
  month: string
  right: Score
  whole: Score
  clean: Score
  live: Score
  /** Of what `whole` is counted. */
  wholeOf: 'reports' | 'cells'
}

interface FeedMonth extends MonthScores {
  rows: Omit<RowCounts, 'feedId' | 'month' | 'cells' | 'filled'>
}

export interface FeedQuality {
  key: string
  title: Localised
  owner: string
  ownerName: string
  simulated: boolean
  months: FeedMonth[]
}

export interface OwnerQuality {
  key: string
  name: string
  feeds: number
  /**
   * `right` and `clean` over all rows, `live` over all the time of the owner's feeds. `whole` over all reports due where any of the feeds
   * is told by reports, however many cells the others have, which can't be added to them; over all cells read where none is.
   */
  months: MonthScores[]
}

export interface QualityAsk {
  month: string
  /** How many months up to it. */
  count: number
  now: Date
  feed?: string | undefined
  /** The unit whose units report. */
  under: number
}

/** The four scores of every feed that ever ran, and of whoever answers for them, month by month; the worst of the last month first. */
export async function qualityOf(
  db: Db,
  units: UnitRegistry,
  calendar: Calendar,
  { month, count, now, feed = undefined, under }: QualityAsk,
): Promise<{ feeds: FeedQuality[]; owners: OwnerQuality[] }> {
  const months = monthsUpTo(month, count)
  const one = feed ?? null
  const [feeds, rows, times] = await Promise.all([
    feedsThatRan(db, one),
    rowCounts(db, months, one),
    liveTimes(db, { months, now, feed: one }),
  ])
  const rowsOf = new Map(rows.map((each) => [`${each.feedId} ${each.month}`, each]))
  const timesOf = new Map(times.map((each) => [`${each.feedId} ${each.month}`, each]))
  const scored: FeedQuality[] = []
  for (const { id, spec, ownerName } of feeds) {
    // A month before the feed's first run ended asked nothing of it.
    const asked = months.filter((each) => timesOf.has(`${id} ${each.month}`))
    const reports =
      spec.expects.length > 0 && asked.length > 0
        ? await reportsDue(db, units, calendar, { feedId: id, expects: spec.expects, under, months: asked, now })
        : null
    scored.push({
      ...{ key: spec.id, title: spec.title, owner: spec.owner, ownerName, simulated: spec.simulated },
      months: months.map((each) => monthOf(each, rowsOf.get(`${id} ${each.month}`), timesOf.get(`${id} ${each.month}`), reports)),
    })
  }
  return { feeds: worstFirst(scored), owners: worstFirst(ownersOf(scored, months)) }
}

async function feedsThatRan(db: Db, feed: string | null): Promise<{ id: number; spec: Feed; ownerName: string }[]> {
  const { rows } = await sql<{ id: number; spec: unknown; ownerName: string }>`
    select feed.id, spec, coalesce(unit.name, spec->>'owner') as "ownerName" from feed left join unit on unit.key = spec->>'owner'
    where exists (select from run where feed_id = feed.id) and (${feed}::text is null or feed.key = ${feed}) order by feed.key`.execute(
    db,
  )
  return rows.map((row) => ({ ...row, spec: Feed.parse(row.spec) }))
}

const NOTHING = { taken: 0, warned: 0, held: 0, rejected: 0, mended: 0, repeated: 0, atOdds: 0, takenBack: 0 }

function monthOf(
  { month }: Month,
  counted: RowCounts | undefined,
  time: LiveTime | undefined,
  reports: Map<string, { told: number; of: number }> | null,
): FeedMonth {
  const { feedId: _, month: __, cells = 0, filled = 0, ...rows } = { feedId: 0, month, ...NOTHING, ...counted }
  const told = rows.taken + rows.held + rows.rejected
  const unclean = rows.repeated + rows.atOdds + rows.mended + rows.takenBack
  const all = told + rows.repeated + rows.atOdds
  const due = reports?.get(month) ?? { told: 0, of: 0 }
  return {
    month,
    right: scoreOf(rows.taken - rows.warned, told),
    whole: reports ? scoreOf(due.told, due.of) : scoreOf(filled, cells),
    clean: scoreOf(all - unclean, all),
    live: scoreOf(time?.kept ?? 0, time?.of ?? 0),
    wholeOf: reports ? 'reports' : 'cells',
    rows,
  }
}

function ownersOf(feeds: FeedQuality[], months: Month[]): OwnerQuality[] {
  return [...new Set(feeds.map(({ owner }) => owner))].map((key) => {
    const own = feeds.filter(({ owner }) => owner === key)
    return {
      key,
      name: own[0]?.ownerName ?? key,
      feeds: own.length,
      months: months.map(({ month }, n) => {
        const each = own.map((feed) => feed.months[n] as FeedMonth)
        const sum = (of: 'right' | 'whole' | 'clean' | 'live', among = each) =>
          scoreOf(
            among.reduce((all, scores) => all + scores[of].good, 0),
            among.reduce((all, scores) => all + scores[of].of, 0),
          )
        const wholeOf = each.some((scores) => scores.wholeOf === 'reports') ? 'reports' : 'cells'
        const whole = sum(
          'whole',
          each.filter((scores) => scores.wholeOf === wholeOf),
        )
        return { month, right: sum('right'), whole, wholeOf, clean: sum('clean'), live: sum('live') }
      }),
    }
  })
}

/** Cells may be empty and rightly so (what is still open has no end): they make nobody the worst. */
function worstFirst<T extends { months: MonthScores[] }>(all: T[]): T[] {
  const worst = ({ months }: T) => {
    const { right, whole, clean, live, wholeOf } = months.at(-1) as T['months'][number]
    return Math.min(
      ...[right, clean, live, ...(wholeOf === 'reports' ? [whole] : [])].map(({ value }) => value ?? Number.POSITIVE_INFINITY),
    )
  }
  return all
    .map((each) => ({ each, worst: worst(each) }))
    .sort((a, b) => (a.worst === b.worst ? 0 : a.worst < b.worst ? -1 : 1))
    .map(({ each }) => each)
}
