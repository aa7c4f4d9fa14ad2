import { BriefingAsked, BriefingsAnswer, MadeBriefingsAnswer, MadeBriefingTold } from '@ioc/server/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { getJson, heldTo } from '../../../api/get.ts'
import { sendJson } from '../../../api/send.ts'

const OFTEN_MS = 2_000
const SELDOM_MS = 15_000

export const briefingsQuery = () =>
  queryOptions({
    queryKey: ['briefings'],
    queryFn: async ({ signal }) => heldTo(BriefingsAnswer, await getJson('/api/briefings', signal)),
  })

/** The history, the newest first, page after page; looked at often while one of it is being made. */
export const madeQuery = (briefing: string | null) =>
  infiniteQueryOptions({
    queryKey: ['briefings', 'made', briefing],
    initialPageParam: null as number | null,
    queryFn: async ({ signal, pageParam }) => {
      const asked = new URLSearchParams({
        ...(briefing !== null && { briefing }),
        ...(pageParam !== null && { before: String(pageParam) }),
      })
      return heldTo(MadeBriefingsAnswer, await getJson(`/api/briefings/made?${asked}`, signal))
    },
    getNextPageParam: ({ made, more }) => (more ? (made.at(-1)?.id ?? null) : null),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ made }) => made.some(({ status }) => status === 'waiting')) ? OFTEN_MS : SELDOM_MS,
  })

export const oneQuery = (id: number) =>
  queryOptions({
    queryKey: ['briefings', 'one', id],
    queryFn: async ({ signal }) => heldTo(MadeBriefingTold, await getJson(`/api/briefings/made/${id}`, signal)),
    // What is made stays as it is.
    refetchInterval: ({ state }) => (state.data?.status === 'made' ? false : OFTEN_MS),
  })

export const makeNow = async (briefing: string) =>
  heldTo(BriefingAsked, await sendJson(`/api/briefings/${encodeURIComponent(briefing)}/make`, {})).made

export const tryAgain = (id: number) => sendJson(`/api/briefings/made/${id}/again`, {})

export const fileOf = (id: number, format: 'pdf' | 'xlsx') => `/api/briefings/made/${id}/${format}`
