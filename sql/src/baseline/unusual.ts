import { median, NORMAL } from './spike.ts'
import { type Usual, usualOf } from './usual.ts'

/** How a figure stands to those it is alike to. */
export interface Stand extends Usual {
  middle: number
  /** On which side it lies so far out that hardly any of its kind does; null where it does not. */
  side: 'above' | 'below' | null
}

/** Iglewicz and Hoaglin (1993), How to Detect and Handle Outliers: beyond it a modified z-score is taken for an outlier. */
const FAR_OUT = 3.5

/**
 * By a modified z-score: (figure − median) ÷ 1.4826 × the median absolute deviation, so that one storm among those that are alike does not make
 * the next look usual. The spread is never taken below `noise`, what chance alone makes of figures about
 * the middle. Null where too few are alike.
 */
export function standOf(figure: number, alike: readonly number[], noise: (middle: number) => number): Stand | null {
  const usual = usualOf(alike)
  if (!usual) return null
  const middle = median(alike)
  const spread = Math.max(NORMAL * median(alike.map((each) => Math.abs(each - middle))), noise(middle))
  const isFarOut = Math.abs(figure - middle) > FAR_OUT * spread
  return { ...usual, middle, side: isFarOut ? (figure > middle ? 'above' : 'below') : null }
}
