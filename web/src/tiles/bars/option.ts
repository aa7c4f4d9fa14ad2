import type { TileOf } from '@ioc/server/contract'
import { everyNth, fullGrid, roundAxis } from '../../charts/axis.ts'
import type { ChartOption } from '../../charts/option.ts'
import type { Say } from '../../text/say.ts'
import type { Theme } from '../../theme/tokens.ts'

type Bars = TileOf<'bars'>

/** A tone of voice has its own colour of the series, and none of a state's: that people complain is not an alarm. */
export function stackColour(key: string, index: number, theme: Theme): string {
  if (key === 'neutral') return theme.slate
  const tone = { positive: 0, negative: 2 }[key]
  if (tone !== undefined) return theme.series[tone] ?? theme.text
  return theme.series[index % theme.series.length] ?? theme.text
}

/** How a stack is drawn: no two alike, so that they are told apart where no colour is seen. */
const FILLS = ['full', 'hollow', 'dashed'] as const

export const fillOf = (index: number) => FILLS[index % FILLS.length] ?? 'full'

/** Of an hour of which more may still come, the bar is paler. */
export function barsOption(bars: Bars, theme: Theme, { number, hour }: Pick<Say, 'number' | 'hour'>): ChartOption {
  const totals = bars.hours.map((_, index) => bars.stacks.reduce((sum, { values }) => sum + (values[index] ?? 0), 0))
  const { max, interval } = roundAxis(totals, { fromZero: true, parts: 2 })
  const every = everyNth(bars.hours.length, 6, [1, 2, 3, 4, 6, 12])
  const text = { fontFamily: theme.font, fontSize: theme.foot, color: theme.secondary }

  return {
    grid: fullGrid(theme.foot),
    xAxis: {
      type: 'category',
      data: bars.hours.map(({ at }) => hour(at)),
      axisLine: { lineStyle: { color: theme.line } },
      axisTick: { show: false },
      axisLabel: { ...text, interval: (index) => (bars.hours.length - 1 - index) % every === 0, margin: 1.2 * theme.rem },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max,
      interval,
      axisLabel: {
        ...text,
        formatter: (value) => (value === 0 ? '' : number(value, interval < 1 ? 1 : 0)),
        margin: 1.6 * theme.rem,
      },
      splitLine: { lineStyle: { color: theme.line, width: Math.max(1, 0.2 * theme.rem) } },
    },
    series: bars.stacks.map(({ key, values }, index) => ({
      type: 'bar',
      id: key,
      stack: 'all',
      silent: true,
      barCategoryGap: '28%',
      itemStyle: styleOf(index, stackColour(key, index, theme), theme),
      // What is not known is a gap, not a zero.
      data: bars.hours.map(({ state }, position) => ({
        value: values[position] ?? '-',
        itemStyle: { opacity: state === 'provisional' ? 0.5 : 1 },
      })),
    })),
  }
}

function styleOf(index: number, colour: string, { rem, panel }: Theme) {
  const fill = fillOf(index)
  if (fill === 'full') return { color: colour }
  const borderType = fill === 'dashed' ? ('dashed' as const) : ('solid' as const)
  return { color: panel, borderColor: colour, borderWidth: 0.4 * rem, borderType }
}
