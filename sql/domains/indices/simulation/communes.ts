import { keyOf, Random } from '../../../src/pack/random.ts'
import type { Sheet, World } from '../../../src/pack/simulate.ts'
import { COMMUNE_GROUPS } from '../commune-groups.ts'
import { bold, row, slashed } from './sheet.ts'

/** Sixty-two criteria in six groups, and the points of each; how many are in which is made up. */
const GROUPS: Record<string, { criteria: number; points: number }> = {
  infrastructure: { criteria: 11, points: 160 },
  workforce: { criteria: 8, points: 120 },
  security: { criteria: 9, points: 140 },
  government: { criteria: 16, points: 280 },
  economy: { criteria: 9, points: 150 },
  society: { criteria: 9, points: 150 },
}
/** An appraisal follows a quarter later, and leaves a little less. */
const APPRAISED_EVERY_MONTHS = 3

/** What the communes of a province say of themselves at the end of a month, and what the appraisal has left of it. */
export function communesSheet(world: World, lastDay: string): Sheet {
  const month = Number(lastDay.slice(5, 7))
  const head = ['STT', 'Xã, phường', 'Nhóm tiêu chí', 'Tính đến ngày', 'Điểm tối đa', 'Tự đánh giá', 'Thẩm định', 'Tiến độ (%)']
  const states = ['Hoàn thành', 'Đang thực hiện', 'Cần bổ sung minh chứng', 'Chưa thực hiện']
  const rows = world.communes.flatMap(({ code, name }) => {
    const pace = new Random(world.seed, keyOf('dti'), keyOf(name)).between(0.55, 1.2)
    return Object.entries(GROUPS).map(([group, { criteria, points }]) => {
      const random = new Random(world.seed, keyOf(group), keyOf(name))
      const part = Math.min(0.97, random.between(0.22, 0.5) + (pace * month) / 26)
      const done = Math.min(criteria, Math.floor(part * criteria))
      const wanted = Math.min(criteria - done, random.below(3))
      const underWay = Math.min(criteria - done - wanted, Math.ceil((criteria - done - wanted) * 0.6))
      const self = Math.round(points * part)
      // The same share of what it had at the last appraisal.
      const at = Math.floor((month - 1) / APPRAISED_EVERY_MONTHS) * APPRAISED_EVERY_MONTHS
      const left = Math.min(0.97, random.between(0.22, 0.5) + (pace * at) / 26) * random.between(0.86, 1)
      const appraised = at === 0 ? null : Math.min(self, Math.round(points * left))
      const label = (COMMUNE_GROUPS[group] as { vi: string }).vi
      // Typed in by eye, in steps of five, and rather too high.
      const progress = Math.min(100, 5 * Math.round((100 * part + random.between(-6, 14)) / 5))
      return [
        code,
        label,
        slashed(lastDay),
        points,
        self,
        appraised,
        progress,
        done,
        underWay,
        wanted,
        criteria - done - wanted - underWay,
      ]
    })
  })
  return {
    name: `Tháng ${month}`,
    rows: [
      [{ value: 'KẾT QUẢ CHUYỂN ĐỔI SỐ CẤP XÃ THEO 62 TIÊU CHÍ', bold: true }],
      [{ value: 'Số liệu mô phỏng, không phải kết quả do cơ quan nào công bố' }],
      row(...head, ...states).map(bold),
      ...rows.map((cells, index) => row(index + 1, ...cells)),
    ],
    merges: ['A1:L1', 'A2:L2'],
    widths: [6, 18, 34, 14, 12, 12, 12, 12, 12, 14, 22, 14],
  }
}
