import { AuditAnswer } from '@ioc/server/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { getJson } from '../../../api/get.ts'

const PATIENCE_MS = 60_000

export interface AuditAsk {
  by: string
  entity: string
  words: string
  /** Days, 2026-10-31, or ''. */
  from: string
  to: string
}

/** From the beginning of the first day to the end of the last, as days are in Vietnam. */
function searchOf({ from, ...asked }: AuditAsk, before: number | null): URLSearchParams {
  const said = { ...asked, from: from && `${from}T00:00:00+07:00`, before: before === null ? '' : String(before) }
  return new URLSearchParams(Object.entries(said).filter(([, value]) => value !== ''))
}

export const auditQuery = (ask: AuditAsk) =>
  infiniteQueryOptions({
    queryKey: ['audit', ask],
    queryFn: async ({ signal, pageParam }) =>
      AuditAnswer.parse(await getJson(`/api/audit?${searchOf(ask, pageParam)}`, signal, PATIENCE_MS)),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  })

export const entitiesQuery = () =>
  queryOptions({
    queryKey: ['audit', 'entities'],
    queryFn: ({ signal }) => getJson<string[]>('/api/audit/entities', signal),
  })
