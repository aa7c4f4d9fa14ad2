import { OpenCatalogue, OpenDatasetAnswer } from '@ioc/server/contract'
import { queryOptions } from '@tanstack/react-query'
import { getJson, heldTo } from '../../api/get.ts'

const FRESH_MS = 60_000

export const datasetUrl = (id: string) => `/api/open/${encodeURIComponent(id)}`

export const catalogueQuery = () =>
  queryOptions({
    queryKey: ['open'],
    queryFn: async ({ signal }) => heldTo(OpenCatalogue, await getJson('/api/open', signal)),
    staleTime: FRESH_MS,
  })

export const datasetQuery = (id: string) =>
  queryOptions({
    queryKey: ['open', id],
    queryFn: async ({ signal }) => heldTo(OpenDatasetAnswer, await getJson(datasetUrl(id), signal)),
    staleTime: FRESH_MS,
  })
