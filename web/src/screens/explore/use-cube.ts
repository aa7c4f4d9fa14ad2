import type { IndicatorAnswer } from '@ioc/server/contract'
import { useQueries, useQueryClient } from '@tanstack/react-query'
import { type Cube, cubeOfSeries, cubeOfUnitSeries, cubeOfUnits } from './cube.ts'
import { seriesQuery, unitSeriesQuery, unitsQuery } from './queries.ts'
import type { Settled } from './settle.ts'

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
  const queryOf = (indicator: string) =>
    view.by === null
      ? seriesQuery(indicator, view)
      : view.isOverTime
        ? unitSeriesQuery(indicator, view)
        : unitsQuery(indicator, view)
  const queries = indicators.map(({ id }) => queryOf(id))
  const answers = useQueries({ queries: queries as ReturnType<typeof unitsQuery>[] })
  const all = answers.flatMap(({ data }) => data ?? [])
  const isWhole = all.length === indicators.length && indicators.length > 0
  const make = view.by === null ? cubeOfSeries : view.isOverTime ? cubeOfUnitSeries : cubeOfUnits
  return {
    cube: isWhole ? (make as (of: readonly IndicatorAnswer[], answers: readonly unknown[]) => Cube)(indicators, all) : null,
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
