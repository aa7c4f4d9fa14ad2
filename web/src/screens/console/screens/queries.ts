import { type OrderAsk, PairedScreen, ScreensAnswer } from '@ioc/server/contract'
import { queryOptions } from '@tanstack/react-query'
import { getJson } from '../../../api/get.ts'
import { sendJson } from '../../../api/send.ts'

const EVERY_MS = 2_000

/** Looked at again every two seconds: what was pressed is seen to be done. */
export const screensQuery = () =>
  queryOptions({
    queryKey: ['screens'],
    queryFn: async ({ signal }) => ScreensAnswer.parse(await getJson('/api/screens', signal)),
    refetchInterval: EVERY_MS,
    staleTime: 0,
  })

export const pairScreen = (ask: { code: string; name: string }) => sendJson('/api/screens/pair', ask)
export const orderScreen = async (screen: number, ask: OrderAsk) =>
  PairedScreen.parse(await sendJson(`/api/screens/${screen}/orders`, ask))
export const removeScreen = (screen: number) => sendJson(`/api/screens/${screen}/remove`, {})
