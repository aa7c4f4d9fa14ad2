import { sql } from 'kysely'
import type { Calendar } from '../calendar/calendar.ts'
import type { Day } from '../calendar/day.ts'
import type { Db } from '../db.ts'
import { Invalid } from '../errors.ts'
import { reportsTold } from '../reporting/find.ts'
import { addDays, dayOf, startOfDay } from '../time/hanoi.ts'
import { stands } from '../units/crosswalk.ts'
import { unitsOfKinds } from '../units/of-kinds.ts'
import type { RegistryUnit, UnitRegistry } from '../units/registry.ts'
import type { Expectation } from './expectation.ts'
import { type DuePeriod, duePeriods } from './periods.ts'

const DAY_MS = 86_400_000

interface Telling {
  /**
   * `told`: before we listened or asked, so nobody can say whether in time. `not_asked`: it was due before anybody was asked for it, or
   * nobody stood then of whom it could be asked.
   */
  state: 'on_time' | 'late' | 'told' | 'not_yet_due' | 'overdue' | 'not_asked'
  /** Of how many units that then stood for it and were asked, how many have told; before a merger there are several. */
  told: number
  expected: number
  /** When the last of them first told; null where one has not, or before we listened. */
  at: Date | null
  /** Whole days after the due day, so far where it has not told. */
  lateDays: number
  reminded: { at: Date; by: string } | null
}

export interface WhoTold {
  periods: DuePeriod[]
  /** Those who owe most first. */
  rows: { unit: RegistryUnit; tellings: Telling[] }[]
  /** How long after a period's end it was told, in days: half of the units by `half`, 95 % by `most`. Null while too few have told. */
  profile: { half: number; most: number; told: number } | null
}

const ENOUGH = 20

/** Who has told what they are to tell of the newest periods that are over, read off the ledger: each figure's first entry. */
export async function whoTold(
  db: Db,
  units: UnitRegistry,
  calendar: Calendar,
  {
    feedId,
    expectation,
    under,
    count,
    now,
  }: { feedId: number; expectation: Expectation; under: number; count: number; now: Date },
): Promise<WhoTold> {
  const { level } = expectation
  const periods = duePeriods(calendar, expectation, now, count)
  const today = dayOf(now)
  const above = units.get(under)
  const askedOf = above.kind === level ? [above] : unitsOfKinds(units, under, [level], today)
  const members = askedOf.map((unit) => ({
    unit,
    was: units
      .members([unit.id], today, 'people')
      .map((member) => units.get(member.unit))
      .filter(({ kind }) => kind === level),
  }))
  const ids = [...new Set(members.flatMap(({ was }) => was.map(({ id }) => id)))]
  const [told, reminded] = await Promise.all([
    firstTold(db, expectation, ids, (periods[0] as DuePeriod).from),
    remindersOf(db, feedId, expectation.measure),
  ])
  // A unit has told when it submits; when the department gets to approving is not its doing.
  for (const { unit, period, at } of await reportsTold(db, feedId, expectation.measure)) told.set(`${unit} ${period}`, { at })
  const rows = members.map(({ unit, was }) => ({
    unit,
    tellings: periods.map((period) => {
      const its = told.get(`${unit.id} ${period.from}`)
      const standing = was.filter((each) => stands(each, period.last))
      // What came into being later may tell of what was before it.
      const heard = its ? [its] : standing.flatMap(({ id }) => told.get(`${id} ${period.from}`) ?? [])
      const expected = its ? 1 : standing.length
      return { ...judge(period, heard, expected, now), reminded: reminded.get(`${unit.id} ${period.from}`) ?? null }
    }),
  }))
  const owed = ({ tellings }: (typeof rows)[number]) =>
    tellings.reduce((sum, { state, lateDays }) => sum + (state === 'overdue' ? 1_000 + lateDays : state === 'late' ? 1 : 0), 0)
  rows.sort((a, b) => owed(b) - owed(a) || a.unit.name.localeCompare(b.unit.name, 'vi'))
  return { periods, rows, profile: profileOf(rows, periods) }
}

