import { MOST_INDICATORS, ViewCompare, ViewPicture, ViewStep } from '@ioc/server/contract'

// What stands in the explorer's address: all that is chosen, so that a page can be sent to someone, kept and opened again.
//
//   indicator            what is looked at, the first leads; may stand more than once
//   of                   key of the unit; the province where left out
//   over, step           the period, and how long each point of time is
//   run                  «year»: each point tells its year from the first of January on
//   by                   «unit», a dimension, «records» or «forecast»: what it is split by; over time alone where left out
//   picture              line, bar, heat, map, scatter, table
//   compare              solar, lunar, previous, target, peers: what stands beside it, of the year before, of the stretch right before, what is
//                        planned, or the middle of the units of its kind
//   only                 dimension:value, what it is narrowed to; may stand more than once
//   map, known           on whose administrative map; as known when
//   pick                 members brought out (units or values of a dimension); may stand more than once
//   alone                «yes»: nothing but those
//   path, trail          a drill path, and what was left at each of its levels on the way down: «unit:» and the unit before, or a dimension
//   at                   the instant a point begins that is looked at
//   zoom                 from..to, the part of time that is looked at
//   sort                 an indicator, «change:» or «growth:» and an indicator, «name», over time «at:» and when a step begins, or a column of
//                        records; the other way round with a minus before it
//   goal                 in a forecast: the mark to reach, where it is not the plan’s
//   add                  in a forecast: «unit:rate», what that unit brings or clears more a working day; may stand more than once
//   term                 which term of the formula records are behind, from 0
//
// None is named like what an open proof puts there (web/src/address), so that a proof opens over it and closes again.

export { MOST_INDICATORS }

export const PICTURES = ViewPicture.options
export type PictureKind = (typeof PICTURES)[number]

export const STEPS = ViewStep.options
export type Step = (typeof STEPS)[number]

export const COMPARED = ViewCompare.options
type Compared = (typeof COMPARED)[number]

export const BY_UNIT = 'unit'
export const BY_RECORDS = 'records'
export const BY_FORECAST = 'forecast'

/** The period of what stands at one moment. */
export const NOW = 'now'

export interface View {
  indicators: string[]
  unit: string | null
  period: string | null
  step: Step | null
  /** Each point tells its year up to it. */
  running: boolean
  by: string | null
  picture: PictureKind | null
  compare: Compared | null
  where: string[]
  geo: string | null
  asOf: string | null
  picked: string[]
  /** Those that are picked are all that is shown. */
  alone: boolean
  path: string | null
  trail: string[]
  at: string | null
  zoom: { from: string; to: string } | null
  sort: string | null
  goal: number | null
  adds: string[]
  term: number
}

const NUMBER = /^-?\d{1,18}(\.\d+)?$/
const ZOOM = /^(.+)\.\.(.+)$/
const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/

/** Of its shape, and in the calendar: 2026-13-01 is neither a moment nor an error to show. */
const isInstant = (text: string | null): text is string => text !== null && INSTANT.test(text) && !Number.isNaN(Date.parse(text))

export function viewOf(search: string): View {
  const params = new URLSearchParams(search)
  const one = (name: string) => params.get(name) || null
  const many = (name: string) => [...new Set(params.getAll(name).filter(Boolean))]
  const [, from = '', to = ''] = ZOOM.exec(one('zoom') ?? '') ?? []
  return {
    indicators: many('indicator').slice(0, MOST_INDICATORS),
    unit: one('of'),
    period: one('over'),
    step: known(STEPS, one('step')),
    running: one('run') === 'year',
    by: one('by'),
    picture: known(PICTURES, one('picture')),
    compare: known(COMPARED, one('compare')),
    where: many('only'),
    geo: one('map'),
    // A plus sign typed by hand arrives as a space.
    asOf: one('known')?.replace(' ', '+') ?? null,
    picked: many('pick'),
    alone: one('alone') === 'yes',
    path: one('path'),
    trail: params.getAll('trail').filter(Boolean),
    at: isInstant(one('at')) ? one('at') : null,
    zoom: isInstant(from) && isInstant(to) && from < to ? { from, to } : null,
    sort: one('sort'),
    goal: NUMBER.test(one('goal') ?? '') ? Number(one('goal')) : null,
    adds: many('add'),
    term: /^\d{1,2}$/.test(one('term') ?? '') ? Number(one('term')) : 0,
  }
}

const NAMES = [
  'indicator',
  'of',
  'over',
  'step',
  'run',
  'by',
  'picture',
  'compare',
  'only',
  'map',
  'known',
  'pick',
  'alone',
  'path',
  'trail',
  'at',
  'zoom',
  'sort',
  'goal',
  'add',
  'term',
]

/** What it can be compared with: of the province there is but one, so it has no peers. */
export const comparedOf = ({ unit, by, compare }: Pick<View, 'unit' | 'by' | 'compare'>): readonly Compared[] =>
  COMPARED.filter((each) => each !== 'peers' || unit !== null || by === BY_UNIT || compare === each)

/** The address of a view: what else stood in it stays. */
export function withView(search: string, view: View): string {
  const params = new URLSearchParams(search)
  for (const name of NAMES) params.delete(name)
  const put = (name: string, value: string | readonly string[] | null) => {
    for (const each of [value ?? []].flat()) params.append(name, each)
  }
  put('indicator', view.indicators)
  put('of', view.unit)
  put('over', view.period)
  put('step', view.step)
  put('run', view.running ? 'year' : null)
  put('by', view.by)
  put('picture', view.picture)
  put('compare', view.compare)
  put('only', view.where)
  put('map', view.geo)
  put('known', view.asOf)
  put('pick', view.picked)
  put('alone', view.alone && view.picked.length > 0 ? 'yes' : null)
  put('path', view.path)
  put('trail', view.trail)
  put('at', view.at)
  put('zoom', view.zoom && `${view.zoom.from}..${view.zoom.to}`)
  put('sort', view.sort)
  put('goal', view.goal === null ? null : String(view.goal))
  put('add', view.adds)
  put('term', view.term > 0 ? String(view.term) : null)
  const text = params.toString()
  return text && `?${text}`
}

const known = <T extends string>(among: readonly T[], value: string | null): T | null =>
  among.find((each) => each === value) ?? null
