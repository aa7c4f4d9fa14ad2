import {
  ForecastAnswer,
  MapAnswer,
  PartSeriesAnswer,
  PartsAnswer,
  ReadingAnswer,
  RecordsAnswer,
  SeriesAnswer,
  UnitSeriesAnswer,
  UnitsAnswer,
} from '@ioc/server/contract'
import { queryOptions } from '@tanstack/react-query'
import type { Question } from '../../address/address.ts'
import { getJson, heldTo } from '../../api/get.ts'
import type { Settled } from './settle.ts'

/** Whoever asks much may wait, sees that it is added up, and can stop it. */
const GIVE_UP_AFTER_MS = 120_000
const KEPT_MS = 5 * 60_000
/** What a province's sources send changes by the minute; a table that is read must not change under the eye. */
const FRESH_MS = 60_000

type Asked = Pick<Settled, 'unit' | 'period' | 'geo' | 'asOf' | 'where' | 'compare' | 'kind'>

function addressOf(
  indicator: string,
  of: string,
  asked: Omit<Asked, 'period'> & { period?: string },
  more: Record<string, string> = {},
): string {
  const params = new URLSearchParams(more)
  if (asked.unit) params.set('unit', asked.unit)
  if (asked.period) params.set('period', asked.period)
  if (asked.geo) params.set('geo', asked.geo)
  if (asked.asOf) params.set('asOf', asked.asOf)
  for (const each of asked.where) params.append('where', each)
  return `/api/readings/${encodeURIComponent(indicator)}${of}?${params}`
}

const comparedBy = ({ compare }: Asked): Record<string, string> => (compare ? { compare } : {})

const ofKind = ({ kind }: Asked): Record<string, string> => (kind ? { kind } : {})

/** Asked of the server by its address, and held to a shape. */
export function answerOf<T>(url: string, shape: { parse(answer: unknown): T }) {
  return queryOptions({
    queryKey: ['explore', url],
    queryFn: async ({ signal }) => heldTo(shape, await getJson(url, signal, GIVE_UP_AFTER_MS)),
    staleTime: FRESH_MS,
    gcTime: KEPT_MS,
  })
}

/** Over the whole period, with what it is set beside. */
export const readingQuery = (indicator: string, asked: Asked) =>
  answerOf(addressOf(indicator, '', asked, comparedBy(asked)), ReadingAnswer)

/** Of the steps of its series, to an own end of its address. */
export const seriesAnswerOf = <T>(
  indicator: string,
  of: string,
  asked: Asked & Pick<Settled, 'step'>,
  shape: { parse(answer: unknown): T },
) => answerOf(addressOf(indicator, of, asked, { step: asked.step }), shape)

type OverTime = Asked & Pick<Settled, 'step' | 'over'>

/** Of the whole stretch, where one number is asked of a moment of it. */
const overTime = (asked: OverTime) => ({ ...asked, period: asked.over })

export const seriesQuery = (indicator: string, asked: OverTime & Pick<Settled, 'running'>) =>
  answerOf(
    addressOf(indicator, '/series', overTime(asked), {
      step: asked.step,
      ...comparedBy(asked),
      ...(asked.running ? { running: 'true' } : {}),
    }),
    SeriesAnswer,
  )

export const unitsQuery = (indicator: string, asked: Asked) =>
  answerOf(addressOf(indicator, '/units', asked, { ...ofKind(asked), ...comparedBy(asked) }), UnitsAnswer)

/** By the values of a dimension. */
export const partsQuery = (indicator: string, dim: string, asked: Asked) =>
  answerOf(addressOf(indicator, '/parts', asked, { dim, ...comparedBy(asked) }), PartsAnswer)

export const partSeriesQuery = (indicator: string, dim: string, asked: OverTime) =>
  answerOf(
    addressOf(indicator, '/parts/series', overTime(asked), { dim, step: asked.step, ...comparedBy(asked) }),
    PartSeriesAnswer,
  )

export const unitSeriesQuery = (indicator: string, asked: OverTime) =>
  answerOf(
    addressOf(indicator, '/units/series', overTime(asked), { step: asked.step, ...ofKind(asked), ...comparedBy(asked) }),
    UnitSeriesAnswer,
  )

export const RECORDS_A_PAGE = 200

/** The records behind one term, a page of them. */
export const recordsQuery = (
  indicator: string,
  asked: Asked & Pick<Settled, 'term' | 'sort'>,
  page: number,
  size = RECORDS_A_PAGE,
) => {
  const { sort, term } = asked
  return answerOf(
    addressOf(indicator, '/records', asked, {
      term: String(term),
      ...(sort === null ? {} : { sort: sort.replace(/^-/, ''), direction: sort.startsWith('-') ? 'desc' : 'asc' }),
      limit: String(size),
      offset: String(page * size),
    }),
    RecordsAnswer,
  )
}

/** Where it is going; of its own year or of now, whatever period is looked at. */
export const forecastQuery = (indicator: string, { period: _, ...asked }: Asked) =>
  answerOf(addressOf(indicator, '/forecast', asked), ForecastAnswer)

/** Where the communes of the unit stand. */
export function mapQuery({ unit, geo, asOf }: Pick<Asked, 'unit' | 'geo' | 'asOf'>) {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries({ unit, geo, asOf })) if (value) params.set(name, value)
  return answerOf(`/api/map?${params}`, MapAnswer)
}

/** The question whose proof stands behind one cell. */
export const questionOf = (indicator: string, { unit, period, geo, asOf, where }: Asked): Question => ({
  indicator,
  unit: unit ?? undefined,
  period,
  geo: geo ?? undefined,
  asOf: asOf ?? undefined,
  where: where.length > 0 ? where : undefined,
})
