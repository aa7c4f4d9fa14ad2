import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Calendar } from './calendar.ts'
import { dayOfNumber, numberOfDay } from './day.ts'

const FIRST = numberOfDay('2000-01-01')
const LAST = numberOfDay('2079-12-31')

/** Makes the table of working days say what the calendar says. What was reckoned by days that changed is reckoned anew with it. */
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
}
