import type { IndicatorAnswer } from '@ioc/server/contract'
import type { Say } from '../../../text/say.ts'
import { BY_FORECAST, BY_UNIT, type View } from '../view.ts'

const PATH = 'path:'
/** Not split: over time alone. */
export const NOT = ''

/** What was chosen of one split says nothing of another. */
export const afresh = {
  picture: null,
  period: null,
  picked: [],
  trail: [],
  at: null,
  zoom: null,
  sort: null,
} satisfies Partial<View>

export const keyOfPath = (id: string): string => `${PATH}${id}`

interface Split {
  key: string
  name: string
  /** It is the first level of a path. */
  isPath: boolean
}

/** All an indicator can be split by. */
export function splitsOf({ dimensions, paths, forecast }: IndicatorAnswer, { t, title }: Pick<Say, 't' | 'title'>): Split[] {
  return [
    { key: NOT, name: t('explore.byTime') },
    { key: BY_UNIT, name: t('explore.byUnit') },
    ...(forecast ? [{ key: BY_FORECAST, name: t('forecast.name') }] : []),
    ...dimensions.map(({ dim, title: name }) => ({ key: dim, name: title(name) })),
    ...paths.map(({ id, title: name }) => ({ key: keyOfPath(id), name: title(name), isPath: true })),
  ].map((split) => ({ isPath: false, ...split }))
}

/** Splits by what was chosen: a dimension, or the first level of a path. */
export function splitBy(chosen: string, paths: IndicatorAnswer['paths']): Partial<View> {
  const path = paths.find(({ id }) => chosen === keyOfPath(id))
  return path ? { path: path.id, by: path.levels[0]?.by ?? null } : { path: null, by: chosen || null }
}