interface Told {
  /** Null where it was told before we listened. */
  at: Date | null
}

function judge({ due, asked }: DuePeriod, heard: Told[], expected: number, now: Date): Omit<Telling, 'reminded'> {
  const closes = startOfDay(addDays(due, 1)).getTime()
  const late = (at: Date) => Math.max(0, Math.ceil((at.getTime() - closes) / DAY_MS))
  const counts = { told: heard.length, expected: asked ? expected : 0 }
  if (counts.expected === 0) {
    const isTold = expected > 0 && heard.length === expected
    return { ...counts, state: isTold ? 'told' : 'not_asked', at: null, lateDays: 0 }
  }
  if (heard.length < expected) {
    const state = now.getTime() < closes ? 'not_yet_due' : 'overdue'
    return { ...counts, state, at: null, lateDays: state === 'overdue' ? late(now) : 0 }
  }
  if (heard.some(({ at }) => at === null)) return { ...counts, state: 'told', at: null, lateDays: 0 }
  const at = new Date(Math.max(...heard.map((each) => (each.at as Date).getTime())))
  return { ...counts, state: late(at) > 0 ? 'late' : 'on_time', at, lateDays: late(at) }
}

/** When each unit first told of each period, by unit and first day. */
export async function firstTold(
  db: Db,
  { measure, every }: Expectation,
  unitIds: number[],
  since: Day,
): Promise<Map<string, Told>> {
  const known = await db.selectFrom('measure').select('id').where('code', '=', measure).executeTakeFirst()
  if (!known)
    throw new Invalid({
      vi: `Không có số đo «${measure}». Sửa số đo mà nguồn chờ báo cáo trong cấu hình của nguồn.`,
      en: `There is no measure «${measure}». Mend what the feed expects in its configuration.`,
    })
  const { rows } = await sql<{ unit: number; period: Day; at: Date | null }>`
    select cell.unit_id as unit, to_char(date_trunc(${every}, cell.bucket, 'Asia/Ho_Chi_Minh') at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') as period,
           case when bool_and(first.is_heard) then min(first.known_at) end as at
    from cell cross join lateral (
      -- The first telling of a history says how things stood last, not when they were first told.
      select batch.known_at, coalesce(run.id > (select min(id) from run done where done.feed_id = run.feed_id and done.status = 'done'), false) as is_heard
      from ledger_entry join ledger_batch batch using (position) left join run on run.id = batch.run_id
      where cell_id = cell.id order by position limit 1
    ) first
    where cell.measure_id = ${known.id} and cell.unit_id = any(${unitIds}::int[])
      and cell.bucket >= ${startOfDay(since)} and cell.facts > 0
    group by 1, 2`.execute(db)
  return new Map(rows.map(({ unit, period, at }) => [`${unit} ${period}`, { at }]))
}

async function remindersOf(db: Db, feedId: number, measure: string) {
  const { rows } = await sql<{ unit: number; period: Day; at: Date; by: string }>`
    select distinct on (unit_id, period) unit_id as unit, period::text as period, reminded_at as at, by
    from reminder where feed_id = ${feedId} and measure = ${measure} order by unit_id, period, id desc`.execute(db)
  return new Map(rows.map(({ unit, period, at, by }) => [`${unit} ${period}`, { at, by }]))
}

function profileOf(rows: WhoTold['rows'], periods: DuePeriod[]): WhoTold['profile'] {
  const days = rows
    .flatMap(({ tellings }) =>
      tellings.flatMap(({ at }, n) =>
        at === null ? [] : [(at.getTime() - startOfDay(addDays((periods[n] as DuePeriod).last, 1)).getTime()) / DAY_MS],
      ),
    )
    .sort((a, b) => a - b)
  if (days.length < ENOUGH) return null
  const by = (share: number) => Math.max(0, days[Math.ceil(days.length * share) - 1] as number)
  return { half: by(0.5), most: by(0.95), told: days.length }
}
