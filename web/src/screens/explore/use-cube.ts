import type { IndicatorAnswer, PartsAnswer, SeriesAnswer, UnitSeriesAnswer, UnitsAnswer } from '@ioc/server/contract'
import { type UseQueryOptions, useQueries, useQueryClient } from '@tanstack/react-query'
import { useText } from '../../text/use-text.ts'
import { type Cube, cubeOfParts, cubeOfSeries, cubeOfUnitSeries, cubeOfUnits, type Naming } from './cube.ts'
import { partsQuery, seriesQuery, unitSeriesQuery, unitsQuery } from './queries.ts'
import { periodOf, type Settled } from './settle.ts'
import { BY_UNIT } from './view.ts'

type Query = UseQueryOptions<object>

export interface Asking {
  cube: Cube | null
  error: Error | null
  isAsking: boolean
  /** How many of its questions are answered. */
  answered: number
  of: number
  stop(): void
  again(): void
}

/** What is asked by a view, put together once all of it is answered. */
export function useCube(view: Settled, indicators: readonly IndicatorAnswer[]): Asking {
  const client = useQueryClient()
  const { t, language } = useText()
  const queries = queriesOf(view, indicators)
  const answers = useQueries({ queries })
  const all = answers.flatMap(({ data }) => (data ? [data] : []))
  return {
    cube: all.length === indicators.length ? cubeOf(view, indicators, all, { language, blank: t('proof.blank') }) : null,
    error: answers.find(({ error }) => error)?.error ?? null,
    isAsking: answers.some(({ isFetching }) => isFetching),
    answered: all.length,
    of: indicators.length,
    stop: () => {
      for (const { queryKey } of queries) void client.cancelQueries({ queryKey })
    },
    again: () => {
      for (const answer of answers) if (!answer.data || answer.error) void answer.refetch()
    },
  }
}

function queriesOf(view: Settled, indicators: readonly IndicatorAnswer[]): Query[] {
  const { by, isOverTime } = view
  const queryOf = (indicator: IndicatorAnswer): unknown => {
    const { id } = indicator
    if (by === null) return seriesQuery(id, view)
    if (isOverTime) return unitSeriesQuery(id, view)
    const asked = { ...view, period: periodOf(indicator, view.period) }
    return by === BY_UNIT ? unitsQuery(id, asked) : partsQuery(id, by, asked)
  }
  return indicators.map((indicator) => queryOf(indicator) as Query)
}

/** Of the answers to the queries above, in their order. */
function cubeOf(view: Settled, indicators: readonly IndicatorAnswer[], answers: readonly unknown[], naming: Naming): Cube {
  const { by, isOverTime } = view
  if (by === null) return cubeOfSeries(indicators, answers as SeriesAnswer[])
  if (by !== BY_UNIT) return cubeOfParts(indicators, answers as PartsAnswer[], naming)
  return isOverTime
    ? cubeOfUnitSeries(indicators, answers as UnitSeriesAnswer[])
    : cubeOfUnits(indicators, answers as UnitsAnswer[])
}
