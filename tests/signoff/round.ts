import {
  type Database,
  digestOf,
  figuresOf,
  loadCalendar,
  loadClasses,
  loadUnitRegistry,
  type Round,
  type SignoffHouse,
  seeingAs,
  signersOf,
  signoffAt,
  signPeriod,
  spanOfPeriod,
  unlockPeriod,
} from '@ioc/sql'

export const MONTHLY: Round = {
  id: 'dossiers-month',
  title: { vi: 'Hồ sơ giải quyết trong tháng', en: 'Dossiers resolved' },
  every: 'month',
  from: '2026-01-01',
  units: ['commune'],
  figures: ['dossiers.completed_month', 'dossiers.on_time_rate'],
  dueDays: 5,
  provinceDueDays: 10,
}

/** A province that signs, in which a test signs as one person after the other. */
export async function openSignoff(
  database: Database,
  round = MONTHLY,
  now = new Date('2026-12-10T08:00:00+07:00'),
  key = 'hung-yen',
) {
  await loadClasses()
  const units = await loadUnitRegistry(database.db)
  const province = units.find(key)
  const house: SignoffHouse = { db: database.db, units, calendar: loadCalendar('hung-yen'), provinceId: province.id, now }
  const at = (unit: string, from: string) => signoffAt(house, round, unit, from)
  const asAccountOf = <T>(unit: string, work: () => Promise<T>) =>
    seeingAs({ unit: unit === province.key ? null : units.find(unit).id, domains: null, upTo: 'internal' }, work)
  const digest = async (unit: string, from: string) => {
    const { figures } = await figuresOf(database.db, units, at(unit, from), now)
    return digestOf(round.id, unit, from, figures)
  }
  const communes = signersOf(units, province.id, round, at(province.key, round.from).period)
  const [one = province, other = province] = communes
  return {
    house,
    round,
    province,
    communes,
    /** Two of them; of a round that units do not sign, the province. */
    one,
    other,
    at,
    asAccountOf,
    digest,
    spanOf: (from: string) => spanOfPeriod(at(province.key, from).period),
    /** Signs as whoever `by` is, with an account of the unit itself unless another is said, what it has just looked at. */
    sign: async (
      unit: string,
      from: string,
      by: string,
      { account = unit, missing = [] as { unit: string; note: string }[] } = {},
    ) => {
      const seen = await digest(unit, from)
      await asAccountOf(account, () => signPeriod(house, at(unit, from), { by, seen, missing }))
    },
    unlock: (unit: string, from: string, by: string, { account = unit, note = 'sửa số' } = {}) =>
      asAccountOf(account, () => unlockPeriod(house, at(unit, from), { by, note })),
  }
}
