import {
  AlertRehearsalAnswer,
  AlertRulesAnswer,
  AlertsAnswer,
  AlertTold,
  AlertWhy,
  Proposed,
  SilencesAnswer,
} from '@ioc/server/contract'
import { queryOptions } from '@tanstack/react-query'
import { getJson } from '../../../api/get.ts'
import { sendJson } from '../../../api/send.ts'

const OFTEN_MS = 3_000
const SELDOM_MS = 15_000

export type AlertRuleSpec = AlertRulesAnswer['rules'][number]['spec']

export const alertsQuery = (by: 'cause' | 'unit' = 'cause') =>
  queryOptions({
    queryKey: by === 'cause' ? ['alerts'] : ['alerts', 'by', by],
    queryFn: async ({ signal }) => AlertsAnswer.parse(await getJson(`/api/alerts?by=${by}`, signal)),
    refetchInterval: OFTEN_MS,
  })

export const alertQuery = (id: number) =>
  queryOptions({
    queryKey: ['alerts', id],
    queryFn: async ({ signal }) => AlertTold.parse(await getJson(`/api/alerts/${id}`, signal)),
    refetchInterval: OFTEN_MS,
  })

/** What lies behind it is read once: it takes a while, and moves with the day. */
export const whyQuery = (id: number) =>
  queryOptions({
    queryKey: ['alerts', id, 'why'],
    queryFn: async ({ signal }) => AlertWhy.parse(await getJson(`/api/alerts/${id}/why`, signal, 30_000)),
    staleTime: 300_000,
  })

export const silencesQuery = () =>
  queryOptions({
    queryKey: ['alerts', 'silences'],
    queryFn: async ({ signal }) => SilencesAnswer.parse(await getJson('/api/alert-silences', signal)),
    refetchInterval: SELDOM_MS,
  })

export const alertRulesQuery = () =>
  queryOptions({
    queryKey: ['alert-rules'],
    queryFn: async ({ signal }) => AlertRulesAnswer.parse(await getJson('/api/alert-rules', signal)),
    refetchInterval: SELDOM_MS,
  })

export const acknowledge = (alerts: number[], note: string) =>
  sendJson('/api/alerts/acknowledge', { alerts, ...(note.trim() && { note }) })

export const silence = (ask: { subject: string; unit?: string; why: string; until: string }) =>
  sendJson('/api/alert-silences', ask)

export const endSilence = (id: number) => sendJson(`/api/alert-silences/${id}/end`, {})

/** It reads many moments of the past. */
export const rehearse = async (rule: AlertRuleSpec, days: number) =>
  AlertRehearsalAnswer.parse(await sendJson('/api/alert-rules/rehearse', { rule, days }))

export const changeAlertRule = async (
  id: string,
  ask: { why: string; seen: AlertRuleSpec | null; after: AlertRuleSpec | null },
) => Proposed.parse(await sendJson(`/api/alert-rules/${encodeURIComponent(id)}`, ask))
