import type { Band } from '../events/bands.ts'
import type { DeskTheme } from '../theme.ts'

const LANE_PX = 18
/** As many names stand one below the other; below them lie the lines. */
const MOST_LANES = 4
/** How much higher than inside a shade a label stands at the end of a hairline. */
const ABOVE_PX = 24
/** Between a hairline and its label, so that it does not run through the first letter. */
const BESIDE_PX = 6

/**
 * What happened, behind the lines: a shade over the steps it touches, a hairline where it is within one, named at the head of the
 * first plot, each in its lane. A line without points carries it.
 */
export function bandSeries(bands: readonly Band[], plots: number, theme: DeskTheme) {
  if (bands.length === 0) return []
  const labelOf = ({ label, lane, isNamedBefore }: Band, plot: number) => ({
    show: plot === 0 && lane < MOST_LANES,
    formatter: label,
    position: 'insideTopLeft' as const,
    align: isNamedBefore ? ('right' as const) : ('left' as const),
    offset: [0, lane * LANE_PX] as [number, number],
    fontFamily: theme.font,
    fontSize: theme.size,
    color: theme.secondary,
  })
  return Array.from({ length: plots }, (_, plot) => ({
    type: 'line' as const,
    id: `events\t${plot}`,
    xAxisIndex: plot,
    yAxisIndex: plot,
    silent: true,
    data: [],
    markArea: {
      silent: true,
      itemStyle: { color: theme.brush },
      data: bands
        .filter((band) => band.last > band.first)
        .map((band): [object, object] => [{ xAxis: band.first, label: labelOf(band, plot) }, { xAxis: band.last }]),
    },
    markLine: {
      silent: true,
      symbol: 'none',
      lineStyle: { color: theme.secondary, width: 1, type: [4, 4] },
      data: bands
        .filter((band) => band.last === band.first)
        .map((band) => ({
          xAxis: band.first,
          label: {
            ...labelOf(band, plot),
            position: 'insideEndTop' as const,
            rotate: 0,
            offset: [band.isNamedBefore ? -BESIDE_PX : BESIDE_PX, ABOVE_PX + band.lane * LANE_PX] as [number, number],
          },
        })),
    },
  }))
}
