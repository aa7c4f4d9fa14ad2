import {
  type ActOnReportAsk,
  FormAnswer,
  RemindersAnswer,
  ReportAnswer,
  ReportingUnits,
  ReportsAnswer,
  type SaveCellsAsk,
  TryRowsAnswer,
  Uploaded,
  WorkbookAnswer,
} from '@ioc/server/contract'
import { queryOptions } from '@tanstack/react-query'
import { getJson } from '../../../api/get.ts'
import { putFile, sendJson } from '../../../api/send.ts'
import type { ReportPlace } from '../paths.ts'

const OFTEN_MS = 10_000
const pathOf = ({ template, unit, period }: ReportPlace) =>
  `/api/reports/${encodeURIComponent(template)}/${encodeURIComponent(unit)}/${period}`

export const reportingUnitsQuery = () =>
  queryOptions({
    queryKey: ['reports', 'units'],
    queryFn: async ({ signal }) => ReportingUnits.parse(await getJson('/api/reports/units', signal)),
  })

export const reportsQuery = (of: { unit: string } | 'waiting') =>
  queryOptions({
    queryKey: ['reports', 'list', of],
    queryFn: async ({ signal }) =>
      ReportsAnswer.parse(
        await getJson(of === 'waiting' ? '/api/reports/waiting' : `/api/reports?${new URLSearchParams(of)}`, signal),
      ),
    refetchInterval: OFTEN_MS,
    refetchOnMount: 'always',
  })

export const remindersQuery = (unit: string) =>
  queryOptions({
    queryKey: ['reports', 'reminders', unit],
    queryFn: async ({ signal }) =>
      RemindersAnswer.parse(await getJson(`/api/reports/reminders?${new URLSearchParams({ unit })}`, signal)),
    refetchInterval: OFTEN_MS,
    refetchOnMount: 'always',
  })

export const reportQuery = (at: ReportPlace) =>
  queryOptions({
    queryKey: ['reports', 'one', at.template, at.unit, at.period],
    queryFn: async ({ signal }) => ReportAnswer.parse(await getJson(pathOf(at), signal)),
    // Somebody else may be at it.
    refetchInterval: OFTEN_MS,
    refetchOnMount: 'always',
    // An answer that was under way while something was saved is older than what is shown.
    structuralSharing: (shown, answer) =>
      shown && (shown as ReportAnswer).edit > (answer as ReportAnswer).edit ? shown : answer,
  })

export const saveCells = async (at: ReportPlace, ask: SaveCellsAsk) =>
  ReportAnswer.parse(await sendJson(`${pathOf(at)}/cells`, ask))
export const actOnReport = async (at: ReportPlace, ask: ActOnReportAsk) =>
  ReportAnswer.parse(await sendJson(`${pathOf(at)}/act`, ask))
export const workbookPath = (at: ReportPlace) => `${pathOf(at)}/workbook`
export const readWorkbook = async (at: ReportPlace, file: File) =>
  WorkbookAnswer.parse(await putFile(`${workbookPath(at)}/${encodeURIComponent(file.name)}`, file))

const formOf = (feed: string) => `/api/feeds/${encodeURIComponent(feed)}/form`
export const formQuery = (feed: string) =>
  queryOptions({
    queryKey: ['feeds', feed, 'form'],
    queryFn: async ({ signal }) => FormAnswer.parse(await getJson(formOf(feed), signal)),
  })
export const tryRows = async (feed: string, rows: Record<string, string>[]) =>
  TryRowsAnswer.parse(await sendJson(`${formOf(feed)}/try`, { rows }))
/** Sent again under its key it is the same delivery. */
export const sendRows = async (feed: string, key: string, rows: TryRowsAnswer['rows']) =>
  Uploaded.parse(await sendJson(`/api/feeds/${encodeURIComponent(feed)}/deliveries`, { rows }, { 'idempotency-key': key }))
