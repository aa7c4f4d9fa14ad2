import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { Invalid } from '../errors.ts'
import type { Localised, Measure } from '../pack/pack.ts'
import { lastDayFrom } from '../punctuality/periods.ts'
import { seeingAll } from '../sight/sight.ts'
import type { Basis } from '../units/crosswalk.ts'
import type { UnitRegistry } from '../units/registry.ts'
import { sayPeriod } from './periods.ts'
import { countedFor } from './reach.ts'
import { domainOfRound, type Round } from './round.ts'
import { signersOf } from './signers.ts'

interface Locked {
  action: number
  round: string
  domain: string
  level: 'unit' | 'province'
  unit: number
  every: Round['every']
  period: string
  /** Whose contributions are locked for it, and to which measures. */
  units: number[]
  measures: string[]
}

/** What a province is about to say of units and rounds, and what it said of units before. */
export interface Said {
  before: UnitRegistry
  after: UnitRegistry
  provinceId: number
  rounds: Round[]
  measures: readonly Pick<Measure, 'id' | 'basis'>[]
}

/**
 * Carries what is signed over a change of the province's units and rounds: units that are new, and whose figures would count for it, are
 * locked with it. Throws Invalid, naming the first, where the change would restate what is signed, or leave it with nobody to unlock it.
 */
export async function carryOn(trx: Db, said: Said): Promise<void> {
  const { rows } = await seeingAll(() =>
    sql<Locked>`
      select action.id::float8 as action, lock.round, lock.domain, lock.level, lock.unit_id as unit, every, lock.period,
             action.units || array(select unit_id from signoff_carried carried where carried.action_id = action.id) as units,
             array(select distinct term->>'measure' from jsonb_array_elements(terms) term) as measures
      from signoff_lock lock join signoff_action action on action.id = lock.action_id order by lock.period, lock.level, lock.unit_id`.execute(
      trx,
    ),
  )
  for (const locked of rows) {
    const trouble = troubleOf(locked, said)
    if (trouble) throw new Invalid(named(locked, said.after, trouble))
  }
  const carried = rows.flatMap(({ action, unit, every, period, units }) => {
    const known = new Set(units)
    return countedFor(said.after, unit, lastDayFrom(period, every)).flatMap((each) => (known.has(each) ? [] : [{ action, each }]))
  })
  await sql`
    insert into signoff_carried (action_id, unit_id)
    select * from unnest(${carried.map(({ action }) => action)}::bigint[], ${carried.map(({ each }) => each)}::integer[])`.execute(
    trx,
  )
}

function troubleOf(locked: Locked, { before, after, provinceId, rounds, measures }: Said): Localised | null {
  const round = rounds.find(({ id }) => id === locked.round)
  const last = lastDayFrom(locked.period, locked.every)
  const isSigners =
    round &&
    round.every === locked.every &&
    round.from <= locked.period &&
    domainOfRound(round) === locked.domain &&
    (locked.level === 'province'
      ? locked.unit === provinceId
      : signersOf(after, provinceId, round, { last }).some(({ id }) => id === locked.unit))
  if (!isSigners)
    return {
      vi: 'sau thay đổi này không còn ai mở khóa được',
      en: 'nobody could unlock them after this change',
    }
  const bases = new Set(measures.filter(({ id }) => locked.measures.includes(id)).map(({ basis }) => basis))
  return [...bases].every((basis) => isSharedAlike(locked.unit, last, basis, before, after))
    ? null
    : { vi: 'địa giới hoặc tỷ lệ chia mới sẽ tính ra số khác', en: 'other units or weights would make other figures of them' }
}

/** Whether whoever was known before counts for a unit as before; who is new has told nothing yet. */
function isSharedAlike(unit: number, day: string, basis: Basis, before: UnitRegistry, after: UnitRegistry): boolean {
  if (before.sha256 === after.sha256) return true
  const weights = (units: UnitRegistry) => new Map(units.members([unit], day, basis).map((each) => [each.unit, each.weight]))
  const [was, is] = [weights(before), weights(after)]
  return before.all.every(({ id }) => Math.abs((was.get(id) ?? 0) - (is.get(id) ?? 0)) < SAME)
}

const SAME = 1e-9

function named({ round, unit, every, period }: Locked, units: UnitRegistry, { vi, en }: Localised): Localised {
  const said = sayPeriod(every, period)
  const { name } = units.get(unit)
  return {
    vi: `Đợt «${round}»: số liệu ${said.vi} của ${name} đã chốt, mà ${vi}. Giữ như cũ, hoặc mở khóa kỳ ấy trước.`,
    en: `The round «${round}»: the figures for ${said.en} of ${name} are signed, and ${en}. Leave it as it was, or unlock that period first.`,
  }
}
