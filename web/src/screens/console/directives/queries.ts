import {
  type DirectiveAct,
  DirectiveIssued,
  DirectivesAnswer,
  DirectiveTold,
  type IssueDirectiveAsk,
  UnitsAnsweringAnswer,
} from '@ioc/server/contract'
import { queryOptions } from '@tanstack/react-query'
import { getJson } from '../../../api/get.ts'
import { putFile, sendJson } from '../../../api/send.ts'

const OFTEN_MS = 5_000

export const directivesQuery = (of: { open?: boolean; alert?: number; subject?: string } = {}) =>
  queryOptions({
    queryKey: ['directives', 'list', of],
    queryFn: async ({ signal }) => {
      const asked = new URLSearchParams(Object.entries(of).map(([name, value]) => [name, String(value)]))
      return DirectivesAnswer.parse(await getJson(`/api/directives?${asked}`, signal))
    },
    refetchInterval: OFTEN_MS,
  })

export const directiveQuery = (id: number) =>
  queryOptions({
    queryKey: ['directives', id],
    queryFn: async ({ signal }) => DirectiveTold.parse(await getJson(`/api/directives/${id}`, signal)),
    refetchInterval: OFTEN_MS,
  })

export const answeringQuery = () =>
  queryOptions({
    queryKey: ['directives', 'units'],
    queryFn: async ({ signal }) => UnitsAnsweringAnswer.parse(await getJson('/api/directives/units', signal)),
    refetchInterval: OFTEN_MS,
  })

export const issue = async (ask: IssueDirectiveAsk) => DirectiveIssued.parse(await sendJson('/api/directives', ask)).directive

export const act = (id: number, said: DirectiveAct) => sendJson(`/api/directives/${id}/acts`, said)

export const show = (id: number, file: File, what: 'before' | 'after' | 'document') =>
  putFile(`/api/directives/${id}/files/${encodeURIComponent(file.name)}?${new URLSearchParams({ what })}`, file)
