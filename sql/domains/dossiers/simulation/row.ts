import { numberOfDay, startOfNumber } from '../../../src/calendar/day.ts'
import { dateOf, localTime, type SourceRow } from '../../../src/pack/simulate.ts'
import { agencyOn } from '../../../src/pack/simulated-lives.ts'
import { applicantOf } from './applicant.ts'
import { type Life, type Slip, Status, type Step } from './life.ts'
import { opinionOf } from './opinion.ts'
import { paperworkOf } from './paperwork.ts'
import type { Place } from './place.ts'
import { yieldsDocument } from './procedures.ts'

const CHANNELS = { direct: '1', online: '2', post: '3' } as const

/** Until the reform some counters ran a system of before the portal, with numbers of its own making. */
const OLD_COUNTERS_UNTIL = numberOfDay('2025-07-01')

/** The dossier's number as the source forms it: unit, day filed, number of that day. */
export function codeOf(unit: string, day: number, index: number): string {
  const [date, number] = [dateOf(day).slice(2).replaceAll('-', ''), String(index).padStart(6, '0')]
  return day < OLD_COUNTERS_UNTIL && index % 400 === 7 ? `HS.${date}/${number}/${unit}` : `${unit}-${date}-${number}`
}

/** A dossier keeps the number it got when it was filed, whoever's it has become. */
export function numberOf({ unit, day, index }: Pick<Life, 'unit' | 'day' | 'index'>): string {
  return codeOf(agencyOn(unit, startOfNumber(day).getTime(), index), day, index)
}

/** What the source says of a dossier after its step number `number`. */
export function rowOf(place: Place, life: Life, number: number): SourceRow {
  const step = life.steps[number] as Step
  const slip = number < life.steps.length - 1 ? life.slip : null
  const { procedure } = life
  const { field, fieldCode } = slip === 'field' ? neighbour(place.procedures, procedure) : procedure
  const received = life.received > 0 && step.at >= life.received
  const finished = received && life.finished > 0 && step.at >= life.finished
  const row: SourceRow = {
    MaHoSo: numberOf(life),
    MaTTHC: procedure.code,
    TenTTHC: procedure.name,
    MaLinhVuc: fieldCode,
    TenLinhVuc: field,
    KenhThucHien: channelCode(life, slip),
    ...applicantOf(place, life),
    // The one-stop system takes it from the catalogue of procedures.
    TraKetQuaGiayTo: yieldsDocument(procedure) ? '1' : '0',
    LoaiDoiTuong: life.index % 9 === 0 ? '2' : '1',
    NgayNopHoSo: localTime(life.filed),
    NgayTiepNhan: received ? localTime(life.received) : '',
    NgayHenTra: received && !isUnappointed(life) ? localTime(step.due) : '',
    TrangThaiHoSo: String(step.status),
    NgayKetThucXuLy: finished ? localTime(life.finished) : '',
    NgayTra: step.status === Status.returned ? localTime(life.returned) : '',
    NgayTuChoi: step.status === Status.refused ? localTime(life.refused) : '',
    HinhThuc: life.index % 3 === 0 ? '1' : '0',
    DonViXuLy: agencyOn(slip === 'unit' ? neighbour(place.units, life.unit) : life.unit, step.told, life.index),
    NoiNopHoSo: life.channel === 'online' ? '1' : '2',
    ...paperworkOf(place, life, finished),
    ...opinionOf(place, life, step),
    SoLanBoSung: String(step.supplements),
    DanhSachHoSoBoSung: supplementsOf(place, life, number),
    NgayCapNhat: localTime(step.told),
  }
  if (life.flaw === 'unknown-unit') row.DonViXuLy = `${life.unit.code.split('.')[0]}.999`
  if (life.flaw === 'no-receipt') row.NgayTiepNhan = row.NgayNopHoSo = ''
  if (life.flaw === 'impossible-date') row.NgayNopHoSo = `${localTime(life.filed).slice(0, 4)}-02-31T08:00:00.000`
  return row
}

/** One in forty gets no day of return: its procedure's term stands for it. */
function isUnappointed({ index }: Life): boolean {
  return index % 40 === 23
}

/** Counters leave the channel out now and then; readers take that for a visit in person. */
function channelCode(life: Life, slip: Slip | null): string | null {
  if (slip === 'channel') return life.channel === 'online' ? '1' : '2'
  if (life.channel === 'direct' && life.index % 17 === 0) return null
  return CHANNELS[life.channel]
}

function supplementsOf(place: Place, life: Life, number: number): Record<string, string>[] {
  const { ChuHoSo: applicant } = applicantOf(place, life)
  const { ChuHoSo: clerk } = applicantOf(place, { ...life, index: life.index + 7 })
  const asked: Record<string, string>[] = []
  for (let place = 0; place <= number; place++) {
    const step = life.steps[place] as Step
    if (step.status === Status.supplement) {
      asked.push({
        HoSoBoSungId: String(asked.length + 1),
        NguoiYeuCauBoSung: String(clerk),
        NoiDungBoSung: `Ông (bà) ${applicant} bổ sung bản sao giấy tờ`,
        NgayBoSung: localTime(step.at),
        TrangThaiBoSung: '0',
      })
    } else if (asked.length > 0 && life.steps[place - 1]?.status === Status.supplement) {
      Object.assign(asked.at(-1) as object, {
        NgayTiepNhanBoSung: localTime(step.at),
        TrangThaiBoSung: '1',
        NgayHenTraMoi: isUnappointed(life) ? '' : localTime(step.due),
      })
    }
  }
  return asked
}

function neighbour<T>(all: T[], one: T): T {
  return all[(all.indexOf(one) + 1) % all.length] as T
}
