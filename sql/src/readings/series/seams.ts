import type { DefinedIndicator, Definition, Seam } from '../../indicators/registry.ts'
import type { Step } from '../../time/slots.ts'
import type { RegistryUnit } from '../../units/registry.ts'
import { wholeSteps } from '../asked/own-span.ts'
import type { Span } from '../asked/period.ts'
import { definitionsWithin } from '../totals/evaluate.ts'

/** By what a series is counted: the definition it begins with, those that replace it on the way, and the days its steps reach over. */
export interface Counting {
  definition: Definition
  seams: SeriesSeam[]
  /** What its steps reach over, where they are whole and that is more than was asked; of what stands at one moment nothing does. */
  wider: Span | null
}

/** `at`: where the first point begins that is counted by the new definition; points on either side are not the same thing. */
export type SeriesSeam = Seam & { at: Date }

/** How the points are counted that `readUnitSeries` gives for the same units and span. A change no point shows yet is no seam of it. */
export function countingOf(
  indicator: DefinedIndicator,
  units: Pick<RegistryUnit, 'valid_from' | 'valid_to'>[],
  asked: Span,
  step: Step,
  at: Date,
): Counting {
  const whole = wholeSteps(indicator, units, asked, step, at)
  const [first, ...later] = definitionsWithin(indicator, whole, step)
  const isWider = indicator.period !== 'now' && (whole.from < asked.from || whole.to > asked.to)
  return {
    wider: isWider ? whole : null,
    definition: first?.definition ?? (indicator.definitions[0] as Definition),
    seams: later.map(({ definition, span }) => ({ ...definition, from: definition.from as string, at: span.from })),
  }
}
