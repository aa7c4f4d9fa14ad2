export interface Axis {
  min: number
  max: number
  interval: number
}

const STEPS = [1, 2, 2.5, 5, 10]

/**
 * An axis that ends at round numbers, and has no part of one where whole things are counted. It begins at zero unless that would flatten the shape of time into a line, which one value alone, or the same again and again, is anyway. Of two
 * steps the coarser is taken, unless the finer leaves less room empty above the highest.
 */
export function roundAxis(values: readonly number[], { fromZero, parts }: { fromZero: boolean; parts: number }): Axis {
  const top = Math.max(...values, 0)
  const low = values.length > 0 ? Math.min(...values) : 0
  const bottom = fromZero || low === top || low < top * 0.6 ? Math.min(0, low) : low
  const isWhole = values.length > 0 && values.every(Number.isInteger)
  const stepOf = isWhole ? wholeStep : roundStep
  const axis = (count: number) => axisOf(bottom, top, stepOf((top - bottom || 1) / count))
  const coarse = axis(parts)
  const fine = axis(Math.ceil(parts * 1.5))
  return bottom === 0 && top > 0 && fine.max < coarse.max * 0.9 ? fine : coarse
}

function axisOf(bottom: number, top: number, interval: number): Axis {
  return {
    min: Math.floor(bottom / interval) * interval,
    max: Math.max(Math.ceil(top / interval) * interval, interval),
    interval,
  }
}

/** The smallest of 1, 2, 2.5, 5 and their tens that is not below `step`. */
export function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step))
  return (STEPS.find((candidate) => candidate * power >= step * 0.999) ?? 10) * power
}

/** The same among whole numbers. */
function wholeStep(step: number): number {
  const round = Math.max(1, roundStep(step))
  return Number.isInteger(round) ? round : roundStep(2 * round)
}

/** Every n-th of `count` labels, so that at most `room` of them stand side by side. */
export function everyNth(count: number, room: number, nice: readonly number[]): number {
  const least = Math.ceil(count / Math.max(1, room))
  return nice.find((step) => step >= least) ?? least
}

/** A plot as large as its place. ECharts takes a label for as high as its font, and would cut the feet off the lowest. */
export function fullGrid(font: number) {
  return { left: 0, right: 0, top: 0.6 * font, bottom: 0, outerBounds: { left: 0, right: 0, top: 0, bottom: 0.25 * font } }
}
