import { Random } from '../../../src/pack/random.ts'
import type { SourceRow } from '../../../src/pack/simulate.ts'
import { type Life, Status, type Step } from './life.ts'
import type { Place } from './place.ts'

/** One in three says something when the result is handed over; who waited too long is seldom content. */
const RATED = 0.34
const DISSATISFIED = { inTime: 0.03, late: 0.42 }
const COMPLAINED = { inTime: 0.003, late: 0.05 }

/** What the applicant said of it, at the counter or on the portal; nothing before the result is in hand. */
export function opinionOf(place: Place, life: Life, step: Step): SourceRow {
  const random = new Random(place.seed, life.day, life.index, 11)
  const when = life.finished > step.due ? 'late' : 'inTime'
  const [isRated, isBad, isGood, isComplained] = [
    random.chance(RATED),
    random.chance(DISSATISFIED[when]),
    random.chance(0.55),
    random.chance(COMPLAINED[when]),
  ]
  if (step.status !== Status.returned) return { MucDoHaiLong: '', CoPhanAnhKienNghi: '0' }
  return { MucDoHaiLong: isRated ? (isBad ? '3' : isGood ? '1' : '2') : '', CoPhanAnhKienNghi: isComplained ? '1' : '0' }
}
