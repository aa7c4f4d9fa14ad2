import { numberOfDay, startOfNumber } from '../../../src/calendar/day.ts'
import { keyOf, Random } from '../../../src/pack/random.ts'
import { dateOf, type SourceRow, type World } from '../../../src/pack/simulate.ts'
import type { Life } from '../../../src/pack/simulated-lives.ts'

const HOUR_MS = 3_600_000
const FOR_DAYS = 365 * 8
/** How often each is done, in days, a little too seldom at times. */
const EVERY = { QuetLoHong: 175, RaSoatNhatKy: 150, XacDinhRuiRo: 340, KiemThuTuNgoai: 350, KiemThuTuTrong: 355 }
const TESTS = ['KiemThuTuNgoai', 'KiemThuTuTrong']

/** The register of information systems: one or two an agency, a few of the province's own at level 3 and 4. */
export function systemsOf(world: World): Life[] {
  const owners = [...world.departments, ...world.departments, ...Array.from({ length: 12 }, () => world.province)]
  return owners.map((unit, index) => {
    const random = new Random(world.seed, keyOf('system'), index)
    const isShared = unit === world.province
    const level = isShared ? (random.chance(0.3) ? 4 : 3) : random.chance(0.4) ? 3 : random.chance(0.75) ? 2 : 1
    const start = numberOfDay(world.start)
    const subjects = isShared ? random.between(30_000, 3_000_000) : random.chance(0.75) ? random.exponential(30_000) : 0
    const fixed: SourceRow = {
      SoChuTheDuLieu: String(Math.round(subjects)),
      SoChuTheNhayCam: String(random.chance(0.3) ? Math.round(subjects * random.between(0.05, 0.5)) : 0),
      DonVi: unit.code,
      CapDo: String(level),
      NgayDangKy: dateOf(start - random.below(900)),
      ThangLuuNhatKy: String(level >= 3 && random.chance(0.88) ? (level === 4 ? 6 : 3) + random.below(7) : random.below(4)),
    }
    const approvedOn = random.chance(0.25) ? start + random.below(FOR_DAYS / 4) : start - 1
    const hasDossier = random.chance(0.9)
    return { code: `HTTT-${String(index + 1).padStart(3, '0')}`, steps: stepsOf() }

    function stepsOf(): Life['steps'] {
      const days = new Map<number, SourceRow>([[start, lastDays(start)]])
      if (hasDossier && approvedOn > start) days.set(approvedOn, {})
      for (const [duty, every] of Object.entries(EVERY)) {
        if (level < 3 || (TESTS.includes(duty) && level < 4)) continue
        const gap = level === 4 && duty === 'RaSoatNhatKy' ? 29 : every
        for (let day = start + random.below(gap); day < start + FOR_DAYS; day += Math.round(gap * random.between(0.75, 1.12)))
          days.set(day, { ...days.get(day), [duty]: dateOf(day) })
      }
      let known: SourceRow = fixed
      return [...days]
        .toSorted(([a], [b]) => a - b)
        .map(([day, done]) => {
          const dossier = !hasDossier ? 'ChuaLap' : approvedOn <= day ? 'DaDuyet' : 'DaTrinh'
          known = { ...known, ...done, HoSoCapDo: dossier }
          const row = known
          return { at: startOfNumber(day).getTime() + 16 * HOUR_MS, row: () => row }
        })
    }

    /** Before the history begins everything had been done some time ago. */
    function lastDays(day: number): SourceRow {
      if (level < 3) return {}
      const ago = (every: number) => dateOf(day - random.below(every))
      return {
        QuetLoHong: ago(EVERY.QuetLoHong),
        RaSoatNhatKy: ago(level === 4 ? 29 : EVERY.RaSoatNhatKy),
        XacDinhRuiRo: ago(EVERY.XacDinhRuiRo),
        ...(level === 4 ? { KiemThuTuNgoai: ago(EVERY.KiemThuTuNgoai), KiemThuTuTrong: ago(EVERY.KiemThuTuTrong) } : {}),
        ...(level === 3 && random.chance(0.85) ? { ChuongTrinhKiemThu: ago(700) } : {}),
        ...(level === 3 && random.chance(0.7) ? { DienTap: ago(400) } : {}),
      }
    }
  })
}
