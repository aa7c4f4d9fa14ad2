import { numberOfDay } from '../../../src/calendar/day.ts'
import { Random } from '../../../src/pack/random.ts'
import type { SourceRow } from '../../../src/pack/simulate.ts'
import type { Life } from './life.ts'
import type { Place } from './place.ts'
import { yieldsDocument } from './procedures.ts'

/** Since Decree 42/2022 services are whole or partial; rows of before the reform of 2025 still say level 4 or 3. */
const WORDS_FROM = numberOfDay('2025-07-01')

const FEES = ['20000', '50000', '80000', '150000', '300000', '500000']

/** What was handed in, paid and issued: how electronically, grows over the years and differs from field to field. */
export function paperworkOf(place: Place, life: Life, isFinished: boolean): SourceRow {
  const { procedure, channel, day, index } = life
  const random = new Random(place.seed, day, index, 9)
  const isOnline = channel === 'online'
  const grown = place.progress(day)
  const ease = 1.15 - 0.15 * procedure.late
  const draws = [random.next(), random.next(), random.next(), random.next(), random.next(), random.next()] as const

  const isDigitised = draws[0] < (isOnline ? 0.97 : 0.3 + 0.45 * grown)
  const isReused = isDigitised && draws[1] < (0.32 + 0.38 * grown) * ease
  const isFromStore = draws[2] < 0.25 + 0.45 * grown
  const isPaidOnline = procedure.fee > 0 && draws[3] < (isOnline ? 0.62 + 0.3 * grown : 0.12 + 0.2 * grown) * ease
  const isFree = procedure.fee > 0 && random.chance(0.03)
  const isJoined = random.chance(0.15 + 0.45 * grown)
  const isWhole = procedure.late < 1.7 && procedure.online >= 0.7
  const names = isWhole ? ['4', 'Toàn trình'] : ['3', 'Một phần']

  return {
    MucDo: names[day < WORDS_FROM ? 0 : 1] as string,
    TaiKhoanDuocXacThucVoiVNeID: draws[5] < (isOnline ? 0.9 + 0.09 * grown : 0.45 + 0.3 * grown) ? '1' : '0',
    DSKetNoiCSDL: isJoined ? [{ MaCSDL: 'CSDLQG-DC' }] : index % 11 === 0 ? [{ MaCSDL: 'CSDL-BHXH' }] : [],
    HoSoCoThanhPhanSoHoa: isDigitised ? '1' : '0',
    DuocThanhToanTrucTuyen: isPaidOnline && !isFree ? (index % 5 === 0 ? '2' : '1') : '0',
    TaiLieuNop: [
      {
        MaThanhPhanHoSo: `${procedure.code}-1`,
        DuongDanTaiTepTin: isDigitised ? `/kho/${day}/${index}` : '',
        DuocSoHoa: isDigitised ? '1' : '0',
        DuocTaiSuDung: isReused ? '1' : '0',
        DuocLayTuKhoDMQG: isFromStore ? '1' : '0',
      },
    ],
    DanhSachLePhi:
      procedure.fee > 0
        ? [
            {
              TenPhiLePhi: 'Lệ phí',
              HinhThucThu: '1',
              Gia: isFree ? '0' : (FEES[index % FEES.length] as string),
              LoaiPhiLePhi: '1',
            },
          ]
        : [],
    DanhSachGiayToKetQua:
      isFinished && yieldsDocument(procedure) && draws[4] < 0.45 + 0.45 * grown
        ? [{ MaGiayToKetQua: `KQ-${index}`, DuongDanTepTinKetQua: `/ket-qua/${day}/${index}` }]
        : [],
  }
}
