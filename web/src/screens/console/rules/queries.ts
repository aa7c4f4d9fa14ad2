import {
  CaughtAnswer,
  type ChangeRuleAsk,
  Proposed,
  RehearsalAnswer,
  type RuleChange,
  RuleChangesAnswer,
  RulesAnswer,
} from '@ioc/server/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { getJson } from '../../../api/get.ts'
import { sendJson } from '../../../api/send.ts'

const OFTEN_MS = 10_000
const of = (kind: string, rule: string) => `/api/rules/${encodeURIComponent(kind)}/${encodeURIComponent(rule)}`

export const rulesQuery = () =>
  queryOptions({
    queryKey: ['rules'],
    queryFn: async ({ signal }) => RulesAnswer.parse(await getJson('/api/rules', signal)),
    refetchInterval: OFTEN_MS,
  })

export const caughtQuery = (kind: string, rule: string) =>
  infiniteQueryOptions({
    queryKey: ['rules', kind, rule, 'rows'],
    queryFn: async ({ signal, pageParam }) =>
      CaughtAnswer.parse(await getJson(`${of(kind, rule)}/rows?skip=${pageParam}`, signal)),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
  })

export const changesQuery = (kind: string, rule: string) =>
  queryOptions({
    queryKey: ['rules', kind, rule, 'changes'],
    queryFn: async ({ signal }) => RuleChangesAnswer.parse(await getJson(`${of(kind, rule)}/changes`, signal)),
  })

export const tryRule = async (kind: string, rule: string, change: RuleChange) =>
  RehearsalAnswer.parse(await sendJson(`${of(kind, rule)}/try`, change))

export const changeRule = async (kind: string, rule: string, ask: ChangeRuleAsk) =>
  Proposed.parse(await sendJson(of(kind, rule), ask))
