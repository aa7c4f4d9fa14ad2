import {
  type ChecklistAct,
  ChecklistKindsAnswer,
  ChecklistReport,
  ChecklistStarted,
  ChecklistsAnswer,
  ChecklistTold,
} from '@ioc/server/contract'
import { queryOptions } from '@tanstack/react-query'
import { getJson } from '../../../api/get.ts'
import { putFile, sendJson } from '../../../api/send.ts'

const OFTEN_MS = 3_000
/** It reads many numbers as of many moments. */
const REPORT_GIVES_UP_AFTER_MS = 120_000

export const checklistsQuery = (of: { running?: boolean; alert?: number } = {}) =>
  queryOptions({
    queryKey: ['checklists', 'list', of],
    queryFn: async ({ signal }) => {
      const asked = new URLSearchParams(Object.entries(of).map(([name, value]) => [name, String(value)]))
      return ChecklistsAnswer.parse(await getJson(`/api/checklists?${asked}`, signal))
    },
    refetchInterval: OFTEN_MS,
  })

export const checklistQuery = (id: number) =>
  queryOptions({
    queryKey: ['checklists', id],
    queryFn: async ({ signal }) => ChecklistTold.parse(await getJson(`/api/checklists/${id}`, signal)),
    refetchInterval: OFTEN_MS,
  })

export const kindsQuery = (alert: number) =>
  queryOptions({
    queryKey: ['checklists', 'kinds', alert],
    queryFn: async ({ signal }) => ChecklistKindsAnswer.parse(await getJson(`/api/checklists/kinds?alert=${alert}`, signal)),
  })

export const reportQuery = (id: number) =>
  queryOptions({
    queryKey: ['checklists', id, 'report'],
    queryFn: async ({ signal }) =>
      ChecklistReport.parse(await getJson(`/api/checklists/${id}/report`, signal, REPORT_GIVES_UP_AFTER_MS)),
  })

export const start = async (checklist: string, alert: number) =>
  ChecklistStarted.parse(await sendJson('/api/checklists', { checklist, alert })).checklist

export const act = (id: number, said: ChecklistAct) => sendJson(`/api/checklists/${id}/acts`, said)

export const show = (id: number, step: string, file: File) =>
  putFile(`/api/checklists/${id}/steps/${step}/files/${encodeURIComponent(file.name)}`, file)
