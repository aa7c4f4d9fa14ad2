import { type About, type ActOnProposalAsk, ProposalAnswer, ProposalsAnswer, TypedNames } from '@ioc/server/contract'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { getJson } from '../../../api/get.ts'
import { sendJson } from '../../../api/send.ts'

const OFTEN_MS = 15_000
const of = (id: number) => `/api/proposals/${id}`

export const proposalsQuery = (which: 'open' | 'over') =>
  queryOptions({
    queryKey: ['proposals', which],
    queryFn: async ({ signal }) => ProposalsAnswer.parse(await getJson(`/api/proposals?of=${which}`, signal)),
    refetchInterval: OFTEN_MS,
  })

export const proposalQuery = (id: number) =>
  queryOptions({
    queryKey: ['proposals', id],
    queryFn: async ({ signal }) => ProposalAnswer.parse(await getJson(of(id), signal)),
  })

export const typedNamesQuery = () =>
  queryOptions({
    queryKey: ['proposals', 'names'],
    queryFn: async ({ signal }) => TypedNames.parse(await getJson('/api/proposals/names', signal)),
  })

/** The proposal about a thing that somebody is still to look at. */
export function useWaiting(about: About, key: string) {
  const { data } = useQuery(proposalsQuery('open'))
  return data?.proposals.find((each) => each.about === about && each.key === key && each.state === 'waiting')
}

export const begin = async (about: 'indicators' | 'plans', key: string | null) =>
  ProposalAnswer.parse(await sendJson('/api/proposals', { about, key }))

export const saveText = async (id: number, text: string, edit: number) =>
  ProposalAnswer.parse(await sendJson(`${of(id)}/text`, { text, edit }))

export const actOn = async (id: number, ask: ActOnProposalAsk) => ProposalAnswer.parse(await sendJson(`${of(id)}/act`, ask))
