import type { TileOf } from '@ioc/server/contract'
import { type Axis, everyNth, fullGrid, roundAxis } from '../../charts/axis.ts'
import type { ChartOption } from '../../charts/option.ts'
import type { Say } from '../../text/say.ts'
import type { Theme } from '../../theme/tokens.ts'
import { touchesProvisional } from '../stat/option.ts'

type Trend = TileOf<'trend'>
type Words = Pick<Say, 'number' | 'dayMonth' | 'monthYear'>

const DATES_SHOWN = 7
const PARTS = 3
/** In a plot lower than this the figures of a fine axis would touch. */
const LOW_REM = 36

const valuesOf = ({ series }: Trend) =>
  series.flatMap(({ points }) => points.flatMap(({ value }) => (value === null ? [] : [value])))

export const trendAxis = (trend: Trend, height: number, rem: number): Axis =>
  roundAxis(valuesOf(trend), { fromZero: false, parts: height < LOW_REM * rem ? 2 : PARTS })

export const lineColour = (index: number, theme: Theme): string => theme.series[index % theme.series.length] ?? theme.text

export const hasProvisional = ({ series }: Trend): boolean =>
  series.some(({ points }) => points.some(({ provisional, value }) => provisional && value !== null))

/** Solid where final, dotted where provisional, broken where a day is missing. The lines are named beside the title. */
export function trendOption(
  trend: Trend,
  theme: Theme,
  { number, dayMonth, monthYear }: Words,
  { min, max, interval }: Axis,
): ChartOption {
  const dates = [...new Set(trend.series.flatMap(({ points }) => points.map(({ at }) => at)))].sort()
  const every = everyNth(dates.length, DATES_SHOWN, trend.step === 'month' ? [1, 2, 3, 6, 12] : [1, 2, 7, 14, 28])
  const text = { fontFamily: theme.font, fontSize: theme.foot, color: theme.secondary }

  return {
    grid: fullGrid(theme.foot),
    xAxis: {
      type: 'category',
      data: dates.map(trend.step === 'month' ? monthYear : dayMonth),
      boundaryGap: false,
      axisLine: { lineStyle: { color: theme.line } },
      axisTick: { show: false },
      // Counted from the newest day, so that the last label is not cut by the edge of the week.
      axisLabel: { ...text, interval: (index) => (dates.length - 1 - index) % every === 0, margin: 1.4 * theme.rem },
    },
    yAxis: {
      type: 'value',
      min,
      max,
      interval,
      axisLabel: { ...text, formatter: (value) => number(value, interval < 1 ? 1 : 0), margin: 1.6 * theme.rem },
      splitLine: { lineStyle: { color: theme.line, width: Math.max(1, 0.2 * theme.rem) } },
    },
    series: trend.series.flatMap((line, index) => {
      const color = lineColour(index, theme)
      const { solid, tail } = splitLine(line.points, dates)
      const base = { type: 'line' as const, showSymbol: false, silent: true, color, lineStyle: { width: 0.5 * theme.rem, color } }
      return [
        { ...base, id: line.indicator, data: solid },
        {
          ...base,
          id: `${line.indicator} provisional`,
          data: tail,
          lineStyle: { ...base.lineStyle, type: [0.1 * theme.rem, 1.2 * theme.rem], cap: 'round' as const },
        },
      ]
    }),
  }
}

/** What is final, and what is provisional: the end under way, and a first month our history begins in the middle of. */
export function splitLine(points: Trend['series'][number]['points'], dates: readonly string[]) {
  const byDate = new Map(points.map((point) => [point.at, point]))
  const all = dates.map((at) => byDate.get(at) ?? { value: null, provisional: false })
  return {
    solid: all.map(({ value, provisional }) => (provisional ? null : value)),
    tail: all.map(({ value }, index) => (touchesProvisional(all, index) ? value : null)),
    last: all.findLast(({ value }) => value !== null)?.value ?? null,
  }
}
