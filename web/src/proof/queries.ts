import {
  FactAnswer,
  IndicatorAnswer,
  IndicatorLineageAnswer,
  ProofAnswer,
  ProofRowsAnswer,
  ReadingAnswer,
  RevealAnswer,
  type RevealAsk,
  type ReviewAsk,
  RevisionsAnswer,
  SourceAnswer,
  UnitAnswer,
} from '@ioc/server/contract'
import { queryOptions } from '@tanstack/react-query'
import type { Fact, Question } from '../address/address.ts'
import { getJson, heldTo } from '../api/get.ts'
import { sendJson } from '../api/send.ts'
import { EXPLORE } from '../screens/explore/root.ts'

// Adding up a year of rows takes its time.
const GIVE_UP_AFTER_MS = 60_000
const FORGET_AFTER_MS = 60_000

export interface Group {
  term: number
  unit: string
  dims: Record<string, unknown>
}

export const ROWS_A_PAGE = 50

type Params = Record<string, string | string[] | undefined>

function addressOf(path: string, params: Params): string {
  const pairs = Object.entries(params).flatMap(([name, value]) => [value ?? []].flat().map((each) => [name, each]))
  const search = new URLSearchParams(pairs)
  return `${path}${search.size > 0 ? `?${search}` : ''}`
}

function ask<T>(path: string, params: Params, shape: { parse(answer: unknown): T }) {
  const url = addressOf(path, params)
  return queryOptions({
    queryKey: ['proof', url],
    queryFn: async ({ signal }) => heldTo(shape, await getJson(url, signal, GIVE_UP_AFTER_MS)),
    staleTime: 0,
    gcTime: FORGET_AFTER_MS,
  })
}

const reading = ({ indicator }: Question) => `/api/readings/${encodeURIComponent(indicator)}`
const asked = ({ unit, period, geo, asOf, where }: Question) => ({ unit, period, geo, asOf, where })
const factPath = ({ feed, id }: Fact) => `/api/facts/${encodeURIComponent(feed)}/${encodeURIComponent(id)}`

export const proofQuery = (question: Question) => ask(`${reading(question)}/proof`, asked(question), ProofAnswer)

/** Where the same is asked further. */
export const exploreAddress = ({ indicator, unit, period, geo, asOf, where }: Question): string =>
  addressOf(EXPLORE, { indicator, of: unit, over: period, map: geo, known: asOf, only: where })

/** Where the readings of the units below, or those over time, are as CSV. */
export const tableAddress = (question: Question, of: 'units' | 'series', { step }: { step?: string | undefined }) =>
  addressOf(`${reading(question)}/${of}`, { ...asked(question), step, format: 'csv' })

/** The reading set against the days that lay as far from last year's Tết. */
export const lunarQuery = (question: Question) => ask(reading(question), { ...asked(question), compare: 'lunar' }, ReadingAnswer)

export const rowsQuery = (question: Question, { term, unit, dims }: Group, page: number) =>
  ask(
    `${reading(question)}/proof/rows`,
    {
      ...asked(question),
      term: String(term),
      of: unit,
      dims: JSON.stringify(dims),
      limit: String(ROWS_A_PAGE),
      offset: String(page * ROWS_A_PAGE),
    },
    ProofRowsAnswer,
  )

export const revisionsQuery = (question: Question) =>
  ask(`${reading(question)}/revisions`, { ...asked(question), limit: '20' }, RevisionsAnswer)

export const indicatorQuery = ({ indicator, asOf }: Question) =>
  ask(`/api/indicators/${encodeURIComponent(indicator)}`, { asOf }, IndicatorAnswer)

export const lineageQuery = ({ indicator, asOf }: Question) =>
  ask(`/api/indicators/${encodeURIComponent(indicator)}/lineage`, { asOf }, IndicatorLineageAnswer)

export const unitsQuery = (geo: string | undefined) => ask('/api/units', { geo }, UnitAnswer.array())

export const factQuery = (fact: Fact) => ask(factPath(fact), {}, FactAnswer)

/** Puts a person's word in place of the machine's. */
export const sendReview = async (fact: Fact, said: ReviewAsk) =>
  heldTo(FactAnswer, await sendJson(`${factPath(fact)}/review`, said))

/** What the sealed fields of a record say, for whoever may and says why. */
export const sendReveal = async (fact: Fact, asked: RevealAsk) =>
  heldTo(RevealAnswer, await sendJson(`${factPath(fact)}/reveal`, asked))

export const sourceQuery = (fact: Fact, version: number) =>
  ask(`${factPath(fact)}/source`, { version: String(version) }, SourceAnswer)
