import { SignoffAnswer, SignoffPeriodAnswer, type SignPeriodAsk, type UnlockPeriodAsk } from '@ioc/server/contract'
import { queryOptions } from '@tanstack/react-query'
import { getJson } from '../../../api/get.ts'
import { sendJson } from '../../../api/send.ts'
import type { SignoffPlace } from '../paths.ts'

const EVERY_MS = 30_000

export const signoffQuery = () =>
  queryOptions({
    queryKey: ['signoff'],
    queryFn: async ({ signal }) => SignoffAnswer.parse(await getJson('/api/signoff', signal)),
    refetchInterval: EVERY_MS,
  })

const addressOf = ({ round, unit, period }: SignoffPlace) =>
  `/api/signoff/${[round, unit, period].map(encodeURIComponent).join('/')}`

/** Not asked again by itself: what somebody is about to sign stays what they look at. */
export const signoffPeriodQuery = (at: SignoffPlace) =>
  queryOptions({
    queryKey: ['signoff', at.round, at.unit, at.period],
    queryFn: async ({ signal }) => SignoffPeriodAnswer.parse(await getJson(addressOf(at), signal)),
    staleTime: 0,
  })

export const signPeriod = (at: SignoffPlace, ask: SignPeriodAsk) => sendJson(`${addressOf(at)}/sign`, ask)
export const unlockPeriod = (at: SignoffPlace, ask: UnlockPeriodAsk) => sendJson(`${addressOf(at)}/unlock`, ask)
export const takeIn = (at: SignoffPlace) => sendJson(`${addressOf(at)}/take-in`, {})
