import { startOfNumber } from '../../../src/calendar/day.ts'
import { keyOf, Random, runningSums } from '../../../src/pack/random.ts'
import { dateOf, localTime, type SourceRow, type World } from '../../../src/pack/simulate.ts'
import { type Life, nameOn, type OfficeYear } from '../../../src/pack/simulated-lives.ts'
import { type Guarded, traces } from './who.ts'

/** Incidents of a day of a whole province. */
const A_DAY = 4.4

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

const SEVERITIES = ['1', '2', '3', '4']
const SEVERITY_SUMS = runningSums([48, 36, 13, 3])
const TYPES = ['MA_DOC', 'LUA_DAO', 'TRUY_CAP', 'GIAO_DIEN', 'DDOS', 'LO_DU_LIEU', 'CHINH_SACH', 'KHAC']
const TYPE_SUMS = runningSums([34, 21, 12, 2, 5, 3, 17, 6])

export function* incidentsOf(world: World, guarded: Guarded, year: OfficeYear, day: number): Generator<Life> {
  const luck = new Random(world.seed, keyOf('incidents'), day)
  // Attackers do not rest, but fewer people click on a Sunday.
  const count = Math.floor(A_DAY * Math.sqrt(world.scale) * year.load(day, 0.6) * luck.between(0.6, 1.4) + luck.next())
  for (let index = 0; index < count; index++) yield incidentOf(world, guarded, day, index)
}

function incidentOf(world: World, guarded: Guarded, day: number, index: number): Life {
  const random = new Random(world.seed, keyOf('incident'), day, index)
  const severity = random.weighted(SEVERITY_SUMS)
  const type = random.weighted(TYPE_SUMS)
  const detected = Math.floor(startOfNumber(day).getTime() + random.between(0, 24) * HOUR_MS)
  const occurred = detected - Math.round((2 + random.exponential(severity > 1 ? 70 : 400)) * MINUTE_MS)
  const acknowledged = detected + Math.round((3 + random.exponential([160, 90, 25, 12][severity] as number)) * MINUTE_MS)
  const contained = acknowledged + Math.round((10 + random.exponential([700, 520, 330, 260][severity] as number)) * MINUTE_MS)
  const closed = contained + Math.round((1 + random.exponential(30)) * HOUR_MS)
  const isLeak = TYPES[type] === 'LO_DU_LIEU'
  const leak = new Random(world.seed, keyOf('leak'), day, index)
  const isPersonal = isLeak && leak.chance(0.6)
  // Who handles a leak of personal data does not always think of it as something to report.
  const isReportable = severity >= 2 || (isLeak && !(isPersonal && leak.chance(0.3)))
  const reported = detected + Math.round((random.chance(0.9) ? random.between(1, 22) : random.between(25, 110)) * HOUR_MS)
  const { IPNguon = '', MaBam = '', TenMien = '', TaiKhoan = '' } = traces(random)
  const row: SourceRow = {
    DonVi: nameOn(guarded.pick(random), detected, index),
    MucDo: SEVERITIES[severity] as string,
    LoaiSuCo: TYPES[type] as string,
    XayRa: random.chance(0.7) ? localTime(occurred) : '',
    PhatHien: localTime(detected),
    PhaiBaoCao: isReportable ? '1' : '0',
    DuLieuCaNhan: isPersonal ? '1' : '0',
    TrangThai: 'MoiPhatHien',
    IPNguon,
    MaBam,
    TenMienDocHai: TenMien,
    TaiKhoan,
    NguoiXuLy: TaiKhoan.replace('nv', 'cb'),
    MoTa: `Máy của ${TaiKhoan} kết nối ${IPNguon} (${TenMien}), tệp ${MaBam}`,
  }
  const events: [number, SourceRow][] = random.chance(0.05)
    ? [[acknowledged, { TiepNhan: localTime(acknowledged), TrangThai: 'BaoDongGia' }]]
    : [
        [acknowledged, { TiepNhan: localTime(acknowledged), TrangThai: 'DangXuLy' }],
        [contained, { KhoanhVung: localTime(contained), TrangThai: 'DaKhoanhVung' }],
        [closed, { DongLuc: localTime(closed), TrangThai: 'DaDong' }],
        ...(isReportable || isPersonal ? [[reported, { BaoCaoLuc: localTime(reported) }] as [number, SourceRow]] : []),
      ]
  const steps = [{ at: detected, row: () => row }]
  let known = row
  for (const [at, fields] of events.toSorted(([a], [b]) => a - b)) {
    const now = { ...known, ...fields }
    steps.push({ at, row: () => now })
    known = now
  }
  return { code: `SC${dateOf(day).replaceAll('-', '')}${String(index).padStart(3, '0')}`, steps }
}
