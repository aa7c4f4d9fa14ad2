import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Calendar } from './calendar.ts'
import { dayOfNumber, numberOfDay } from './day.ts'

const FIRST = numberOfDay('2000-01-01')
const LAST = numberOfDay('2079-12-31')

/** Promises are of the life of an instance, days of dossiers go back further. */
const PROMISED_FROM = new Date('2024-01-01T00:00+07:00')
const PROMISED_TO = new Date('2045-01-01T00:00+07:00')

/** Makes the tables of working days and time say what the calendar says. What was reckoned by days that changed is reckoned anew with it. */
export async function keepWorkingDays(db: Db, calendar: Calendar): Promise<void> {
  const worked: string[] = []
  for (let number = FIRST; number <= LAST; number++) {
    const day = dayOfNumber(number)
    if (calendar.isWorkingDay(day)) worked.push(day)
  }
  // In one statement, so that nobody reckons by days half of which are old.
  await sql`
    with worked as materialized (
      select day, number::integer from unnest(${worked}::date[]) with ordinality as each (day, number)
    ), gone as (
      delete from working_day known where not exists (select from worked where worked.day = known.day)
    )
    insert into working_day as known (day, number) select day, number from worked
    on conflict (day) do update set number = excluded.number where known.number <> excluded.number`.execute(db)
  for (const counted of ['working_days', 'working_hours'] as const) await keepWorkingTime(db, calendar, counted)
}

async function keepWorkingTime(db: Db, calendar: Calendar, counted: 'working_days' | 'working_hours'): Promise<void> {
  const stretches = calendar.workingTime(PROMISED_FROM, PROMISED_TO, counted)
  await sql`
    with worked as materialized (
      select starts, ends, coalesce(sum(extract(epoch from ends - starts))
               over (order by starts rows between unbounded preceding and 1 preceding), 0)::float8 as before
      from unnest(${stretches.map(({ from }) => from)}::timestamptz[], ${stretches.map(({ to }) => to)}::timestamptz[]) as each (starts, ends)
    ), gone as (
      delete from working_time known where counted = ${counted} and not exists (select from worked where worked.starts = known.starts)
    )
    insert into working_time as known (counted, starts, ends, before) select ${counted}, starts, ends, before from worked
    on conflict (counted, starts) do update set ends = excluded.ends, before = excluded.before
    where (known.ends, known.before) <> (excluded.ends, excluded.before)`.execute(db)
}
