import { DAY_MS, startOfNumber } from '../../../src/calendar/day.ts'
import { keyOf, Random, runningSums } from '../../../src/pack/random.ts'
import { dateOf, localTime, type SourceRow, type World } from '../../../src/pack/simulate.ts'
import { type Life, nameOn, type OfficeYear } from '../../../src/pack/simulated-lives.ts'
import type { Guarded } from './who.ts'

const A_WORKING_DAY = 5
const SEVERITY_SUMS = runningSums([30, 42, 22, 6])
/** Days within which a patch is due, from low to critical. */
const DUE_DAYS = [90, 60, 30, 7]
/** By severity, as a scanner scores them. */
const SCORES = [
  [0.1, 3.9],
  [4, 6.9],
  [7, 8.9],
  [9, 10],
] as const

export function* vulnerabilitiesOf(world: World, guarded: Guarded, year: OfficeYear, day: number): Generator<Life> {
  const luck = new Random(world.seed, keyOf('vulnerabilities'), day)
  const count = Math.floor(A_WORKING_DAY * Math.sqrt(world.scale) * year.load(day, 0.05) * luck.between(0.3, 1.7) + luck.next())
  for (let index = 0; index < count; index++) {
    const random = new Random(world.seed, keyOf('vulnerability'), day, index)
    const severity = random.weighted(SEVERITY_SUMS)
    const found = Math.floor(startOfNumber(day).getTime() + random.between(8, 17) * (DAY_MS / 24))
    const days = DUE_DAYS[severity] as number
    const fixed =
      found + Math.round((random.chance(0.9) ? days * random.between(0.1, 0.95) : days * random.between(1.05, 3.5)) * DAY_MS)
    const [low, high] = SCORES[severity] as readonly [number, number]
    const row: SourceRow = {
      DonVi: nameOn(guarded.pick(random), found, index),
      TenMay: `may-chu-${index % 40}.mo-phong.example`,
      DiaChiIP: `10.33.${day % 250}.${index % 250}`,
      MaCVE: `CVE-0000-${String((day * 31 + index) % 10_000).padStart(4, '0')}`,
      CVSS: random.between(low, high).toFixed(1),
      MucDo: String(severity + 1),
      PhatHien: localTime(found),
      HanVa: localTime(found + days * DAY_MS),
      DaVa: '',
    }
    const steps = [
      { at: found, row: () => row },
      { at: fixed, row: () => ({ ...row, DaVa: localTime(fixed) }) },
    ]
    yield { code: `LH${dateOf(day).replaceAll('-', '')}${String(index).padStart(3, '0')}`, steps }
  }
}
