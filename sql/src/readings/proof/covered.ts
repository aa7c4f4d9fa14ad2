import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db.ts'
import { smallestOf, type Term } from '../../indicators/formula.ts'
import type { RowGuard } from '../../small-counts/guard.ts'

/**
 * A `with` of the table `covered` of the rows behind a term, each with whether it may not be told (see small-counts): what its unit brought of
 * its dims in its bucket may not, or one of the rows of that is too small itself.
 */
export async function coveredRows(
  db: Db,
  term: Term,
  guard: RowGuard | null,
  stands: RawBuilder<unknown>,
): Promise<RawBuilder<unknown>> {
  const columns = sql.raw('source, feed_id, external_id, unit, bucket, dims')
  // A unit's figure may count through several successors; it is one row all the same.
  const each =
    term.measure.time === 'last'
      ? sql`select ${columns}, max(value)::float8 as value, sum(weight)::float8 as weight from ${stands} s group by ${columns}, contribution`
      : sql`select ${columns}, value::float8, weight::float8 from ${stands} s`
  if (!guard) return sql`with covered as materialized (select *, false as covered from (${each}) each)`
  const { rows } = await sql<Whose>`select distinct unit, bucket, dims from ${stands} s`.execute(db)
  const hidden = rows.filter(({ unit, bucket, dims }) => guard(unit, dims, bucket))
  return sql`
    with covered as materialized (
      select *, bool_or(value > 0 and value < ${smallestOf(term)}) over (partition by unit, bucket, dims) or exists (
        select from jsonb_to_recordset(${JSON.stringify(hidden)}::jsonb) as hidden (unit int, bucket timestamptz, dims jsonb)
        where hidden.unit = each.unit and hidden.bucket = each.bucket and hidden.dims = each.dims
      ) as covered from (${each}) each
    )`
}

interface Whose {
  unit: number
  bucket: Date
  dims: Record<string, unknown>
}
