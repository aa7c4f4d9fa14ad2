import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { beginOf } from '../punctuality/periods.ts'
import { seeingAll } from '../sight/sight.ts'
import { addDays, dayOf } from '../time/hanoi.ts'
import type { RegistryUnit } from '../units/registry.ts'
import type { SignoffAt, SignoffHouse } from './act.ts'
import type { SignedFigure } from './figures.ts'
import { type SignoffState, signoffState } from './life.ts'
import { periodFrom, periodsOfRound, type SignedPeriod } from './periods.ts'
import { domainOfRound, type Round } from './round.ts'
import { isSeen } from './seen.ts'
import { signersOf } from './signers.ts'
import { standingOf } from './standing.ts'

interface SignoffCell {
  period: string
  state: SignoffState
  /** Who signed and when; of a unit named as missing, why the province signed without it. */
  by: string | null
  at: Date | null
  note: string | null
  lateDays: number
}

export interface SignoffGrid {
  periods: SignedPeriod[]
  /** The province first; a unit has a cell for each period it signs. */
  rows: { unit: RegistryUnit; cells: SignoffCell[] }[]
}

/** How the newest periods of a round stand, of the units in sight, with the one under way. */
export async function signoffGrid(house: SignoffHouse, round: Round, count = 6): Promise<SignoffGrid> {
  const { db, units, provinceId, calendar, now } = house
  const today = dayOf(now)
  const over = periodsOfRound(calendar, round, now, count)
  const next = periodFrom(calendar, round, beginOfNext(over, round, today))
  const periods = next.from <= today ? [...over, next] : over
  const standing = await standingOf(db, round.id, provinceId)
  const rows = new Map<number, { unit: RegistryUnit; cells: SignoffCell[] }>()
  const add = (unit: RegistryUnit, period: SignedPeriod, due: string) => {
    const life = standing.lifeOf(unit.id, period.from)
    const state = signoffState(life, { today, last: period.last, due })
    const lateDays = state === 'late' ? daysBetween(due, today) : 0
    const row = rows.get(unit.id) ?? { unit, cells: [] }
    row.cells.push({
      period: period.from,
      state,
      by: life.signedBy ?? (state === 'locked' ? life.provinceBy : null),
      at: life.signedAt,
      note: life.provinceNote,
      lateDays,
    })
    rows.set(unit.id, row)
  }
  for (const period of periods) {
    add(units.get(provinceId), period, period.provinceDue)
    for (const unit of signersOf(units, provinceId, round, period)) if (isSeen(house, round, unit)) add(unit, period, period.due)
  }
  return { periods, rows: [...rows.values()] }
}

/** How one unit's figures of a period stand, and by which days that is told. */
export async function signoffStanding({ db, provinceId, now }: SignoffHouse, { round, unit, period }: SignoffAt) {
  const standing = await standingOf(db, round.id, provinceId)
  const life = standing.lifeOf(unit.id, period.from)
  const days = { today: dayOf(now), last: period.last, due: unit.id === provinceId ? period.provinceDue : period.due }
  return { standing, life, days, state: signoffState(life, days) }
}

function beginOfNext(over: SignedPeriod[], round: Round, today: string): string {
  const last = over.at(-1)?.last
  if (last === undefined) return today < round.from ? round.from : beginOf(today, round.every)
  return addDays(last, 1)
}

const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

export interface SignoffDone {
  id: number
  at: Date
  by: string
  action: 'sign' | 'unlock'
  /** Of whose account it was where not of the unit's own: the one that carries it on. */
  signedFor: string | null
  note: string | null
  missing: { unit: string; note: string }[]
  figures: SignedFigure[]
  sha256: string
}

/** What was done about a unit's figures of a period, the newest first. */
export async function signoffHistory(db: Db, { round, unit, period }: SignoffAt): Promise<SignoffDone[]> {
  const { rows } = await sql<SignoffDone>`
    select action.id::float8 as id, at, by, action, heir.name as "signedFor", note, figures, sha256,
           (select coalesce(jsonb_agg(jsonb_build_object('unit', other.name, 'note', each.note) order by other.name), '[]')
            from jsonb_to_recordset(missing) as each (unit integer, note text) join unit other on other.id = each.unit) as missing
    from signoff_action action left join unit heir on heir.id = action.signed_for
    where round = ${round.id} and unit_id = ${unit.id} and period = ${period.from} order by action.id desc`.execute(db)
  return rows
}

/** Rows of a feed that wait because what they would change is or was signed: for a person, and for a second one. */
interface HeldBySigning {
  feed: string
  held: number[]
  awaiting: number[]
}

/** Of signings since undone too. */
export async function heldBySigning(db: Db, { round, unit, period }: SignoffAt): Promise<HeldBySigning[]> {
  const { rows } = await seeingAll(() =>
    sql<HeldBySigning>`
      select feed.key as feed, coalesce(array_agg(held.id::float8 order by held.id) filter (where held.status = 'held'), '{}') as held,
             coalesce(array_agg(held.id::float8 order by held.id) filter (where held.status = 'awaiting'), '{}') as awaiting
      from held_record held join feed on feed.id = held.feed_id
      where held.status in ('held', 'awaiting') and feed.spec->>'domain' = ${domainOfRound(round)}
        and held.reasons->0->>'code' = 'signed' and (held.reasons->0->>'signed')::bigint in (
          select id from signoff_action where round = ${round.id} and unit_id = ${unit.id} and period = ${period.from})
      group by feed.key order by 1`.execute(db),
  )
  return rows
}

/** Rows of the domain's feeds that wait for a person, of all units: what is held says not whose it is. */
export async function heldOfDomain(db: Db, round: Round): Promise<number> {
  const { rows } = await seeingAll(() =>
    sql<{ rows: number }>`
      select count(*)::int as rows from held_record held join feed on feed.id = held.feed_id
      where held.status in ('held', 'awaiting') and feed.enabled and feed.spec->>'domain' = ${domainOfRound(round)}`.execute(db),
  )
  return rows[0]?.rows ?? 0
}
