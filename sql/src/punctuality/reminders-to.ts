import { sql } from 'kysely'
import { z } from 'zod'
import type { Day } from '../calendar/day.ts'
import type { Db } from '../db.ts'
import type { Localised } from '../pack/pack.ts'
import { reportsTold } from '../reporting/find.ts'
import { Expectation, type Rhythm } from './expectation.ts'
import { lastDayFrom } from './periods.ts'
import { firstTold } from './who-told.ts'

/** What a unit was asked for and has not told yet. */
export interface ReminderTo {
  feed: string
  /** What it is to tell. */
  title: Localised
  every: Rhythm
  period: { from: Day; last: Day }
  /** Who asked last, and how often it was asked. */
  by: string
  at: Date
  times: number
}

const FOR_DAYS = 100

/** What a unit was reminded of in the last hundred days and still owes, the newest first. */
export async function remindersTo(db: Db, unitId: number): Promise<ReminderTo[]> {
  const { rows } = await sql<
    { feed: string; feedId: number; expects: unknown; measure: string; period: Day } & Pick<ReminderTo, 'by' | 'at' | 'times'>
  >`
    select feed.key as feed, feed.id as "feedId", feed.spec->'expects' as expects, measure, period::text as period,
           (array_agg(by order by reminder.id desc))[1] as by, max(reminded_at) as at, count(*)::int as times
    from reminder join feed on feed.id = feed_id
    where unit_id = ${unitId} and reminded_at > now() - make_interval(days => ${FOR_DAYS})
    group by feed.id, measure, period order by max(reminded_at) desc`.execute(db)
  const owed: ReminderTo[] = []
  for (const { feed, feedId, expects, measure, period, ...asked } of rows) {
    const expectation = z
      .array(Expectation)
      .catch([])
      .parse(expects)
      .find((each) => each.measure === measure)
    if (!expectation) continue
    const { title, every } = expectation
    const told = await firstTold(db, expectation, [unitId], period)
    const submitted = await reportsTold(db, feedId, measure)
    const isTold = told.has(`${unitId} ${period}`) || submitted.some((each) => each.unit === unitId && each.period === period)
    if (!isTold) owed.push({ feed, title, every, period: { from: period, last: lastDayFrom(period, every) }, ...asked })
  }
  return owed
}
