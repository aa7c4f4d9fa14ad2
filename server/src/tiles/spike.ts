import {
  type Domain,
  findDomain,
  indicatorOf,
  isFillingIn,
  LEAST_SAMPLES,
  levelOf,
  loadCalendar,
  PLACES,
  readIssues,
  readSpike,
  type SpikeReading,
  spanOf,
} from '@ioc/sql'
import { topicNamed } from '@ioc/sql/listening'
import type { TileOf } from '../../contract/index.ts'
import { type Build, domainOf } from './build.ts'
import { cellOf } from './cell.ts'
import type { TileContext } from './context.ts'
import { departmentOf } from './mentions.ts'
import { trustOf } from './reading.ts'

type Reason = TileOf<'spike'>['reasons'][number]

/** Of so many matters the one most spoken of just now is looked for. */
const LOOKED_AT = 30
const PLACE = { id: PLACES, title: { vi: 'Địa bàn', en: 'Place' } }

/** More said than is usual at this hour of the week, why, and who has to look at it. */
export const spikeTile: Build<'spike'> = async (context, tile, moment) => {
  const { database, units, registry, province } = context
  const domain = await findDomain(domainOf(tile))
  const indicator = indicatorOf(registry, tile.measure)
  const calendar = loadCalendar(province.key)
  const read = await readSpike(database.db, units, indicator, province.unitId, moment, { ...tile, calendar })
  const span = spanOf('last24h', moment.at)
  const trust = await trustOf(context, tile, span, moment, [read.observed])
  // Half a history alarms nobody.
  const level = isFillingIn(read.observed.freshness) ? null : levelOf(read.spike?.z ?? null, tile.levels, 'down')
  const reasons = reasonsOf(context, domain, tile.by, read)
  const isSpike = level !== null && level !== 'good'
  const issues = await readIssues(database, units, domain, province.unitId, moment, LOOKED_AT)
  const [story] = issues.toSorted((a, b) => b.latest - a.latest)
  return {
    id: tile.id,
    title: tile.title,
    kind: 'spike',
    measure: indicator.id,
    unit: indicator.unitOfMeasurement,
    ...trust,
    level,
    hours: tile.hours,
    observed: cellOf(read.observed),
    usual: read.spike && { expected: read.spike.expected, z: read.spike.z, samples: read.spike.samples },
    needed: LEAST_SAMPLES,
    known: read.known,
    series: read.series.map(({ at, observed, expected }) => ({ at: at.toISOString(), observed: cellOf(observed), expected })),
    reasons,
    story: story && story.latest > 0 ? { id: story.id, feed: story.feed, title: story.title, copies: story.latest } : null,
    responsible: isSpike ? responsibleFor(context, reasons) : [],
  }
}

/** The first of each dimension; places first. */
function reasonsOf(context: TileContext, domain: Domain, by: string[], { parts, spike }: SpikeReading): Reason[] {
  if (!spike) return []
  return [PLACES, ...by].flatMap((dim) => {
    const place = dim === PLACES
    const [first] = (parts.get(dim) ?? []).filter(({ key }) => !place || Number(key) !== context.province.unitId)
    if (!first) return []
    const words = domain.pack.dims[dim]
    const kind = place ? PLACE : { id: dim, title: words?.title ?? { vi: dim, en: dim } }
    const name = place ? context.units.get(Number(first.key)).name : first.key
    const title = words?.values[first.key] ?? { vi: name, en: name }
    return [{ kind, key: first.key, title, observed: first.observed, share: first.share }]
  })
}

function responsibleFor(context: TileContext, reasons: Reason[]): string[] {
  const place = reasons.find(({ kind }) => kind.id === PLACES)
  const topic = reasons.find(({ kind }) => kind.id === 'topic')
  const department = topic && departmentOf(context, topicNamed(topic.key).owner)
  return [place?.title.vi, department].filter((name): name is string => Boolean(name))
}
