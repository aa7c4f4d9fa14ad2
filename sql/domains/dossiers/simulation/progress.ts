import { Random } from '../../../src/pack/random.ts'
import { localTime, type RecordSource, type SourceRow, type World } from '../../../src/pack/simulate.ts'
import { agencyOn, type Life } from '../../../src/pack/simulated-lives.ts'
import { WalkedLives } from '../../../src/pack/walked-lives.ts'
import { applicantOf } from './applicant.ts'
import { type Life as Dossier, LIFE_DAYS, lifeOf, Status, type Step } from './life.ts'
import type { Place } from './place.ts'
import { numberOf } from './row.ts'
import { wholeMonths } from './synchronised.ts'

const DESKS = {
  reception: 'Bộ phận Tiếp nhận và Trả kết quả',
  department: 'Phòng chuyên môn',
  signing: 'Lãnh đạo ký duyệt',
  justice: 'Tư pháp - Hộ tịch',
  economy: 'Phòng Kinh tế',
  culture: 'Phòng Văn hóa - Xã hội',
}
/** A reception hands on within half a day; the desk that works has most of the term, who signs the rest. */
const RECEPTION_MS = 12 * 3_600_000
const DESK_PART = 0.8

/** A dossier at one desk: from when to when, and until when by the rules. */
interface Stay {
  desk: string
  from: number
  to: number | null
  due: number
  status: number
}

/** The desks a dossier came through, and the one it lies at. While an applicant is waited for it lies at none. */
export function staysOf(place: Place, dossier: Dossier): Stay[] {
  return dossier.steps.flatMap((step, number) => {
    const next = dossier.steps[number + 1]
    if (step.status === Status.received)
      return [{ desk: DESKS.reception, from: step.at, to: next?.at ?? null, due: step.at + RECEPTION_MS, status: step.status }]
    if (step.status !== Status.processing) return []
    return working(place, dossier, step, next)
  })
}

function working(place: Place, dossier: Dossier, step: Step, next: Step | undefined): Stay[] {
  const due = step.at + DESK_PART * Math.max(0, step.due - step.at)
  const desk = { desk: deskOf(dossier), from: step.at, status: step.status }
  if (next?.status !== Status.done) return [{ ...desk, to: next?.at ?? null, due }]
  // What is decided is signed, at the end of the time it took.
  const part = new Random(place.seed, dossier.day, dossier.index, 23).between(0.6, 0.95)
  const signed = Math.floor(step.at + part * (next.at - step.at))
  return [
    { ...desk, to: signed, due },
    { desk: DESKS.signing, from: signed, to: next.at, due: Math.max(step.due, signed), status: step.status },
  ]
}

function deskOf({ procedure: { at, field } }: Dossier): string {
  if (at !== 'commune') return DESKS.department
  if (/Hộ tịch|Chứng thực|Nuôi con nuôi/.test(field)) return DESKS.justice
  return /đất|xây dựng|kinh doanh|hàng hóa|nông|môi trường/i.test(field) ? DESKS.economy : DESKS.culture
}

/** The events of dossiers: told when one comes to a desk and when it leaves. */
export function progress(world: World, place: Place): RecordSource {
  return new WalkedLives(world, {
    path: 'tien-trinh',
    names: { code: 'MaTienTrinh', updated: 'NgayCapNhat' },
    *livesOf(day, wholeFrom): Generator<Life> {
      for (const index of place.listedOn(day, wholeFrom)) {
        const dossier = lifeOf(place, day, index)
        for (const [number, { from, to }] of staysOf(place, dossier).entries()) {
          const code = `${numberOf(dossier)}.${number}`
          const told = (done: boolean, at: number) => ({
            at,
            row: () => {
              const again = lifeOf(place, day, index)
              return rowOf(place, again, staysOf(place, again)[number] as Stay, { code, done, told: at })
            },
          })
          yield { code, steps: [told(false, from), ...(to === null ? [] : [told(true, Math.max(to, from + 1))])] }
        }
      }
    },
    volumeOf: (day, wholeFrom) => place.listed(day, wholeFrom),
    wholeFrom: wholeMonths,
    lifeDays: LIFE_DAYS,
  })
}

interface Telling {
  code: string
  done: boolean
  told: number
}

function rowOf(place: Place, dossier: Dossier, { desk, from, to, due, status }: Stay, { code, done, told }: Telling): SourceRow {
  const { ChuHoSo: someone } = applicantOf(place, { ...dossier, index: dossier.index + 7 })
  return {
    MaTienTrinh: code,
    MaHoSo: numberOf(dossier),
    DonViXuLy: agencyOn(dossier.unit, told, dossier.index),
    PhongBanXuLy: desk,
    NguoiXuLy: someone ?? '',
    ChucDanh: desk === DESKS.signing ? 'Lãnh đạo' : 'Chuyên viên',
    NoiDungXuLy: done ? 'Đã chuyển bước tiếp theo' : 'Đang xử lý',
    TrangThai: String(status),
    NgayBatDau: localTime(from),
    NgayKetThucTheoQuyDinh: localTime(Math.floor(due)),
    ThoiDiemXuLy: done && to !== null ? localTime(to) : '',
    NgayCapNhat: localTime(told),
  }
}
