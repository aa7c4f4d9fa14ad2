import { SavedView, Share, ShareMade } from '@ioc/server/contract'
import { queryOptions } from '@tanstack/react-query'
import { getJson } from '../../../api/get.ts'
import { sendJson } from '../../../api/send.ts'

export const viewsQuery = () =>
  queryOptions({
    queryKey: ['views'],
    queryFn: async ({ signal }) => SavedView.array().parse(await getJson('/api/views', signal)),
    staleTime: 0,
  })

export const sharesQuery = (by: string) =>
  queryOptions({
    queryKey: ['shares', by],
    queryFn: async ({ signal }) => Share.array().parse(await getJson(`/api/shares?${new URLSearchParams({ by })}`, signal)),
    staleTime: 0,
    enabled: by !== '',
  })

/** What a link shows. */
export const sharedQuery = (token: string) =>
  queryOptions({
    queryKey: ['shared', token],
    queryFn: async () => Share.parse(await sendJson('/api/shares/open', { token })),
  })

export const saveView = (ask: { name: string; search: string; by: string }) => sendJson('/api/views', ask)
export const renameView = (id: number, ask: { name: string; seen: number; by: string }) =>
  sendJson(`/api/views/${id}/rename`, ask)
export const withdrawView = (id: number, ask: { seen: number; by: string }) => sendJson(`/api/views/${id}/withdraw`, ask)
export const makeShare = async (ask: { search: string; days: number; by: string }) =>
  ShareMade.parse(await sendJson('/api/shares', ask))
export const withdrawShare = (id: number, by: string) => sendJson(`/api/shares/${id}/withdraw`, { by })
