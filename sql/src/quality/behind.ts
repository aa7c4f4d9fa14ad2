import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { silences } from './live.ts'
import { monthsUpTo } from './months.ts'
import { TELLING } from './rows.ts'

/** A run of a month in which something was wrong with the rows; as the run ledger counts them, those met again among them. */
export interface TroubledRun {
  run: number
  startedAt: Date
  read: number
  warned: number
  held: number
  rejected: number
  repeated: number
  atOdds: number
  takenBack: number
  blank: number
}

const MOST = 20

/** What lowered a feed's scores in a month: the runs with most rows at fault, and the longest times it was silent too long. */
export async function behindScores(
  db: Db,
  { feed, month, now }: { feed: string; month: string; now: Date },
): Promise<{ runs: TroubledRun[]; silences: { from: Date; to: Date }[] }> {
  const [asked] = monthsUpTo(month, 1)
  if (!asked) return { runs: [], silences: [] }
  const { rows } = await sql<TroubledRun>`
    select id::float8 as run, started_at as "startedAt", read::float8 as read, warned::float8 as warned, held::float8 as held, rejected::float8 as rejected,
           repeated::float8 as repeated, at_odds::float8 as "atOdds", taken_back::float8 as "takenBack", (cells - filled)::float8 as blank
    from run where feed_id = (select id from feed where key = ${feed}) and ${TELLING}
      and started_at >= ${asked.from} and started_at < ${asked.to}
      and warned + held + rejected + repeated + at_odds + taken_back + cells - filled > 0
    order by warned + held + rejected + repeated + at_odds + taken_back desc, cells - filled desc, id desc limit ${MOST}`.execute(
    db,
  )
  return { runs: rows, silences: await silences(db, { month: asked, now, feed, limit: MOST }) }
}
