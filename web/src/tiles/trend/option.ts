import type { TileOf } from '@ioc/server/contract'
import { everyNth, fullGrid, roundAxis } from '../../charts/axis.ts'
import type { ChartOption } from '../../charts/option.ts'
import type { Say } from '../../text/say.ts'
import type { Theme } from '../../theme/tokens.ts'

type Trend = TileOf<'trend'>
type Words = Pick<Say, 'number' | 'dayMonth'>

const DATES_SHOWN = 7

const valuesOf = ({ series }: Trend) =>
  series.flatMap(({ points }) => points.flatMap(({ value }) => (value === null ? [] : [value])))

export const trendAxis = (trend: Trend) => roundAxis(valuesOf(trend), { fromZero: false, parts: 3 })

export const lineColour = (index: number, theme: Theme): string => theme.series[index % theme.series.length] ?? theme.text

export const hasProvisional = ({ series }: Trend): boolean =>
  series.some(({ points }) => points.some(({ provisional, value }) => provisional && value !== null))

/** Solid where final, dotted where provisional, broken where a day is missing. The lines are named beside the title. */
export function trendOption(trend: Trend, theme: Theme, { number, dayMonth }: Words): ChartOption {
  const { min, max, interval } = trendAxis(trend)
  const dates = [...new Set(trend.series.flatMap(({ points }) => points.map(({ at }) => at)))].sort()
  const every = everyNth(dates.length, DATES_SHOWN, [1, 2, 7, 14, 28])
  const text = { fontFamily: theme.font, fontSize: theme.foot, color: theme.secondary }

  return {
    grid: fullGrid(theme.foot),
    xAxis: {
      type: 'category',
      data: dates.map(dayMonth),
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

/** The provisional end starts at the last final point, so that the two parts meet. */
export function splitLine(points: Trend['series'][number]['points'], dates: readonly string[]) {
  const byDate = new Map(points.map((point) => [point.at, point]))
  const first = points.find(({ provisional, value }) => provisional && value !== null)?.at
  const cut = first === undefined ? dates.length : dates.indexOf(first)
  const values = dates.map((at) => byDate.get(at)?.value ?? null)
  return {
    solid: values.map((value, index) => (index < cut ? value : null)),
    tail: values.map((value, index) => (index >= cut - 1 && cut < dates.length ? value : null)),
    last: values.findLast((value) => value !== null) ?? null,
  }
}
