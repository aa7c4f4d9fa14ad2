import { EmbargoesAnswer, type LiftEmbargoAsk, type SetEmbargoAsk } from '@ioc/server/contract'
import { queryOptions } from '@tanstack/react-query'
import { getJson } from '../../../api/get.ts'
import { sendJson } from '../../../api/send.ts'

const EVERY_MS = 5_000

export const embargoesQuery = () =>
  queryOptions({
    queryKey: ['embargoes'],
    queryFn: async ({ signal }) => EmbargoesAnswer.parse(await getJson('/api/embargoes', signal)),
    refetchInterval: EVERY_MS,
    staleTime: 0,
  })

export const setEmbargo = (ask: SetEmbargoAsk) => sendJson('/api/embargoes', ask)
export const liftEmbargo = (embargo: number, ask: LiftEmbargoAsk) => sendJson(`/api/embargoes/${embargo}/lift`, ask)
