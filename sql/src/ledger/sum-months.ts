import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { slotBefore } from '../readings/slots.ts'

/** How long nobody has told of a month before it is added up: what is still being told would be added up over and over. */
const QUIET_MS = 600_000
/** Months of one unit and measure that are added up at once: some hundred thousand totals of days. */
const AT_ONCE = 200
/** How often workers look. */
export const SUM_MONTHS_EVERY_MS = 300_000

/**
 * Adds up the months that are over and have changed since they were added up; answers how many. Any number of processes may do so at
 * once. A month's mark is taken away first, and its days are read by a later statement: whoever changed them before had told so by then,
 * and whoever changes them meanwhile waits to leave a mark of its own.
 */
export async function sumMonths(
  db: Db,
  { at = new Date(), quietMs = QUIET_MS, enough = () => false }: Adding = {},
): Promise<number> {
  let summed = 0
  for (;;) {
    const taken = await db.transaction().execute(async (trx) => {
      const { rows } = await sql<Month>`
        with due as (
          select measure_id, unit_id, month from month_changed
          where changed_at <= now() - ${`${quietMs} milliseconds`}::interval and month < ${slotBefore(at, 'month')}
          order by measure_id, unit_id, month limit ${AT_ONCE} for update skip locked
        )
        delete from month_changed using due
        where (month_changed.measure_id, month_changed.unit_id, month_changed.month) = (due.measure_id, due.unit_id, due.month)
        returning due.*`.execute(trx)
      if (rows.length > 0) await addUp(trx, rows)
      return rows.length
    })
    summed += taken
    if (taken < AT_ONCE || enough()) return summed
  }
}

interface Adding {
  at?: Date
  quietMs?: number
  /** Asked between one handful of months and the next. */
  enough?: () => boolean
}

interface Month {
  measure_id: number
  unit_id: number
  month: Date
}

async function addUp(db: Db, months: Month[]): Promise<void> {
  const due = sql`unnest(
    ${months.map((each) => each.measure_id)}::int[], ${months.map((each) => each.unit_id)}::int[], ${months.map((each) => each.month)}::timestamptz[]
  ) as due (measure_id, unit_id, month)`
  await sql`
    delete from month_total using ${due}
    where (month_total.measure_id, month_total.unit_id, month_total.month) = (due.measure_id, due.unit_id, due.month)`.execute(db)
  await sql`
    insert into month_total (measure_id, unit_id, month, dims_id, value, facts, newest)
    select due.*, days.* from ${due} cross join lateral (
      select dims_id, sum(value), sum(facts), max(bucket) from cell
      where cell.measure_id = due.measure_id and cell.unit_id = due.unit_id
        and bucket >= due.month and bucket < ${endOfMonth(sql.ref('due.month'))} and cell.facts > 0
      group by dims_id
    ) days`.execute(db)
}

/** Where the month ends that begins at an instant, by the province’s calendar. */
export const endOfMonth = (month: ReturnType<typeof sql.ref>) =>
  sql<Date>`date_trunc('month', ${month} + interval '32 days', 'Asia/Ho_Chi_Minh')`
