import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { findDomain, loadDomains } from '../pack/load.ts'
import type { Kind } from '../pack/load-kind.ts'
import { locksAgainstSignings } from '../signoff/verify.ts'
import { contributionsOver } from './install-rule.ts'
import { PICKED } from './sum-months.ts'

export interface Difference {
  /** What was compared, and where it differs, in words and keys an operator can look up. */
  where: string
  expected: string | null
  found: string | null
}

export interface Verification {
  facts: number
  cells: number
  entries: number
  runs: number
  differences: Difference[]
}

/** Recomputes everything that is kept as a total from what it is a total of. Reads one snapshot, so it may run any time. */
export async function verify(db: Db, limit = 100): Promise<Verification> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const differences: Difference[] = []
      let facts = 0
      for (const { pack, kinds } of await loadDomains()) {
        differences.push(...(await totalsAgainstFacts(trx, pack.id, kinds, limit)))
        for (const { table } of kinds) {
          facts += await count(trx, table)
          differences.push(...(await factsWithoutSource(trx, table, limit)))
        }
      }
      differences.push(...(await totalsAgainstEntries(trx, limit)))
      differences.push(...(await monthsAgainstDays(trx, limit)))
      differences.push(...(await pickedAgainstDays(trx, limit)))
      differences.push(...(await batchesAgainstEntries(trx, limit)))
      differences.push(...(await runsThatDoNotAddUp(trx, limit)))
      differences.push(...(await locksAgainstSignings(trx, limit)))
      const [cells, entries, runs] = [await count(trx, 'cell'), await count(trx, 'ledger_entry'), await count(trx, 'run')]
      return { facts, cells, entries, runs, differences: differences.slice(0, limit) }
    })
}

/** Where a domain's totals differ from its facts, read in one snapshot. */
export async function verifyDomain(db: Db, id: string, limit = 100): Promise<Difference[]> {
  const { pack, kinds } = await findDomain(id)
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((trx) => totalsAgainstFacts(trx, pack.id, kinds, limit))
}

async function count(db: Db, table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(db)
  return rows[0]?.n ?? 0
}

async function totalsAgainstFacts(db: Db, domain: string, kinds: Kind[], limit: number) {
  const every = kinds.map(({ table, contributions }) => `select * from ${contributionsOver(table, contributions)} c`)
  const { rows } = await sql<Difference>`
    with expected as (
      select c.measure, c.unit_id, c.bucket, c.dims, sum(c.value) as value, count(*) as facts
      from (${sql.raw(every.join('\nunion all\n'))}) c
      group by c.measure, c.unit_id, c.bucket, c.dims
    ), found as (
      select measure.code as measure, cell.unit_id, cell.bucket, dims.dims, cell.value, cell.facts
      from cell join measure on measure.id = cell.measure_id join dims on dims.id = cell.dims_id
      where measure.domain = ${domain} and (cell.value <> 0 or cell.facts <> 0)
    )
    select format('total of %s, unit %s, bucket %s, %s', measure, coalesce(unit.key, unit_id::text), bucket, dims) as "where",
           format('%s from %s facts', coalesce(expected.value, 0), coalesce(expected.facts, 0)) as expected,
           format('%s from %s facts', coalesce(found.value, 0), coalesce(found.facts, 0)) as found
    from expected full join found using (measure, unit_id, bucket, dims)
    left join unit on unit.id = unit_id
    where (expected.value, expected.facts) is distinct from (found.value, found.facts)
    limit ${limit}`.execute(db)
  return rows
}

/** A total is the sum of its entries, and each entry's balance is the sum up to it. */
async function totalsAgainstEntries(db: Db, limit: number) {
  const { rows } = await sql<Difference>`
    with entry as (
      select cell_id, position, balance, facts, sum(delta) over (partition by cell_id order by position) as running,
             row_number() over (partition by cell_id order by position desc) as from_last
      from ledger_entry
    ), wrong as (
      select format('balance of cell %s at position %s', cell_id, position) as "where", running, balance
      from entry where running <> balance
      union all
      select format('total of cell %s', coalesce(cell.id, entry.cell_id)), entry.running, cell.value
      from cell full join (select * from entry where from_last = 1) entry on entry.cell_id = cell.id
      where cell.value is distinct from entry.running
      union all
      select format('facts behind cell %s', cell.id), entry.facts, cell.facts
      from cell join (select * from entry where from_last = 1) entry on entry.cell_id = cell.id
      where cell.facts <> entry.facts
      union all
      select format('last position of cell %s', cell.id), entry.position, cell.position
      from cell join (select * from entry where from_last = 1) entry on entry.cell_id = cell.id
      where cell.position <> entry.position
    )
    select "where", running::text as expected, balance::text as found from wrong limit ${limit}`.execute(db)
  return rows
}

