import {
  AccountAnswer,
  type ChangeAccountAsk,
  Invited,
  type MakeAccountAsk,
  type MakeTokenAsk,
  ScopeChoices,
  TokenAnswer,
  TokenMade,
} from '@ioc/server/contract'
import { queryOptions } from '@tanstack/react-query'
import { getJson } from '../../../api/get.ts'
import { sendJson } from '../../../api/send.ts'

const OFTEN_MS = 15_000
const of = (account: number) => `/api/accounts/${account}`

export const accountsQuery = () =>
  queryOptions({
    queryKey: ['accounts'],
    queryFn: async ({ signal }) => AccountAnswer.array().parse(await getJson('/api/accounts', signal)),
    refetchInterval: OFTEN_MS,
  })

export const scopesQuery = () =>
  queryOptions({
    queryKey: ['accounts', 'scopes'],
    queryFn: async ({ signal }) => ScopeChoices.parse(await getJson('/api/accounts/scopes', signal)),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const makeAccount = async (ask: MakeAccountAsk) => Invited.parse(await sendJson('/api/accounts', ask))
export const changeAccount = (account: number, ask: ChangeAccountAsk) => sendJson(`${of(account)}/change`, ask)
export const invite = async (account: number) => Invited.parse(await sendJson(`${of(account)}/invite`, {}))

const ACTS = { end: 'sessions/end', step: 'second-step/remove', disable: 'disable', enable: 'enable' } as const
export type AccountAct = keyof typeof ACTS
export const act = (account: number, does: AccountAct) => sendJson(`${of(account)}/${ACTS[does]}`, {})

export const tokensQuery = () =>
  queryOptions({
    queryKey: ['tokens'],
    queryFn: async ({ signal }) => TokenAnswer.array().parse(await getJson('/api/tokens', signal)),
    refetchInterval: OFTEN_MS,
  })

export const makeToken = async (ask: MakeTokenAsk) => TokenMade.parse(await sendJson('/api/tokens', ask))
export const withdrawToken = (token: number) => sendJson(`/api/tokens/${token}/withdraw`, {})
