import { BoundariesAnswer, BoundarySet, type LoadAsk } from '@ioc/server/contract'
import { queryOptions } from '@tanstack/react-query'
import { getJson } from '../../../api/get.ts'
import { putFile, sendJson } from '../../../api/send.ts'

export const boundariesQuery = () =>
  queryOptions({
    queryKey: ['boundaries'],
    queryFn: async ({ signal }) => BoundariesAnswer.parse(await getJson('/api/boundaries', signal)),
    staleTime: 0,
  })

export const lookAt = async (file: File, validFrom: string) =>
  BoundarySet.parse(
    await putFile(`/api/boundaries/files/${encodeURIComponent(file.name)}?${new URLSearchParams({ validFrom })}`, file),
  )
export const putInForce = async (set: number, ask: LoadAsk) =>
  BoundarySet.parse(await sendJson(`/api/boundaries/${set}/load`, ask))
export const withdraw = async (set: number, ask: { why: string }) =>
  BoundarySet.parse(await sendJson(`/api/boundaries/${set}/withdraw`, ask))
