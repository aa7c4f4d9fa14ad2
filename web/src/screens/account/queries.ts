import { type ChangePasswordAsk, PasskeyAnswer, SecondStepBegun, SessionAnswer, SpareCodes } from '@ioc/server/contract'
import { queryOptions } from '@tanstack/react-query'
import { getJson } from '../../api/get.ts'
import { sendJson } from '../../api/send.ts'

export const sessionsQuery = () =>
  queryOptions({
    queryKey: ['me', 'sessions'],
    queryFn: async ({ signal }) => SessionAnswer.array().parse(await getJson('/api/me/sessions', signal)),
    staleTime: 0,
  })

export const passkeysQuery = () =>
  queryOptions({
    queryKey: ['me', 'passkeys'],
    queryFn: async ({ signal }) => PasskeyAnswer.array().parse(await getJson('/api/me/passkeys', signal)),
    staleTime: 0,
  })

export const removePasskey = (id: string, password: string | null) =>
  sendJson(`/api/me/passkeys/${encodeURIComponent(id)}/remove`, { password })
export const changePassword = (ask: ChangePasswordAsk) => sendJson('/api/me/password', ask)
export const endSession = (session: number, password: string | null) => sendJson(`/api/me/sessions/${session}/end`, { password })
export const endOthers = (password: string | null) => sendJson('/api/me/sessions/end-others', { password })
export const beginSecondStep = async (password: string | null) =>
  SecondStepBegun.parse(await sendJson('/api/me/second-step', { password }))
export const confirmSecondStep = async (code: string) =>
  SpareCodes.parse(await sendJson('/api/me/second-step/confirm', { code })).codes
export const showSecondStep = (code: string) => sendJson('/api/me/second-step/show', { code })
export const removeSecondStep = (password: string | null) => sendJson('/api/me/second-step/remove', { password })
