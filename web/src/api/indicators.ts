import { IndicatorAnswer } from '@ioc/server/contract'
import { queryOptions } from '@tanstack/react-query'
import { getJson } from './get.ts'

/** Every indicator there is, with what it means; `inSight` says whether whoever is signed in may see its figures. */
export const indicatorsQuery = () =>
  queryOptions({
    queryKey: ['indicators'],
    queryFn: async ({ signal }) => IndicatorAnswer.array().parse(await getJson('/api/indicators', signal)),
  })
