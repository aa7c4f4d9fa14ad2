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

/** Those whoever is signed in has made. */
export const sharesQuery = () =>
  queryOptions({
    queryKey: ['shares'],
    queryFn: async ({ signal }) => Share.array().parse(await getJson('/api/shares', signal)),
    staleTime: 0,
  })

/** What a link shows. */
export const sharedQuery = (token: string) =>
  queryOptions({
    queryKey: ['shared', token],
    queryFn: async () => Share.parse(await sendJson('/api/shares/open', { token })),
  })

export const saveView = (ask: { name: string; search: string }) => sendJson('/api/views', ask)
export const renameView = (id: number, ask: { name: string; seen: number }) => sendJson(`/api/views/${id}/rename`, ask)
export const withdrawView = (id: number, ask: { seen: number }) => sendJson(`/api/views/${id}/withdraw`, ask)
export const makeShare = async (ask: { search: string; days: number }) => ShareMade.parse(await sendJson('/api/shares', ask))
export const withdrawShare = (id: number) => sendJson(`/api/shares/${id}/withdraw`, {})
