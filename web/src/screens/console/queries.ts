import {
  type AlikeAsk,
  ArrivalAnswer,
  BehindScores,
  type Counted,
  DecideAsk,
  FeedLineageAnswer,
  FeedsAnswer,
  HeldAnswer,
  type HeldFault,
  HeldHistory,
  HeldReasonsAnswer,
  type HeldStatus,
  HeldWordsAnswer,
  type Mend,
  MendAlikeAnswer,
  MendAnswer,
  PunctualityAnswer,
  QualityAnswer,
  RemindAnswer,
  type RemindAsk,
  RunLogAnswer,
  type RunRow,
  RunRowsAnswer,
  RunsAnswer,
  type StopAsk,
  TryAlikeAnswer,
  TryAnswer,
} from '@ioc/server/contract'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { getJson, NotThere } from '../../api/get.ts'
import { putFile, sendJson } from '../../api/send.ts'

const OFTEN_MS = 5_000
/** While something runs its progress is followed. */
const LIVE_MS = 1_000
/** Rows that changed nothing are found by reading pages again. */
const ROWS_PATIENCE_MS = 60_000
export const HELD_A_PAGE = 200
const of = (feed: string) => `/api/feeds/${encodeURIComponent(feed)}`

export const feedsQuery = () =>
  queryOptions({
    queryKey: ['feeds'],
    queryFn: async ({ signal }) => FeedsAnswer.parse(await getJson('/api/feeds', signal)),
    refetchInterval: OFTEN_MS,
  })

export const runsQuery = (feed: string) =>
  queryOptions({
    queryKey: ['feeds', feed, 'runs'],
    queryFn: async ({ signal }) => RunsAnswer.parse(await getJson(`${of(feed)}/runs`, signal)),
    refetchInterval: ({ state }) => (state.data?.some(isRunning) ? LIVE_MS : OFTEN_MS),
  })

const isRunning = ({ status }: RunRow) => status === 'running'

export const runQuery = (feed: string, run: number) =>
  queryOptions({
    queryKey: ['feeds', feed, 'runs', run],
    queryFn: async ({ signal }) => {
      const [found] = RunsAnswer.parse(await getJson(`${of(feed)}/runs?before=${run + 1}&limit=1`, signal))
      if (found?.run !== run) throw new NotThere(`${feed}: ${run}`)
      return found
    },
    refetchInterval: ({ state }) => (state.data && isRunning(state.data) ? LIVE_MS : false),
  })

export const runLogQuery = (run: number, isRunning: boolean) =>
  queryOptions({
    queryKey: ['runs', run, 'log', isRunning],
    queryFn: async ({ signal }) => RunLogAnswer.parse(await getJson(`/api/runs/${run}/log`, signal)),
    refetchInterval: isRunning ? LIVE_MS : false,
    placeholderData: keepPreviousData,
  })

