import { DAY_MS, dayNumberOf, startOfNumber } from '../../../src/calendar/day.ts'
import { keyOf, Random, runningSums } from '../../../src/pack/random.ts'
import { localTime, type RecordSource, type SourceRow, type World } from '../../../src/pack/simulate.ts'
import { type Life, nameOn } from '../../../src/pack/simulated-lives.ts'
import { WalkedLives } from '../../../src/pack/walked-lives.ts'
import { applicantOf } from './applicant.ts'
import { type Life as Dossier, LIFE_DAYS, lifeOf, Status } from './life.ts'
import { paperworkOf } from './paperwork.ts'
import type { Place } from './place.ts'
import { numberOf } from './row.ts'

const JOURNAL_DAYS = 35
/** Half a year of transactions is whole. */
const WHOLE_DAYS = 182
/** What is paid for a dossier is credited or paid back within so many days of its last step. */
const SETTLED_DAYS = 60

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** As the gateway codes them; most who do not finish simply leave. */
const FAILURES = ['HUY', 'NH_TU_CHOI', 'KHONG_DU_SO_DU', 'HET_THOI_GIAN', 'LOI_KET_NOI']
const FAILURE_SUMS = runningSums([52, 12, 11, 16, 9])

type Steps = Life['steps']

/**
 * The province's payment platform: what is paid online for the dossiers of the one-stop system, neither more nor less, and how
 * the money reaches the agency it is for.
 */
export function paymentGateway(world: World, place: Place): RecordSource {
  const gateway = new PaymentGateway(place)
  return new WalkedLives(world, {
    path: 'thanh-toan',
    names: { code: 'MaGiaoDich', updated: 'NgayCapNhat' },
    livesOf: (day, wholeFrom) => gateway.begunOn(day, wholeFrom),
    volumeOf: (day, wholeFrom) => place.listed(day, wholeFrom),
    wholeFrom: (now) => dayNumberOf(now) - WHOLE_DAYS,
    lifeDays: LIFE_DAYS + SETTLED_DAYS,
    journalDays: JOURNAL_DAYS,
  })
}

class PaymentGateway {
  #place: Place

  constructor(place: Place) {
    this.#place = place
  }

  /** The payments for the dossiers filed on a day. */
  *begunOn(day: number, wholeFrom: number): Generator<Life> {
    for (const index of this.#place.listedOn(day, wholeFrom)) {
      const dossier = lifeOf(this.#place, day, index)
      const { DuocThanhToanTrucTuyen: how, DanhSachLePhi: fees } = paperworkOf(this.#place, dossier, false)
      const fee = (fees as Record<string, string>[])[0]?.Gia ?? '0'
      if (fee === '0') continue
      const random = new Random(this.#place.seed, keyOf('payment'), day, index)
      const isPaid = how !== '0'
      const channel = isPaid ? (how as string) : index % 5 === 0 ? '2' : '1'
      // Who pays at the counter in the end has often tried; who pays online, not always at the first attempt.
      if (random.chance(isPaid ? 0.1 : dossier.channel === 'online' ? 0.5 : 0)) yield this.#attempt(dossier, fee, channel, random)
      if (isPaid) yield this.#payment(dossier, fee, channel, random)
    }
  }

  #attempt(dossier: Dossier, fee: string, channel: string, random: Random): Life {
    const { started, steps, tell } = begin(this.#place, dossier, fee, channel, paidAt(dossier) - random.between(1, 5) * MINUTE_MS)
    let at = started
    if (random.chance(0.4)) {
      at = Math.floor(started + random.between(20, 240) * 1_000)
      tell(at, { NgayXacThuc: localTime(at) })
    }
    at += 15 * MINUTE_MS
    tell(at, { NgayThatBai: localTime(at), LyDo: FAILURES[random.weighted(FAILURE_SUMS)] as string })
    return { code: paymentCode(dossier, 1), steps }
  }

  #payment(dossier: Dossier, fee: string, channel: string, random: Random): Life {
    const paid = paidAt(dossier)
    const authorised = Math.floor(paid - random.between(5, 90) * 1_000)
    const { steps, tell } = begin(this.#place, dossier, fee, channel, authorised - random.between(20, 240) * 1_000)
    tell(authorised, { NgayXacThuc: localTime(authorised) })
    const day = dayNumberOf(new Date(paid))
    const due = startOfNumber(this.#place.days.add(day, 1)).getTime() + 17 * HOUR_MS
    tell(paid, { NgayThanhToan: localTime(paid), HanGhiCo: localTime(due) })
    if (dossier.refused > 0 || random.chance(0.006)) this.#refund(random, day, Math.max(paid, dossier.refused), tell)
    else {
      const credited = Math.floor(paid + waitOf(random) * HOUR_MS)
      tell(credited, { NgayGhiCo: localTime(credited) })
      const hours = random.chance(0.92) ? random.between(6, 40) : random.between(60, 300)
      const reconciled = Math.floor(credited + hours * HOUR_MS)
      tell(reconciled, { NgayDoiSoat: localTime(reconciled) })
    }
    return { code: paymentCode(dossier, 0), steps }
  }

  /** Of a dossier that was refused, or paid twice or for nothing: it is to be paid back in seven working days. */
  #refund(random: Random, day: number, after: number, tell: Tell): void {
    const asked = Math.floor(after + random.between(2, 50) * HOUR_MS)
    const due = startOfNumber(this.#place.days.add(day, 7)).getTime() + 17 * HOUR_MS
    tell(asked, { NgayYeuCauHoanTra: localTime(asked), HanHoanTra: localTime(due) })
    const back = Math.floor(asked + (random.chance(0.75) ? random.between(1, 5) : random.between(9, 30)) * DAY_MS)
    tell(back, { NgayHoanTra: localTime(back) })
  }
}

interface Begun {
  started: number
  steps: Steps
  tell: Tell
}

type Tell = (at: number, fields: SourceRow) => void

function begin(place: Place, dossier: Dossier, fee: string, channel: string, at: number): Begun {
  const started = Math.floor(at)
  const { ChuHoSo: payer, SoDienThoai: phone } = applicantOf(place, dossier)
  const row: SourceRow = {
    NguoiNop: payer ?? '',
    SoTaiKhoan: `9704${phone}`,
    MaHoSo: numberOf(dossier),
    DonViThuHuong: nameOn(dossier.unit, started, dossier.index),
    KenhThanhToan: channel,
    SoTien: fee,
    NgayKhoiTao: localTime(started),
  }
  const steps: Steps = [{ at: started, row: () => row }]
  const tell: Tell = (at, fields) => {
    const { row: known } = steps.at(-1) as Steps[number]
    steps.push({ at, row: () => ({ ...known(), ...fields }) })
  }
  return { started, steps, tell }
}

/** When the duty to pay was met, where there was such a step; with the filing otherwise. */
function paidAt({ steps, filed }: Dossier): number {
  const asked = steps.findIndex(({ status }) => status === Status.fee)
  return Math.floor((asked >= 0 && steps[asked + 1]?.at) || filed + 6 * MINUTE_MS)
}

function paymentCode({ day, index }: Dossier, attempt: number): string {
  return `TT${day}${String(index).padStart(6, '0')}${attempt}`
}

/** Hours until the money arrives: mostly minutes, often overnight, and now and then it lies somewhere for days. */
function waitOf(random: Random): number {
  const luck = random.next()
  if (luck < 0.55) return random.between(0.05, 0.9)
  if (luck < 0.93) return random.between(1, 20)
  return random.between(30, 40) + random.exponential(70)
}
