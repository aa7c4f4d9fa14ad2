import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../db.ts'
import { endOfMonth, slotBefore } from '../time/slots.ts'

/** How long nobody has told of a month before it is added up: what is still being told would be added up over and over. */
const QUIET_MS = 600_000
/** Months of one unit and measure that are added up at once: some hundred thousand totals of days. */
const AT_ONCE = 200
/** How often workers look. */
export const SUM_MONTHS_EVERY_MS = 300_000

/**
 * Adds up the months that are over, and each of their days by what indicators pick, where they have changed since they were added up; answers how many. Any number of processes may do so at
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
  await addUpDays(db, due)
}

/** The days of months by what indicators pick alone. Combinations are added in one order, so that no two processes wait for each other. */
async function addUpDays(db: Db, due: RawBuilder<unknown>): Promise<void> {
  const within = sql`
    bucket >= due.month and bucket < ${endOfMonth(sql.ref('due.month'))}`
  await sql`
    delete from day_total using ${due}
    where day_total.measure_id = due.measure_id and day_total.unit_id = due.unit_id and ${within}`.execute(db)
  await sql`
    insert into picked_dims (dims)
    select distinct kind.picked from ${due} join measure on measure.id = due.measure_id
    cross join lateral (
      select distinct dims_id from cell where cell.measure_id = due.measure_id and cell.unit_id = due.unit_id and ${within} and cell.facts > 0
    ) used
    join dims on dims.id = used.dims_id cross join lateral ${PICKED} kind
    where not exists (select from picked_dims known where known.dims = kind.picked) order by kind.picked
    on conflict do nothing`.execute(db)
  await sql`
    with used as materialized (
      select due.*, days.* from ${due} cross join lateral (
        select bucket, dims_id, value, facts from cell
        where cell.measure_id = due.measure_id and cell.unit_id = due.unit_id and ${within} and cell.facts > 0
      ) days
    ), kind as materialized (
      select used.measure_id, used.dims_id, picked_dims.id as picked_id
      from (select distinct measure_id, dims_id from used) used
      join measure on measure.id = used.measure_id join dims on dims.id = used.dims_id
      cross join lateral ${PICKED} kind join picked_dims on picked_dims.dims = kind.picked
    )
    insert into day_total (measure_id, unit_id, bucket, picked_id, value, facts)
    select measure_id, unit_id, bucket, picked_id, sum(value), sum(facts) from used join kind using (measure_id, dims_id) group by 1, 2, 3, 4`.execute(
    db,
  )
}

/** Of a combination of dimension values what its measure's indicators pick. */
export const PICKED = sql`(select coalesce(jsonb_object_agg(key, value), '{}') as picked from jsonb_each(dims) where key = any(measure.picked))`
