import { type AcceptInvitationAsk, InvitationAnswer, SignInAnswer, type SignInAsk, SignInWays } from '@ioc/server/contract'
import { queryOptions } from '@tanstack/react-query'
import { getJson } from '../../api/get.ts'
import { sendJson } from '../../api/send.ts'

export const enter = async (ask: SignInAsk) => SignInAnswer.parse(await sendJson('/api/sign-in', ask))

export const waysQuery = () =>
  queryOptions({
    queryKey: ['sign-in', 'ways'],
    queryFn: async ({ signal }) => SignInWays.parse(await getJson('/api/sign-in/ways', signal)),
  })

export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: async () => InvitationAnswer.parse(await sendJson('/api/invitations/open', { token })),
    retry: false,
  })

export const acceptInvitation = async (ask: AcceptInvitationAsk) =>
  SignInAnswer.parse(await sendJson('/api/invitations/accept', ask))
