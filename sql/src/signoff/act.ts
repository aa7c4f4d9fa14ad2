import { sql } from 'kysely'
import type { Calendar } from '../calendar/calendar.ts'
import { type Db, inBriefTransaction } from '../db.ts'
import { Conflict, Forbidden, Invalid } from '../errors.ts'
import { ledgerPosition } from '../ledger/position.ts'
import { handOf } from '../people/same.ts'
import { beginOf } from '../punctuality/periods.ts'
import { outOfSight } from '../sight/reach.ts'
import { sightNow } from '../sight/sight.ts'
import { dayOf } from '../time/hanoi.ts'
import type { RegistryUnit, UnitRegistry } from '../units/registry.ts'
import { unitsAsOf } from '../units/versions.ts'
import { digestOf, figuresOf } from './figures.ts'
import { signTrouble, unlockTrouble } from './life.ts'
import { periodFrom, type SignedPeriod, spanOfPeriod } from './periods.ts'
import { countedFor } from './reach.ts'
import { domainOfRound, measureElsewhere, type Round } from './round.ts'
import { isSeen } from './seen.ts'
import { signersOf, signsFor } from './signers.ts'
import { standingOf } from './standing.ts'
import { lockedTerms } from './terms.ts'

/** Where somebody signs: in which province, by which calendar and units, now. */
export interface SignoffHouse {
  db: Db
  units: UnitRegistry
  calendar: Pick<Calendar, 'isWorkingDay'>
  provinceId: number
  now: Date
}

/** A unit's figures of one period of a round. */
export interface SignoffAt {
  round: Round
  unit: RegistryUnit
  period: SignedPeriod
}

/** Finds whose figures of when are meant; refuses a period the round does not have and a unit that does not sign it. */
export function signoffAt(house: SignoffHouse, round: Round, unitKey: string, from: string): SignoffAt {
  const period = periodFrom(house.calendar, round, from)
  if (beginOf(from, round.every) !== from || from < round.from || from > dayOf(house.now))
    throw new Invalid({
      vi: `Đợt «${round.title.vi}» không có kỳ bắt đầu ngày ${from}.`,
      en: `The round “${round.title.en}” has no period that begins on ${from}.`,
    })
  const unit = house.units.find(unitKey)
  if (!isSeen(house, round, unit)) throw outOfSight()
  if (unit.id !== house.provinceId && !signersOf(house.units, house.provinceId, round, period).some(({ id }) => id === unit.id))
    throw new Invalid({
      vi: `${unit.name} không chốt kỳ này của đợt «${round.title.vi}».`,
      en: `${unit.name} does not sign this period of “${round.title.en}”.`,
    })
  return { round, unit, period }
}

/** Why whoever is signed in does not sign for a unit; null where they do. A unit signs for itself, whoever sees the whole province for it. */
export function reachTrouble({ units, provinceId }: SignoffHouse, unit: RegistryUnit, act: 'sign' | 'unlock') {
  const account = sightNow()?.unit ?? null
  const isOfProvince = account === null || account === provinceId
  if (isOfProvince && (unit.id === provinceId || act === 'unlock')) return null
  if (!isOfProvince && unit.id !== provinceId && signsFor(units, account, unit.id)) return null
  return unit.id === provinceId
    ? {
        vi: 'Chỉ tài khoản có phạm vi toàn tỉnh mới chốt hoặc mở khóa ở cấp tỉnh.',
        en: 'Only an account that sees the whole province signs or unlocks for it.',
      }
    : {
        vi: `Chỉ tài khoản của ${unit.name} mới chốt số liệu của đơn vị này. Cấp tỉnh chốt khi thiếu đơn vị thì ghi lý do.`,
        en: `Only an account of ${unit.name} signs its figures. The province may sign without it and say why.`,
      }
}

export interface Sign {
  by: string
  /** The digest of the figures as they were looked at. */
  seen: string
  /** Of a province: why it signs without these units, by their keys. */
  missing?: { unit: string; note: string }[] | undefined
}

/**
 * Signs the figures of a unit and period as they read now, and locks what they count. Facts of the domain wait meanwhile, so that what
 * was read is what is locked.
 */
