import { type AnnotateAsk, AnnotationsAnswer } from '@ioc/server/contract'
import { queryOptions } from '@tanstack/react-query'
import { getJson } from '../../../api/get.ts'
import { sendJson } from '../../../api/send.ts'
import type { Settled } from '../settle.ts'

/** Whether notes stand in its chart: of one indicator of one unit over time. */
export const hasNotes = ({ indicators, by, isOverTime }: Settled): boolean => indicators.length === 1 && by === null && isOverTime

/** What people noted of an indicator and unit within a stretch of time, as written by then. `unit` is a key. */
export function notesQuery({ indicators, where, asOf }: Settled, unit: string, from: string, to: string) {
  const params = new URLSearchParams({ indicator: indicators[0] ?? '', unit, from, to })
  for (const each of where) params.append('where', each)
  if (asOf) params.set('asOf', asOf)
  return queryOptions({
    queryKey: ['annotations', String(params)],
    queryFn: async ({ signal }) => AnnotationsAnswer.parse(await getJson(`/api/annotations?${params}`, signal)),
  })
}

export const annotate = (ask: AnnotateAsk) => sendJson('/api/annotations', ask)
