import { Classification, type Indicator, type Tile } from '../pack/pack.ts'
import { indicatorsOfTile, namedBy } from './check-tiles.ts'
import { domainOf } from './define.ts'
import type { Registry } from './registry.ts'

type Known = Pick<Registry, 'indicator' | 'indicators' | 'meanings'>

/** Whether something is for fewer people than those it would be shown to. */
export const isAbove = (classification: Classification, shownTo: Classification): boolean =>
  gravityOf(classification) > gravityOf(shownTo)

/** A tile is as strict as the strictest of what it shows; one that names nothing, such as a stream, is as its domain is. */
export function classificationOf(tile: Tile, registry: Known): Classification {
  const figures = indicatorsOfTile(tile, registry).map((indicator) => classificationOfIndicator(indicator, registry))
  const counted = namedBy(tile).counted.map((id) => ofDomain(id, registry))
  const named = [...figures, ...counted]
  return strictest([
    ...(named.length > 0 ? named : [ofDomain(tile.id, registry)]),
    ...(tile.classification ? [tile.classification] : []),
  ])
}

/** Its own, or its domain’s. */
export const classificationOfIndicator = (
  { id, classification }: Pick<Indicator, 'id' | 'classification'>,
  registry: Pick<Known, 'meanings'>,
): Classification => classification ?? ofDomain(id, registry)

/** What belongs to no domain speaks of the work of the house. */
const ofDomain = (id: string, registry: Pick<Known, 'meanings'>): Classification =>
  classificationOfDomain(domainOf({ id }), registry)

export const classificationOfDomain = (domain: string, { meanings }: Pick<Known, 'meanings'>): Classification =>
  meanings.find(({ id }) => id === domain)?.classification ?? 'internal'

export const leastStrict = (a: Classification, b: Classification): Classification => (isAbove(a, b) ? b : a)

const gravityOf = (classification: Classification) => Classification.options.indexOf(classification)

export function strictest(all: Classification[]): Classification {
  return Classification.options[Math.max(...all.map(gravityOf))] as Classification
}
