import { DAY_MS, numberOfDay, startOfNumber } from '../../src/calendar/day.ts'
import { keyOf, Random } from '../../src/pack/random.ts'
import { dateOf, defineSimulator, localTime, type SimulatedUnit, type SourceRow, type World } from '../../src/pack/simulate.ts'
import { type Life, nameOn, OfficeYear, SimulatedLives } from '../../src/pack/simulated-lives.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const JOURNAL_DAYS = 35
/** Days between an outage of an endpoint and the next, on average. */
const BETWEEN_OUTAGES = 45
const FOR_YEARS = 8

export default defineSimulator({
  records: (world) => {
    const rooms = [...world.communes, ...world.departments, world.province]
    const year = new OfficeYear(world)
    const lives = rooms.map((unit) => endpointOf(world, unit))
    const first = numberOfDay(world.start)
    return [
      new SimulatedLives('hop/cuoc-hop', world, { code: 'MaCuocHop', updated: 'NgayCapNhat' }, (day) =>
        // A meeting is known before its day, so the days ahead are made up too.
        daysAhead(day, first).flatMap((ahead) => [...meetingsOf(world, year, ahead)]),
      ),
      new SimulatedLives(
        'hop/diem-cau',
        world,
        { code: 'MaDiemCau', updated: 'NgayCapNhat' },
        (day) => (day === first ? lives : []),
        JOURNAL_DAYS,
      ),
    ]
  },
})

const PLANNED_DAYS = 7

function daysAhead(day: number, first: number): number[] {
  if (day > first) return [day + PLANNED_DAYS]
  return Array.from({ length: PLANNED_DAYS + 1 }, (_, days) => day + days)
}

/** Three meetings of the province on a working day, a few of the communes, one a week with the centre. */
function* meetingsOf(world: World, year: OfficeYear, day: number): Generator<Life> {
  const load = year.load(day, 0.04)
  const random = new Random(world.seed, keyOf('meetings'), day)
  const some = (mean: number) => Math.floor(mean * load + random.next())
  const counts = { national: some(0.2), province: some(2.4), commune: some(5 * Math.sqrt(world.scale)) }
  let index = 0
  for (const [level, count] of Object.entries(counts)) {
    for (let n = 0; n < count; n++) yield meetingOf(world, day, level as keyof typeof counts, index++)
  }
}

const LEVELS = { national: 'TW', province: 'TINH', commune: 'XA' } as const

function meetingOf(world: World, day: number, level: keyof typeof LEVELS, index: number): Life {
  const random = new Random(world.seed, keyOf('meeting'), day, index)
  const host =
    level === 'commune' ? random.pick(world.communes) : random.chance(0.5) ? world.province : random.pick(world.departments)
  const starts = startOfNumber(day).getTime() + (random.chance(0.6) ? 8 : 14) * HOUR_MS + random.below(3) * 30 * MINUTE_MS
  const ends = starts + Math.round(random.between(40, 190)) * MINUTE_MS
  const invited = level === 'commune' ? 4 + random.below(20) : world.communes.length + 1 + random.below(world.departments.length)
  const joined = Math.round(invited * random.between(0.93, 1))
  const planned: SourceRow = {
    DonViChuTri: nameOn(host, starts, index),
    CapHop: LEVELS[level],
    BatDau: localTime(starts),
    KetThuc: '',
    TrangThai: 'DuKien',
    SoDiemCauMoi: String(invited),
    SoDiemCauThamGia: '0',
    SoNguoiDu: '0',
    SoKetNoiLoi: '0',
  }
  const held = {
    KetThuc: localTime(ends),
    TrangThai: 'DaHop',
    SoDiemCauThamGia: String(joined),
    SoNguoiDu: String(Math.round(joined * random.between(4, 11))),
    SoKetNoiLoi: String(invited - joined + (random.chance(0.15) ? random.below(12) : 0)),
  }
  const told = starts - Math.round(random.between(1, 6) * DAY_MS)
  const steps = [{ at: told, row: () => planned }]
  if (random.chance(0.05)) steps.push({ at: starts - 3 * HOUR_MS, row: () => ({ ...planned, TrangThai: 'Huy' }) })
  else steps.push({ at: ends + 10 * MINUTE_MS, row: () => ({ ...planned, ...held }) })
  return { code: `HOP${dateOf(day).replaceAll('-', '')}${String(index).padStart(3, '0')}`, steps }
}

/** A room's years: up, now and then down for hours or days, and in the care of another when its unit ends. */
function endpointOf(world: World, unit: SimulatedUnit): Life {
  const random = new Random(world.seed, keyOf('endpoint'), keyOf(unit.key))
  const from = startOfNumber(numberOfDay(world.start)).getTime()
  const turn = random.below(4)
  const steps: Life['steps'] = []
  const tell = (at: number, state: string) => {
    const row = { DonVi: nameOn(unit, at, turn), TrangThai: state, TuLuc: localTime(at) }
    steps.push({ at, row: () => row })
  }
  tell(from, 'SanSang')
  for (let at = from; at < from + FOR_YEARS * 365 * DAY_MS; ) {
    at += Math.round(random.exponential(BETWEEN_OUTAGES) * DAY_MS)
    const isPlanned = random.chance(0.2)
    tell(at, isPlanned ? 'BaoTri' : 'MatKetNoi')
    at += Math.round((isPlanned ? random.between(2, 9) : 0.5 + random.exponential(22)) * HOUR_MS)
    tell(at, 'SanSang')
  }
  const handedOver = unit.before.until.getTime()
  if (handedOver > from && unit.before.names.length > 0) {
    tell(handedOver, 'SanSang')
    steps.sort((a, b) => a.at - b.at)
  }
  return { code: `DC-${unit.code}`, steps }
}
