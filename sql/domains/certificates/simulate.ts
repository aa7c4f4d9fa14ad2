import { DAY_MS, numberOfDay, startOfNumber } from '../../src/calendar/day.ts'
import { keyOf, Random } from '../../src/pack/random.ts'
import { defineSimulator, localTime, type SimulatedUnit, type SourceRow, type World } from '../../src/pack/simulate.ts'
import { type Life, nameOn, SimulatedLives } from '../../src/pack/simulated-lives.ts'

type Type = 'personal' | 'organisation' | 'tls' | 'system'

/** As the source codes them, how long one lasts, and how often its renewal comes too late. */
const TYPES: Record<Type, { code: string; issuer: string; days: number; late: number }> = {
  personal: { code: 'CN', issuer: 'CA chuyên dùng Chính phủ', days: 3 * 365, late: 0.06 },
  organisation: { code: 'TC', issuer: 'CA chuyên dùng Chính phủ', days: 5 * 365, late: 0.04 },
  tls: { code: 'TLS', issuer: 'CA công cộng', days: 200, late: 0.05 },
  system: { code: 'HT', issuer: 'CA chuyên dùng Chính phủ', days: 2 * 365, late: 0.03 },
}

const JOURNAL_DAYS = 35

export default defineSimulator({
  records: (world) => {
    const born = new Map<number, Life[]>()
    for (const slot of slotsOf(world))
      for (const [day, life] of chainOf(world, slot)) born.set(day, [...(born.get(day) ?? []), life])
    const names = { code: 'SoHieu', updated: 'NgayCapNhat' }
    return new SimulatedLives('chung-thu-so', world, names, (day) => born.get(day) ?? [], JOURNAL_DAYS)
  },
})

/** A person, a seal, a site or a link that needs a certificate, for as long as its agency stands. */
interface Slot {
  unit: SimulatedUnit
  type: Type
  number: number
}

function slotsOf({ communes, departments, province, scale }: World): Slot[] {
  const of = (unit: SimulatedUnit, type: Type, count: number) =>
    Array.from({ length: count }, (_, number): Slot => ({ unit, type, number }))
  const people = (full: number) => Math.max(2, Math.round(full * Math.sqrt(scale)))
  return [
    ...communes.flatMap((unit) => [...of(unit, 'personal', people(14)), ...of(unit, 'organisation', 2), ...of(unit, 'tls', 1)]),
    ...departments.flatMap((unit) => [
      ...of(unit, 'personal', people(60)),
      ...of(unit, 'organisation', 2),
      ...of(unit, 'tls', 2),
    ]),
    ...of(province, 'tls', 12),
    ...of(province, 'system', 24),
  ]
}

/** One certificate after another, each renewed some weeks before it expires, or a few days too late, or not yet. */
function* chainOf(world: World, { unit, type, number }: Slot): Generator<[number, Life]> {
  const { code, issuer, days, late } = TYPES[type]
  const random = new Random(world.seed, keyOf(unit.key), keyOf(type), number)
  const start = numberOfDay(world.start)
  let day = Math.floor(start - random.next() * days)
  for (let place = 0; day < start + 365 * 8; place++) {
    const from = startOfNumber(day).getTime() + Math.floor(random.between(8, 17) * 60) * 60_000
    const expires = startOfNumber(day + days).getTime()
    const revoked = random.chance(0.03) ? from + random.between(0.1, 0.9) * (expires - from) : null
    const ended = revoked ?? expires + (random.chance(late) ? random.between(1, 20) : -random.between(3, 40)) * DAY_MS
    const row = (isOver: boolean): SourceRow => ({
      DonVi: nameOn(unit, from, number),
      LoaiChungThu: code,
      NhaCungCap: issuer,
      HieuLucTu: localTime(from),
      HetHan: localTime(expires),
      TrangThai: isOver ? (revoked ? 'ThuHoi' : 'DaThayThe') : 'HieuLuc',
      NgayChamDut: isOver ? localTime(Math.floor(ended)) : '',
    })
    const serial = `54${Math.abs(keyOf(`${unit.key} ${type} ${number} ${place}`))
      .toString(16)
      .padStart(8, '0')}${place.toString(16)}`
    const told = Math.max(from, startOfNumber(start).getTime())
    if (ended > told) {
      const steps = [
        { at: told, row: () => row(false) },
        { at: Math.floor(ended), row: () => row(true) },
      ]
      yield [Math.max(day, start), { code: serial.toUpperCase(), steps }]
    }
    day = Math.floor((ended + 7 * 3_600_000) / DAY_MS)
  }
}
