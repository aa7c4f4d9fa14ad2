import { dayOfNumber, startOfNumber } from '../../../src/calendar/day.ts'
import { keyOf, Random } from '../../../src/pack/random.ts'
import type { RecordSource, SourceRow, World } from '../../../src/pack/simulate.ts'
import { type Life, SimulatedLives } from '../../../src/pack/simulated-lives.ts'
import type { Place } from './place.ts'
import { askersOf, type Procedure, yieldsDocument } from './procedures.ts'

const HOUR_MS = 3_600_000
const YEARS = 7
/** A procedure is decided anew every other year. */
const DAYS_BETWEEN = 700
const JOURNAL_DAYS = 35

/** The national database of procedures: what the province has announced and published, and how far it can be done online. */
export function catalogueOfProcedures(world: World, place: Place): RecordSource {
  const procedures = new Map(place.procedures.map((procedure) => [procedure.code, procedure]))
  const lives = [...procedures.values()].flatMap((procedure) => livesOf(world, place, procedure))
  return new SimulatedLives(
    'danh-muc-thu-tuc',
    world,
    { code: 'MaCongBo', updated: 'NgayCapNhat' },
    (day) => (day === place.start ? lives : []),
    JOURNAL_DAYS,
  )
}

/** The decision that held when history begins, and each since: told when it is signed, and again when it is published. */
function livesOf(world: World, place: Place, procedure: Procedure): Life[] {
  const random = new Random(world.seed, keyOf('procedure listing'), keyOf(procedure.code))
  const row = rowsOf(world, procedure, random)
  const lives: Life[] = []
  let decided = place.days.add(place.start - Math.floor(random.between(16, 55)), 1)
  while (decided < place.start + 365 * YEARS) {
    const published = place.days.add(
      decided,
      random.chance(0.94) ? Math.floor(random.between(1, 5)) : Math.floor(random.between(6, 14)),
    )
    const effective = place.days.add(
      decided,
      random.chance(0.93) ? Math.floor(random.between(5, 25)) : Math.floor(random.between(0, 4)),
    )
    // What is handled when history begins has a term by then.
    const holds = dayOfNumber(decided < place.start ? Math.min(effective, place.start) : effective)
    const day = dayOfNumber(decided)
    const told = Math.max(place.start, decided)
    const steps = [{ at: at(Math.max(told, published)) + HOUR_MS, row: () => row(day, holds, dayOfNumber(published)) }]
    if (published > told) steps.unshift({ at: at(told), row: () => row(day, holds, '') })
    lives.push({ code: `${procedure.code}/${day}`, steps })
    decided = Math.max(published + 1, decided + 1 + Math.floor(random.exponential(DAYS_BETWEEN)))
  }
  return lives
}

function rowsOf({ province }: World, procedure: Procedure, random: Random) {
  const isCommon = procedure.weight > 0.2
  const isWhole = procedure.late < 1.7 && procedure.online >= 0.7
  const online = isCommon
    ? isWhole
      ? 'Toàn trình'
      : 'Một phần'
    : random.chance(0.55)
      ? 'Toàn trình'
      : random.chance(0.7)
        ? 'Một phần'
        : 'Chưa cung cấp'
  const { term, unit } = termOf(procedure)
  const { citizens, organisations } = askersOf(procedure)
  const common = {
    MaTTHC: procedure.code,
    TenTTHC: procedure.name,
    CoQuan: province.name,
    DuBoPhan: random.chance(0.97) ? '1' : '0',
    MucDoDVC: online,
    CoPhi: procedure.fee > 0 ? '1' : '0',
    ThanhToanTrucTuyen: procedure.fee > 0 && random.chance(0.88) ? '1' : '0',
    ThoiHanGiaiQuyet: String(term),
    DonViTinh: unit,
    TraKetQuaGiayTo: yieldsDocument(procedure) ? '1' : '0',
    DoiTuongThucHien: [
      ...(citizens ? [{ TenDoiTuong: 'Công dân Việt Nam' }] : []),
      ...(organisations ? [{ TenDoiTuong: 'Doanh nghiệp' }, { TenDoiTuong: 'Tổ chức (không bao gồm doanh nghiệp, HTX)' }] : []),
    ],
  }
  return (decided: string, effective: string, published: string): SourceRow => ({
    ...common,
    NgayQuyetDinh: decided,
    NgayHieuLuc: effective,
    NgayCongKhai: published,
  })
}

/** Most terms are working days; what is done while one waits has hours, long ones months or days. */
function termOf({ days }: Procedure): { term: number; unit: string } {
  if (days === 0) return { term: 8, unit: 'Giờ' }
  if (days === 20) return { term: 1, unit: 'Tháng' }
  return days === 30 ? { term: 45, unit: 'Ngày' } : { term: days, unit: 'Ngày làm việc' }
}

const at = (day: number) => startOfNumber(day).getTime() + 9 * HOUR_MS
