import { type Stand, UsualAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { seriesAnswerOf } from '../queries.ts'
import type { Settled } from '../settle.ts'
import { NOW } from '../view.ts'

export type Stands = ReadonlyMap<string, Stand>
export const NOTHING_USUAL: Stands = new Map()

/** Whether it is said what is usual: of one indicator of one unit, by the day or by the month. */
export const isUsualSaid = ({ indicators, by, isOverTime, period, step, running }: Settled): boolean =>
  !running && period !== NOW && indicators.length === 1 && by === null && isOverTime && (step === 'day' || step === 'month')

/** Where each point usually lies, by the instant it begins. */
export function useUsual(view: Settled): Stands {
  const { data } = useQuery({
    ...seriesAnswerOf(view.indicators[0] ?? '', '/usual', view, UsualAnswer),
    enabled: isUsualSaid(view),
  })
  return useMemo(() => (data ? new Map(data.points.map(({ at, ...stand }) => [at, stand])) : NOTHING_USUAL), [data])
}