export const runRowsQuery = (run: number, counted: Counted) =>
  infiniteQueryOptions({
    queryKey: ['runs', run, 'rows', counted],
    queryFn: async ({ signal, pageParam }) => {
      const asked = new URLSearchParams({ counted, after: pageParam })
      return RunRowsAnswer.parse(await getJson(`/api/runs/${run}/rows?${asked}`, signal, ROWS_PATIENCE_MS))
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })

export const runAgain = async (run: number) => sendJson(`/api/runs/${run}/again`, {})
export const sendFile = async (feed: string, file: File) => putFile(`${of(feed)}/files/${encodeURIComponent(file.name)}`, file)
export const pause = async (feed: string, ask: StopAsk) => sendJson(`${of(feed)}/pause`, ask)
export const stopRun = async (run: number, ask: StopAsk) => sendJson(`/api/runs/${run}/stop`, ask)
export const reprocess = async (feed: string) => sendJson(`${of(feed)}/reprocess`, {})
export const backfill = async (feed: string, ask: { from: string; to: string }) => sendJson(`${of(feed)}/backfill`, ask)

export interface HeldAsk {
  status: HeldStatus
  /** Without a field, whatever stands first among its reasons. */
  reason: { field?: string; code: string } | null
  words: string
  after: number
}

export const heldQuery = (feed: string, { status, reason, words, after }: HeldAsk) =>
  queryOptions({
    queryKey: ['feeds', feed, 'held', status, reason, words, after],
    queryFn: async ({ signal }) => {
      const asked = new URLSearchParams({
        status,
        after: String(after),
        limit: String(HELD_A_PAGE),
        ...reason,
        ...(words ? { words } : {}),
      })
      return HeldAnswer.parse(await getJson(`${of(feed)}/held?${asked}`, signal))
    },
    placeholderData: keepPreviousData,
  })

export const reasonsQuery = (feed: string) =>
  queryOptions({
    queryKey: ['feeds', feed, 'held', 'reasons'],
    queryFn: async ({ signal }) => HeldReasonsAnswer.parse(await getJson(`${of(feed)}/held/reasons`, signal)),
  })

export const historyQuery = (id: number) =>
  queryOptions({
    queryKey: ['held', id, 'actions'],
    queryFn: async ({ signal }) => HeldHistory.parse(await getJson(`/api/held/${id}/actions`, signal)),
  })

export const tryMending = async (feed: string, rows: Omit<Mend, 'seen'>[]) =>
  TryAnswer.parse(await sendJson(`${of(feed)}/held/try`, { rows }))

export const mend = async (feed: string, rows: Mend[]) => MendAnswer.parse(await sendJson(`${of(feed)}/held/mend`, { rows }))

export const wordsQuery = (feed: string, fault: HeldFault) =>
  queryOptions({
    queryKey: ['feeds', feed, 'held', 'words', fault],
    queryFn: async ({ signal }) =>
      HeldWordsAnswer.parse(await getJson(`${of(feed)}/held/words?${new URLSearchParams(fault)}`, signal, ROWS_PATIENCE_MS)),
  })

export const tryAlike = async (feed: string, alike: AlikeAsk) =>
  TryAlikeAnswer.parse(await sendJson(`${of(feed)}/held/alike/try`, alike))

export const mendAlike = async (feed: string, alike: AlikeAsk) =>
  MendAlikeAnswer.parse(await sendJson(`${of(feed)}/held/alike/mend`, alike))

export const decide = async (feed: string, ask: DecideAsk) => sendJson(`${of(feed)}/held/decide`, DecideAsk.parse(ask))

export const pullNow = async (feed: string) => sendJson(`${of(feed)}/pull`, {})

export const punctualityQuery = (feed: string, measure: string | undefined) =>
  queryOptions({
    queryKey: ['feeds', feed, 'punctuality', measure],
    queryFn: async ({ signal }) => {
      const asked = measure === undefined ? '' : `?${new URLSearchParams({ measure })}`
      return PunctualityAnswer.parse(await getJson(`${of(feed)}/punctuality${asked}`, signal))
    },
    placeholderData: keepPreviousData,
  })

export const arrivalQuery = (feed: string) =>
  queryOptions({
    queryKey: ['feeds', feed, 'arrival'],
    queryFn: async ({ signal }) => ArrivalAnswer.parse(await getJson(`${of(feed)}/arrival`, signal, ROWS_PATIENCE_MS)),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const remind = async (feed: string, ask: RemindAsk) => RemindAnswer.parse(await sendJson(`${of(feed)}/reminders`, ask))

export const lineageQuery = (feed: string) =>
  queryOptions({
    queryKey: ['feeds', feed, 'lineage'],
    queryFn: async ({ signal }) => FeedLineageAnswer.parse(await getJson(`${of(feed)}/lineage`, signal)),
  })

export const acceptDrift = async (feed: string) => sendJson(`${of(feed)}/drift/accept`, {})

export const qualityQuery = (month: string | undefined) =>
  queryOptions({
    queryKey: ['quality', month],
    queryFn: async ({ signal }) => {
      const asked = month === undefined ? '' : `?${new URLSearchParams({ month })}`
      return QualityAnswer.parse(await getJson(`/api/quality${asked}`, signal, ROWS_PATIENCE_MS))
    },
    placeholderData: keepPreviousData,
  })

export const behindQuery = (feed: string, month: string) =>
  queryOptions({
    queryKey: ['feeds', feed, 'quality', month],
    queryFn: async ({ signal }) => BehindScores.parse(await getJson(`${of(feed)}/quality/${month}`, signal, ROWS_PATIENCE_MS)),
    placeholderData: keepPreviousData,
  })
