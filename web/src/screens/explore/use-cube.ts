import type {
  IndicatorAnswer,
  PartSeriesAnswer,
  PartsAnswer,
  SeriesAnswer,
  UnitSeriesAnswer,
  UnitsAnswer,
} from '@ioc/server/contract'
import { type UseQueryOptions, useQueries, useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import { useText } from '../../text/use-text.ts'
import { type Cube, cubeOfPartSeries, cubeOfParts, cubeOfSeries, cubeOfUnitSeries, cubeOfUnits, type Naming } from './cube.ts'
import { partSeriesQuery, partsQuery, seriesQuery, unitSeriesQuery, unitsQuery } from './queries.ts'
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
  const all = useSame(answers.flatMap(({ data }) => (data ? [data] : [])))
  const known = useSame(indicators)
  const { by, isOverTime } = view
  const blank = t('proof.blank')
  const cube = useMemo(
    () => (all.length === known.length ? cubeOf({ by, isOverTime }, known, all, { language, blank }) : null),
    [all, known, by, isOverTime, language, blank],
  )
  return {
    cube,
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

/** The list held before, while it has the same things in it: what is made of it need not be made anew. */
function useSame<T>(list: readonly T[]): readonly T[] {
  const held = useRef(list)
  const isSame = held.current.length === list.length && list.every((each, place) => each === held.current[place])
  if (!isSame) held.current = list
  return held.current
}

function queriesOf(view: Settled, indicators: readonly IndicatorAnswer[]): Query[] {
  const { by, isOverTime } = view
  const queryOf = (indicator: IndicatorAnswer): unknown => {
    const { id } = indicator
    if (by === null) return seriesQuery(id, view)
    if (isOverTime) return by === BY_UNIT ? unitSeriesQuery(id, view) : partSeriesQuery(id, by, view)
    const asked = { ...view, period: periodOf(indicator, view.period) }
    return by === BY_UNIT ? unitsQuery(id, asked) : partsQuery(id, by, asked)
  }
  return indicators.map((indicator) => queryOf(indicator) as Query)
}

/** Of the answers to the queries above, in their order. */
function cubeOf(
  { by, isOverTime }: Pick<Settled, 'by' | 'isOverTime'>,
  indicators: readonly IndicatorAnswer[],
  answers: readonly unknown[],
  naming: Naming,
): Cube {
  if (by === null) return cubeOfSeries(indicators, answers as SeriesAnswer[])
  if (by !== BY_UNIT)
    return isOverTime
      ? cubeOfPartSeries(indicators, answers as PartSeriesAnswer[], naming)
      : cubeOfParts(indicators, answers as PartsAnswer[], naming)
  return isOverTime
    ? cubeOfUnitSeries(indicators, answers as UnitSeriesAnswer[])
    : cubeOfUnits(indicators, answers as UnitsAnswer[])
}
