import type { ReadingAnswer } from '@ioc/server/contract'
import type { Say } from '../../text/say.ts'
import type { Cube } from './cube.ts'
import { sayOfStep } from './pictures/slots.ts'
import type { Settled } from './settle.ts'

/**
 * What is told other than was asked: days of which nothing was ever told; over time more days, as its steps are whole, or no year so far
 * where its beginning was not told.
 */
export function sayReach(
  cube: Cube,
  view: Pick<Settled, 'step' | 'isOverTime' | 'running'>,
  reading: Pick<ReadingAnswer, 'toldFrom'> | undefined,
  say: Say,
): string[] {
  const { t, day } = say
  const { wider, gaps = [] } = cube
  const begins = sayBeginning(cube, view, reading, say)
  if (!view.isOverTime) return begins
  const { step } = view
  const whole = wider
    ? [t('explore.wider', { step: t(`explore.steps.${step}`), from: day(wider.from), to: day(Date.parse(wider.to) - 1) })]
    : []
  const broken = gaps.length > 0 ? [t('explore.broken', { steps: gaps.map((at) => sayOfStep(at, step, say)).join(', ') })] : []
  return [...begins, ...whole, ...broken]
}

/** That nothing it was to be set beside is known, where anything else is. */
export function sayNothingBeside({ rows }: Cube, { compare }: Pick<Settled, 'compare'>, { t }: Pick<Say, 't'>): string[] {
  if (compare === null) return []
  const known = rows.flatMap(({ cells }) => cells.flat()).filter((cell) => cell !== null && cell.value !== null)
  return known.length === 0 || known.some((cell) => cell?.before != null) ? [] : [t(`explore.nothingBeside.${compare}`)]
}

/** Of what is counted to the day; of what stands at one moment, or was reported of less than the province, to the step. */
function sayBeginning(
  cube: Cube,
  { step, isOverTime, running }: Pick<Settled, 'step' | 'isOverTime' | 'running'>,
  reading: Pick<ReadingAnswer, 'toldFrom'> | undefined,
  say: Say,
): string[] {
  const { t, day } = say
  const first = isOverTime && !running ? firstTold(cube) : null
  if (reading?.toldFrom && (first === null || Date.parse(first) <= Date.parse(reading.toldFrom)))
    return [t('explore.begins', { day: day(reading.toldFrom) })]
  return first === null ? [] : [t('explore.beginsStep', { step: sayOfStep(first, step, say) })]
}

/** The first of its slots that anything is told of, where others lie before it; null where none does, and where nothing is told at all. */
function firstTold({ slots, rows }: Cube): string | null {
  const isTold = (place: number) =>
    rows.some(({ cells }) => cells.some((of) => of[place] != null && of[place]?.state !== 'missing'))
  const place = slots?.findIndex((_, place) => isTold(place)) ?? -1
  return place > 0 ? (slots?.[place] ?? null) : null
}
