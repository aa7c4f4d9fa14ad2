import type { Say } from '../../text/say.ts'
import type { Cube } from './cube.ts'
import { sayOfStep } from './pictures/slots.ts'
import type { Settled } from './settle.ts'

/** What a series tells other than was asked: more days, as its steps are whole, or no year so far where its beginning was not told. */
export function sayReach(
  { wider, gaps = [] }: Cube,
  { step, isOverTime }: Pick<Settled, 'step' | 'isOverTime'>,
  say: Say,
): string[] {
  if (!isOverTime) return []
  const { t, day } = say
  const whole = wider
    ? [t('explore.wider', { step: t(`explore.steps.${step}`), from: day(wider.from), to: day(Date.parse(wider.to) - 1) })]
    : []
  const broken = gaps.length > 0 ? [t('explore.broken', { steps: gaps.map((at) => sayOfStep(at, step, say)).join(', ') })] : []
  return [...whole, ...broken]
}
