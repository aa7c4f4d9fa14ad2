import type { TileOf } from '@ioc/server/contract'
import { everyNth, fullGrid, roundAxis } from '../../charts/axis.ts'
import type { ChartOption } from '../../charts/option.ts'
import type { Say } from '../../text/say.ts'
import type { Theme } from '../../theme/tokens.ts'

type Spike = TileOf<'spike'>

/** What is said hour by hour as bars, the hours watched in full colour, and what is usual as a line across them. */
export function spikeOption(spike: Spike, theme: Theme, { number, hour }: Pick<Say, 'number' | 'hour'>): ChartOption {
  const { series } = spike
  const values = series.flatMap(({ observed, expected }) => [observed.value ?? 0, expected ?? 0])
  const { max, interval } = roundAxis(values, { fromZero: true, parts: 2 })
  const every = everyNth(series.length, 6, [1, 2, 3, 4, 6, 12])
  const text = { fontFamily: theme.font, fontSize: theme.foot, color: theme.secondary }
  const isPast = spike.level !== null && spike.level !== 'good'
  return {
    grid: fullGrid(theme.foot),
    xAxis: {
      type: 'category',
      data: series.map(({ at }) => hour(at)),
      axisLine: { lineStyle: { color: theme.line } },
      axisTick: { show: false },
      axisLabel: { ...text, interval: (index) => (series.length - 1 - index) % every === 0, margin: 1.2 * theme.rem },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max,
      interval,
      axisLabel: {
        ...text,
        // A low plot has room for two of them.
        formatter: (value) => (value === 0 || (value < max && max > 2 * interval) ? '' : number(value, interval < 1 ? 1 : 0)),
        margin: 1.6 * theme.rem,
      },
      splitLine: { lineStyle: { color: theme.line, width: Math.max(1, 0.2 * theme.rem) } },
    },
    series: [
      {
        type: 'bar',
        id: 'observed',
        silent: true,
        barCategoryGap: '28%',
        color: theme.series[0] ?? theme.text,
        data: series.map(({ observed }, index) => {
          const isWatched = index >= series.length - spike.hours
          return {
            // What is not known is a gap, not a zero.
            value: observed.value ?? '-',
            itemStyle: { opacity: isWatched ? 1 : 0.45, ...(isWatched && isPast && { color: theme.critical }) },
          }
        }),
      },
      {
        type: 'line',
        id: 'expected',
        silent: true,
        showSymbol: false,
        step: 'middle',
        lineStyle: { width: 0.4 * theme.rem, color: theme.secondary, type: [0.9 * theme.rem, 0.9 * theme.rem] },
        data: series.map(({ expected }) => expected),
      },
    ],
  }
}