export async function signPeriod(house: SignoffHouse, at: SignoffAt, { by, seen, missing = [] }: Sign): Promise<void> {
  const { units, provinceId, now } = house
  const { round, unit, period } = at
  await inSignoff(house, at, 'sign', async (trx) => {
    await assertNewestMap(trx, units)
    const standing = await standingOf(house.db, round.id, provinceId)
    const isProvince = unit.id === provinceId
    const signed = standing.signersOf(period.from)
    const unsigned = (isProvince ? signersOf(units, provinceId, round, period) : [])
      .filter(({ id }) => !signed.has(id))
      .map(({ id, key, name }) => ({ id, name, note: missing.find((each) => each.unit === key)?.note }))
    const days = { today: dayOf(now), last: period.last, due: isProvince ? period.provinceDue : period.due }
    const trouble = signTrouble(standing.lifeOf(unit.id, period.from), days, {
      hand: handOf(by),
      unsigned,
      signers: [...signed.values()],
    })
    if (trouble) throw new Conflict(trouble)
    const { figures, indicators } = await figuresOf(trx, units, at, now)
    const sha256 = digestOf(round.id, unit.key, period.from, figures)
    if (sha256 !== seen)
      throw new Conflict({
        vi: 'Số liệu đã đổi từ khi bạn mở trang. Xem lại số mới rồi chốt.',
        en: 'The figures have changed since you opened the page. Look at them again, then sign.',
      })
    const elsewhere = indicators.flatMap(({ definitions }) =>
      definitions.flatMap(({ compiled }) => measureElsewhere(compiled.terms, round) ?? []),
    )[0]
    if (elsewhere)
      throw new Conflict({
        vi: `Số liệu của đợt này có đếm «${elsewhere}» của lĩnh vực khác nên chốt rồi vẫn đổi được. Nhờ quản trị sửa đợt chốt hoặc chỉ tiêu.`,
        en: `A figure of this round counts «${elsewhere}» of another domain, and would still move once signed. Have the round or the indicator mended.`,
      })
    const account = sightNow()?.unit ?? null
    await trx
      .insertInto('signoff_action')
      .values({
        ...rowOf(at, provinceId, by),
        action: 'sign',
        signed_for: account === null || account === unit.id ? null : account,
        note: null,
        missing: JSON.stringify(unsigned.map(({ id, note }) => ({ unit: id, note: note?.trim() }))),
        figures: JSON.stringify(figures),
        sha256,
        position: await ledgerPosition(trx),
        units: countedFor(units, unit.id, period.last),
        terms: JSON.stringify(lockedTerms(indicators, spanOfPeriod(period))),
      })
      .execute()
  })
}

/** What is signed by one map is locked by it; whoever changes the registry waits for the end of this transaction, and locks what is new with it. */
async function assertNewestMap(trx: Db, units: UnitRegistry): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtext('unit_version'))`.execute(trx)
  if ((await unitsAsOf(trx, units, null)).sha256 !== units.sha256)
    throw new Conflict({
      vi: 'Danh mục đơn vị vừa thay đổi. Tải lại trang, xem lại số rồi chốt.',
      en: 'The registry of units has just changed. Reload the page, look at the figures again, then sign.',
    })
}

/** Unlocks what was signed, from the top: a unit's figures only once the province's are. */
export async function unlockPeriod(
  house: SignoffHouse,
  at: SignoffAt,
  { by, note }: { by: string; note: string },
): Promise<void> {
  const { round, unit, period } = at
  await inSignoff(house, at, 'unlock', async (trx) => {
    const life = (await standingOf(house.db, round.id, house.provinceId)).lifeOf(unit.id, period.from)
    const trouble = unlockTrouble(life, note)
    if (trouble) throw new Conflict(trouble)
    await trx
      .insertInto('signoff_action')
      .values({
        ...rowOf(at, house.provinceId, by),
        action: 'unlock',
        note: note.trim(),
        missing: '[]',
        figures: '[]',
        sha256: digestOf(round.id, unit.key, period.from, []),
        position: await ledgerPosition(trx),
        units: [],
        terms: '[]',
      })
      .execute()
  })
}

/** One after the other, and none while facts of the domain are written. */
async function inSignoff(
  house: SignoffHouse,
  { round, unit }: SignoffAt,
  act: 'sign' | 'unlock',
  work: (trx: Db) => Promise<void>,
) {
  const trouble = reachTrouble(house, unit, act)
  if (trouble) throw new Forbidden(trouble)
  await inBriefTransaction(house.db, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('signoff'), hashtext(${domainOfRound(round)}))`.execute(trx)
    await work(trx)
  })
}

function rowOf({ round, unit, period }: SignoffAt, provinceId: number, by: string) {
  return {
    by: by.trim(),
    round: round.id,
    domain: domainOfRound(round),
    level: unit.id === provinceId ? ('province' as const) : ('unit' as const),
    unit_id: unit.id,
    every: round.every,
    period: period.from,
  }
}
