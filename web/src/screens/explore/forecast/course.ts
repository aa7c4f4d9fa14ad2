import type { IndicatorAnswer, YearAhead } from '@ioc/server/contract'
import type { Sheet } from '@ioc/server/workbook'
import { sayDay } from '../../../text/day.ts'
import type { Say } from '../../../text/say.ts'
import { axisText, namedAbove, valueAxis } from '../pictures/axes.ts'
import type { PictureOption } from '../pictures/option.ts'
import { tipLook, tooltipBox } from '../pictures/tooltip.ts'
import type { DeskTheme } from '../theme.ts'

export type Of = Pick<IndicatorAnswer, 'unitOfMeasurement' | 'decimals'>

/** A line over days: yyyy-mm-dd and what it is then. */
interface Course {
  id: string
  name: string
  points: readonly (readonly [day: string, value: number])[]
  colour: string
  /** Broken so, in pixels; whole where left out. */
  dash?: number[]
  width?: number
}

/** Lines of what was and of what may come, the spread of what may, and the mark to reach. */
export interface Courses {
  lines: readonly Course[]
  fan?: { name: string; path: YearAhead['path'] } | undefined
  goal?: { name: string; value: number } | undefined
}

/** The same as a table to take away: a row a day, a column a line, and of the spread one each for P10 and P90. */
export function courseSheet({ lines, fan }: Courses, { unitOfMeasurement, decimals }: Of, say: Say): Sheet {
  const drawn = [
    ...lines,
    ...(fan
      ? (['p10', 'p90'] as const).map((part) => ({
          name: say.t(`forecast.columns.${part}`),
          points: fan.path.map((each) => [each.day, each[part]] as const),
        }))
      : []),
  ].filter(({ points }) => points.length > 0)
  const columns = drawn.map(({ name, points }) => ({ name, values: new Map(points) }))
  const days = [...new Set(drawn.flatMap(({ points }) => points.map(([day]) => day)))].sort()
  return {
    columns: [
      { head: say.t('explore.tableTime'), kind: { step: 'day' } },
      ...columns.map(({ name }) => ({ head: `${name} (${say.unit(unitOfMeasurement)})`, kind: { decimals } })),
    ],
    rows: days.map((day) => [day, ...columns.map(({ values }) => values.get(day) ?? null)]),
  }
}

/** Drawn over the days, the spread as a shade between P10 and P90. */
export function courseOption({ lines, fan, goal }: Courses, of: Of, theme: DeskTheme, say: Say): PictureOption {
  const values = [
    ...lines.flatMap(({ points }) => points.map(([, value]) => value)),
    ...(fan?.path ?? []).flatMap(({ p10, p90 }) => [p10, p90]),
    ...(goal ? [goal.value] : []),
  ]
  const said = (value: number) => say.whole(value, of.unitOfMeasurement, of.decimals)
  // A stack of what lies below the spread, unseen, and the spread itself.
  const layer = (id: string, data: [string, number][], opacity: number) => ({
    type: 'line' as const,
    id,
    stack: 'fan',
    silent: true,
    symbol: 'none',
    lineStyle: { opacity: 0 },
    areaStyle: { color: theme.accent, opacity },
    tooltip: { show: false },
    data,
  })
  return {
    grid: { left: 12, right: 16, top: 34, bottom: 8, outerBounds: { left: 12, right: 16 } },
    tooltip: {
      trigger: 'axis',
      ...tipLook(theme),
      formatter: (at: unknown) => {
        const [first] = [at].flat() as { axisValue: number | string }[]
        if (!first) return ''
        const day = new Date(Number(first.axisValue)).toISOString().slice(0, 10)
        const on = (points: Course['points']) => points.find(([each]) => each === day)?.[1]
        const spread = fan?.path.find((each) => each.day === day)
        return tooltipBox(sayDay(day), [
          ...lines.flatMap(({ name, points, colour }) => {
            const value = on(points)
            return value === undefined ? [] : [{ name, value: said(value), notes: [], colour }]
          }),
          ...(fan && spread
            ? [{ name: fan.name, value: `${said(spread.p10)} – ${said(spread.p90)}`, notes: [], colour: theme.accent }]
            : []),
        ])
      },
    },
    xAxis: {
      type: 'time',
      axisLine: { lineStyle: { color: theme.line } },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: { ...axisText(theme), hideOverlap: true, formatter: (at: number) => say.dayMonth(at) },
    },
    yAxis: {
      ...namedAbove({ unit: of.unitOfMeasurement }, 0, theme, say),
      ...valueAxis(values, [of], { fromZero: true }, theme, say),
    },
    series: [
      ...(fan
        ? [
            layer(
              'fan below',
              fan.path.map(({ day, p10 }) => [day, p10]),
              0,
            ),
            layer(
              'fan',
              fan.path.map(({ day, p10, p90 }) => [day, p90 - p10]),
              0.16,
            ),
          ]
        : []),
      ...lines.map(({ id, name, points, colour, dash, width = 2.2 }, place) => ({
        type: 'line' as const,
        id,
        name,
        // One point alone is no line.
        symbol: points.length > 1 ? 'none' : 'circle',
        symbolSize: 7,
        color: colour,
        lineStyle: { color: colour, width, ...(dash ? { type: dash } : {}) },
        data: points.map(([day, value]) => [day, value]),
        ...(place === 0 && goal
          ? {
              markLine: {
                silent: true,
                symbol: 'none',
                lineStyle: { color: theme.text, width: 1.2, type: [2, 3] },
                label: { ...axisText(theme), color: theme.text, position: 'insideStartTop' as const, formatter: goal.name },
                data: [{ yAxis: goal.value }],
              },
            }
          : {}),
      })),
    ],
  }
}
