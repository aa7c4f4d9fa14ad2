import type { Db } from '../db.ts'
import { classificationOfIndicator, isAbove } from '../indicators/classification.ts'
import type { Term } from '../indicators/formula.ts'
import type { DefinedIndicator, Registry } from '../indicators/registry.ts'
import type { Moment } from '../readings/asked/moment.ts'
import { parsePeriod } from '../readings/asked/period.ts'
import { indicatorOf } from '../readings/asked/question.ts'
import { readIndicator } from '../readings/read.ts'
import type { UnitRegistry } from '../units/registry.ts'

/** What a year is to reach where no plan sets a target: what a share paced by the year is taken of. */
export interface Estimate {
  value: number
  /** The share. */
  of: DefinedIndicator
}

/** The estimate of an indicator for a year, by the first paced share of it; null where there is none, or it is not told. */
export async function readEstimate(
  db: Db,
  units: UnitRegistry,
  registry: Registry,
  indicator: DefinedIndicator,
  unitId: number,
  year: number,
  moment: Moment,
): Promise<Estimate | null> {
  const paced = pacedShareOf(indicator, registry)
  if (!paced) return null
  const whole = indicatorOf(registry, paced.whole)
  const { value } = await readIndicator(db, units, whole, unitId, moment, parsePeriod(String(year), moment.at))
  return value === null ? null : { value, of: paced.of }
}

/** The first paced share whose part is all that an indicator is, and the measure it is a share of. */
function pacedShareOf(
  indicator: DefinedIndicator,
  registry: Pick<Registry, 'indicators' | 'meanings'>,
): { of: DefinedIndicator; whole: string } | null {
  const { terms, tree } = indicator.compiled
  const [part] = terms
  if (!part || terms.length !== 1 || tree.kind !== 'term' || !isPlain(part)) return null
  const own = classificationOfIndicator(indicator, registry)
  for (const of of registry.indicators) {
    const { terms, tree } = of.compiled
    if (!of.paced || tree.kind !== 'share' || tree.zero !== null) continue
    if (tree.numerator.kind !== 'term' || tree.denominator.kind !== 'term') continue
    const [above, below] = [terms[tree.numerator.term], terms[tree.denominator.term]]
    if (!above || !below || !isPlain(above) || !isPlain(below) || above.measure.id !== part.measure.id) continue
    if (!isAbove(classificationOfIndicator(of, registry), own)) return { of, whole: below.measure.id }
  }
  return null
}

/** A measure itself, and nothing picked out of it or counted in it. */
const isPlain = ({ measure: _, begun, whole, ...more }: Term) => !begun && Object.values(more).every((each) => each === undefined)