/** A month that nobody has changed since it was added up is what its days come to. */
async function monthsAgainstDays(db: Db, limit: number) {
  const { rows } = await sql<Difference>`
    with days as (
      select measure_id, unit_id, date_trunc('month', bucket, 'Asia/Ho_Chi_Minh') as month, dims_id,
             sum(value) as value, sum(facts) as facts, max(bucket) as newest
      from cell join measure on measure.id = measure_id and measure.time = 'sum' and measure.grain = 'day'
      where facts > 0 group by 1, 2, 3, 4
    )
    select format('month of %s, unit %s, %s, dims %s', measure.code, coalesce(unit.key, unit_id::text), month, dims_id) as "where",
           format('%s from %s facts up to %s', days.value, days.facts, days.newest) as expected,
           format('%s from %s facts up to %s', total.value, total.facts, total.newest) as found
    from days full join month_total total using (measure_id, unit_id, month, dims_id)
    left join measure on measure.id = measure_id left join unit on unit.id = unit_id
    where (days.value, days.facts, days.newest) is distinct from (total.value, total.facts, total.newest)
      and (measure_id, unit_id, month) not in (select measure_id, unit_id, month from month_changed)
    limit ${limit}`.execute(db)
  return rows
}

/** So is each of its days, by what indicators pick of it. */
async function pickedAgainstDays(db: Db, limit: number) {
  const { rows } = await sql<Difference>`
    with kind as materialized (
      select used.*, kind.picked as combination from (select distinct measure_id, dims_id from cell) used
      join measure on measure.id = measure_id and measure.time = 'sum' and measure.grain = 'day' join dims on dims.id = dims_id
      cross join lateral ${PICKED} kind
    ), days as (
      select measure_id, unit_id, bucket, combination, sum(value) as value, sum(facts) as facts
      from cell join kind using (measure_id, dims_id) where cell.facts > 0 group by 1, 2, 3, 4
    ), kept as (
      select measure_id, unit_id, bucket, dims as combination, value, facts from day_total join picked_dims on picked_dims.id = picked_id
    )
    select format('day of %s, unit %s, %s, %s', measure.code, coalesce(unit.key, unit_id::text), bucket, combination) as "where",
           format('%s from %s facts', days.value, days.facts) as expected, format('%s from %s facts', kept.value, kept.facts) as found
    from days full join kept using (measure_id, unit_id, bucket, combination)
    left join measure on measure.id = measure_id left join unit on unit.id = unit_id
    where (days.value, days.facts) is distinct from (kept.value, kept.facts)
      and (measure_id, unit_id, date_trunc('month', bucket, 'Asia/Ho_Chi_Minh')) not in (select measure_id, unit_id, month from month_changed)
    limit ${limit}`.execute(db)
  return rows
}

/** Every position has its batch, with as many entries as it says and a time not before the one ahead of it. */
async function batchesAgainstEntries(db: Db, limit: number) {
  const { rows } = await sql<Difference>`
    with found as (
      select position, count(*) as entries from ledger_entry group by position
    ), ordered as (
      select position, recorded_at, lag(recorded_at) over (order by position) as ahead,
             feed_id, known_at, lag(known_at) over (partition by feed_id order by position) as known_ahead
      from ledger_batch
    )
    select format('entries at position %s', position) as "where", batch.entries::text as expected, found.entries::text as found
    from ledger_batch batch full join found using (position) where batch.entries is distinct from coalesce(found.entries, 0)
    union all
    select format('time of position %s', position), ahead::text, recorded_at::text from ordered where recorded_at < ahead
    union all
    select format('knowledge of position %s', position), known_ahead::text, known_at::text from ordered where known_at < known_ahead and feed_id is not null
    limit ${limit}`.execute(db)
  return rows
}

/** Every fact names a page of its feed, the run that brought it, a unit there is and the write that first brought it. */
async function factsWithoutSource(db: Db, table: string, limit: number) {
  const { rows } = await sql<Difference>`
    select format('source of %s %s', ${table}::text, external_id) as "where",
           format('page %s of feed %s, run %s, unit %s', fact.page_id, fact.feed_id, fact.run_id, fact.unit_id) as expected,
           format('page %s, run %s, unit %s, insertion %s', coalesce(page.id::text, 'none'), coalesce(run.id::text, 'none'),
                  coalesce(unit.key, 'none'), coalesce(insertion.id::text, 'none')) as found
    from ${sql.table(table)} fact
    left join page on page.id = fact.page_id and page.feed_id = fact.feed_id
    left join run on run.id = fact.run_id
    left join unit on unit.id = fact.unit_id
    left join insertion on insertion.id = fact.inserted_by
    where page.id is null or run.id is null or unit.id is null or insertion.id is null limit ${limit}`.execute(db)
  return rows
}

async function runsThatDoNotAddUp(db: Db, limit: number) {
  const { rows } = await sql<Difference>`
    select format('records of run %s', id) as "where", read::text as expected,
           (inserted + updated + unchanged + held + rejected)::text as found
    from run where read <> inserted + updated + unchanged + held + rejected limit ${limit}`.execute(db)
  return rows
}
