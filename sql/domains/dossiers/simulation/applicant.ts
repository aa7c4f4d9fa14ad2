import { Random } from '../../../src/pack/random.ts'
import type { SourceRow } from '../../../src/pack/simulate.ts'
import type { Life } from './life.ts'
import type { Place } from './place.ts'

const FAMILIES = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng', 'Bùi', 'Đỗ', 'Ngô']
const MIDDLES = ['Văn', 'Thị', 'Đức', 'Ngọc', 'Thanh', 'Minh', 'Hữu', 'Thu']
const GIVEN = ['Hùng', 'Lan', 'Hoa', 'Dũng', 'Mai', 'Tuấn', 'Hương', 'Sơn', 'Thảo', 'Long', 'Yến', 'Khánh']

/** Who applied, as the real system tells it of every dossier: made up, and there to be taken out before anything is kept. */
export function applicantOf({ seed }: Place, { day, index }: Life): SourceRow {
  const random = new Random(seed, day, index, 21)
  const number = String(random.below(1e8)).padStart(8, '0')
  const paper = `0${random.below(96) + 1}`.slice(-2).padStart(3, '0') + random.below(4) + number
  const name = `${random.pick(FAMILIES)} ${random.pick(MIDDLES)} ${random.pick(GIVEN)}`
  const phone = `09${number}`
  return {
    ChuHoSo: name,
    SoGiayToChuHoSo: paper,
    MaDoiTuong: `CD-${number}`,
    // What clerks write in their own words names the applicant too.
    TrichYeuHoSo: `Hồ sơ của ông (bà) ${name}`,
    GhiChu: index % 4 === 0 ? `Gọi trước khi trả: ${phone}` : '',
    ThongTinTra: index % 3 === 0 ? `Trả tận nhà cho ${name}, ${phone}` : '',
    SoDienThoai: phone,
    Email: `cong.dan.${number}@mo-phong.example`,
    DinhDanhCHS: [{ LoaiDinhDanh: '1', SoDinhDanh: paper }],
  }
}
