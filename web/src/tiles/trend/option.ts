import type { TileOf } from '@ioc/server/contract'
import { type Axis, everyNth, fullGrid, roundAxis } from '../../charts/axis.ts'
import type { ChartOption } from '../../charts/option.ts'
import type { Say } from '../../text/say.ts'
import type { Theme } from '../../theme/tokens.ts'
import { touchesProvisional } from '../stat/option.ts'

type Trend = TileOf<'trend'>
type Words = Pick<Say, 't' | 'number' | 'day' | 'dayMonth' | 'monthYear'>

const DATES_SHOWN = 7
const PARTS = 3
/** In a plot lower than this the figures of a fine axis would touch. */
const LOW_REM = 36

const valuesOf = ({ series }: Trend) =>
  series.flatMap(({ points }) => points.flatMap(({ value }) => (value === null ? [] : [value])))

/** Holds the lines and what is usual; where whole things are counted its ends count as whole ones. */
export function trendAxis(trend: Trend, height: number, rem: number): Axis {
  const values = valuesOf(trend)
  const [down, up] = values.every(Number.isInteger) ? [Math.floor, Math.ceil] : [Number, Number]
  const usual = trend.usual?.ranges.flatMap(({ low, high }) => [down(low), up(high)]) ?? []
  return roundAxis([...values, ...usual], { fromZero: false, parts: height < LOW_REM * rem ? 2 : PARTS })
}

export const lineColour = (index: number, theme: Theme): string => theme.series[index % theme.series.length] ?? theme.text

/**
 * How heavy a line is, and how it is broken, in rem: no two alike, so that they are told apart where no colour is seen. None is
 * dotted, which says provisional.
 */
const STROKES: readonly { width: number; dash: readonly number[] | null }[] = [
  { width: 0.6, dash: null },
  { width: 0.4, dash: [1.5, 0.9] },
  { width: 0.25, dash: null },
  { width: 0.6, dash: [3, 0.8, 0.6, 0.8] },
]

export const strokeOf = (index: number) => STROKES[index % STROKES.length] as (typeof STROKES)[number]

/** Quiet, and still seen in grey. */
export const USUAL_OPACITY = 0.2

export const hasProvisional = ({ series }: Trend): boolean =>
  series.some(({ points }) => points.some(({ provisional, value }) => provisional && value !== null))

/** The day a definition changed, once for all lines that change with it: under which date it is drawn. */
export function seamsOf({ series }: Trend, dates: readonly string[]): { place: number; from: string }[] {
  const seams = new Map<number, string>()
  for (const { at, from } of series.flatMap((line) => line.seams)) {
    const place = dates.findIndex((date) => date >= at)
    if (place >= 0 && !seams.has(place)) seams.set(place, from)
  }
  return [...seams].map(([place, from]) => ({ place, from }))
}

/**
 * Solid where final, dotted where provisional, broken where a day is missing; a thin dashed upright where the definition changed. The
 * lines are named beside the title.
 */
export function trendOption(
  trend: Trend,
  theme: Theme,
  { t, number, day, dayMonth, monthYear }: Words,
  { min, max, interval }: Axis,
): ChartOption {
  const dates = [...new Set(trend.series.flatMap(({ points }) => points.map(({ at }) => at)))].sort()
  const every = everyNth(dates.length, DATES_SHOWN, trend.step === 'month' ? [1, 2, 3, 6, 12] : [1, 2, 7, 14, 28])
  const text = { fontFamily: theme.font, fontSize: theme.foot, color: theme.secondary }

  const seams = seamsOf(trend, dates)
  const grid = fullGrid(theme.foot)

  return {
    // What names a seam stands above the plot.
    grid: seams.length > 0 ? { ...grid, top: 2.2 * theme.foot } : grid,
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
    series: [
      ...seamLines(seams, dates, { min, max }, theme, { t, day }),
      ...trend.series.flatMap((line, index) => {
        const color = lineColour(index, theme)
        const { solid, tail } = splitLine(line.points, dates)
        const { width, dash } = strokeOf(index)
        const lineStyle = { width: width * theme.rem, color }
        const base = { type: 'line' as const, showSymbol: false, silent: true, color, lineStyle }
        const dashed = dash ? { type: dash.map((part) => part * theme.rem) } : {}
        return [
          ...(trend.usual?.indicator === line.indicator ? usualBand(trend.usual.ranges, dates, color) : []),
          {
            ...base,
            lineStyle: { ...lineStyle, ...dashed },
            id: line.indicator,
            data: solid,
          },
          {
            ...base,
            id: `${line.indicator} provisional`,
            data: tail,
            lineStyle: { ...lineStyle, type: [0.1 * theme.rem, 1.2 * theme.rem], cap: 'round' as const },
          },
        ]
      }),
    ],
  }
}

/** An upright at each seam, from the foot of the plot to its head, where its name stands. */
function seamLines(
  seams: readonly { place: number; from: string }[],
  dates: readonly string[],
  { min, max }: Pick<Axis, 'min' | 'max'>,
  theme: Theme,
  { t, day }: Pick<Words, 't' | 'day'>,
) {
  return seams.map(({ place, from }) => ({
    type: 'line' as const,
    id: `seam ${from}`,
    silent: true,
    // Nothing but a place for the name.
    symbolSize: 0.1,
    lineStyle: { color: theme.secondary, width: Math.max(1, 0.2 * theme.rem), type: [0.8 * theme.rem, 0.8 * theme.rem] },
    data: [
      { value: [place, min] },
      {
        value: [place, max],
        label: {
          show: true,
          fontFamily: theme.font,
          fontSize: theme.foot,
          color: theme.secondary,
          formatter: t('trend.seam', { day: day(from) }),
          position: 'top' as const,
          distance: 1.2 * theme.rem,
          // Turned inwards, so that neither edge cuts it.
          align: 2 * place < dates.length ? ('left' as const) : ('right' as const),
        },
      },
    ],
  }))
}

/** What is usual, behind the lines: the low end unseen, and on it, filled, what is between; a gap where it is not known. */
function usualBand(ranges: NonNullable<Trend['usual']>['ranges'], dates: readonly string[], color: string) {
  const byDate = new Map(ranges.map((range) => [range.at, range]))
  const at = dates.map((date) => byDate.get(date))
  const base = {
    type: 'line' as const,
    stack: 'usual',
    // Both ends may lie below zero, or one of them.
    stackStrategy: 'all' as const,
    showSymbol: false,
    silent: true,
    z: 1,
    lineStyle: { width: 0 },
  }
  return [
    { ...base, id: 'usual low', data: at.map((range) => range?.low ?? null) },
    {
      ...base,
      id: 'usual',
      data: at.map((range) => (range ? range.high - range.low : null)),
      areaStyle: { color, opacity: USUAL_OPACITY },
    },
  ]
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
