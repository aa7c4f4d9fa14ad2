import type { ExerciseNow } from '@ioc/server/contract'
import { queryOptions } from '@tanstack/react-query'
import { getJson } from './get.ts'

const OFTEN_MS = 3_000

/** The exercise under way, as every screen has to say it. */
export const exerciseNowQuery = () =>
  queryOptions({
    queryKey: ['exercises', 'now'],
    queryFn: ({ signal }) => getJson<ExerciseNow>('/api/exercises/now', signal),
    refetchInterval: OFTEN_MS,
  })
