import type { Tile } from '../pack/pack.ts'
import type { Located } from '../province/located.ts'
import { type DomainSwitches, isDomainOn, isIndicatorOn } from '../province/switches.ts'
import { type DefinedIndicator, domainOf } from './define.ts'
import { dimsOf } from './formula.ts'
import type { OwnIndicator } from './own.ts'
import type { Registry } from './registry.ts'

/** Why a tile has nothing to show; null where it has. */
export function tileTrouble(tile: Tile, { indicators, measures }: Pick<Registry, 'indicators' | 'measures'>): string | null {
  const { shown, counted } = namedBy(tile)
  const indicator = shown.find((id) => !indicators.some((known) => known.id === id))
  if (indicator) return `the tile ${tile.id} shows «${indicator}», which is no indicator.`
  const measure = counted.find((id) => !measures.some((known) => known.id === id))
  if (measure) return `the tile ${tile.id} shows «${measure}», which is no measure.`
  if (tile.kind === 'trend' && tile.usual !== undefined && !tile.indicators.includes(tile.usual))
    return `the tile ${tile.id} draws what is usual of «${tile.usual}», which is none of its lines.`
  if (tile.kind === 'comparison') return comparisonTrouble(tile, indicators)
  if (tile.kind === 'ageing') {
    const bands = shown.flatMap((id) => indicators.find((known) => known.id === id) ?? [])
    const other = bands.find(({ unit, additive }) => unit !== bands[0]?.unit || !additive.units)
    return other ? `the tile ${tile.id} stacks ${other.id}, which does not add up with the others.` : null
  }
  if (tile.kind === 'table') return tableTrouble(tile, indicators)
  if (tile.kind === 'breakdown') {
    const all = counted.flatMap((id) => measures.find((known) => known.id === id) ?? [])
    const without = all.find(({ dims }) => ![tile.by, ...Object.keys(tile.where)].every((dim) => dims.includes(dim)))
    return without
      ? `the tile ${tile.id} splits by «${tile.by}»; ${without.id} has ${without.dims.join(', ') || 'no dimension'}.`
      : null
  }
  if (tile.kind !== 'ranking') return null
  const { dims = [], time } = measures.find(({ id }) => id === tile.measure) ?? {}
  if (!dims.includes(tile.by))
    return `the tile ${tile.id} ranks by «${tile.by}»; ${tile.measure} has ${dims.join(', ') || 'no dimension'}.`
  // At the moment, «now», a stock is all that stands.
  return time === 'sum' ? null : `the tile ${tile.id} ranks what adds up over time; ${tile.measure} is ${time} over time.`
}

/** What a province says of its indicators must leave every picture whole; what does not is refused by file and line. */
export function checkTiles(tiles: Tile[], registry: Registry, own: Located<OwnIndicator>[]): void {
  const troubles = tiles.flatMap((tile) => {
    const trouble = tileTrouble(tile, registry)
    const { shown } = namedBy(tile)
    const cause = own.find(({ value }) => shown.includes(value.id))
    return trouble ? [cause ? `${cause.where(['unit'])}: ${trouble}` : trouble] : []
  })
  if (troubles.length > 0) throw new Error(troubles.join('\n'))
}

function comparisonTrouble(tile: Extract<Tile, { kind: 'comparison' }>, indicators: Registry['indicators']): string | null {
  const shown = tile.indicators.flatMap((id) => indicators.find((known) => known.id === id) ?? [])
  const { by, names } = tile
  if (names && names.length !== tile.indicators.length)
    return `the tile ${tile.id} has ${tile.indicators.length} indicators and ${names.length} names for them.`
  if (by !== undefined && !shown[0]?.compiled.terms.some((term) => dimsOf(term).includes(by)))
    return `the tile ${tile.id} compares over «${by}»; nothing ${shown[0]?.id} counts has that dimension.`
  const other = shown.find(({ unit }) => unit !== shown[0]?.unit)
  return other
    ? `the tile ${tile.id} puts ${shown[0]?.unit} beside ${other.unit}; one picture has one unit of measurement.`
    : null
}

function tableTrouble(
  { id, by, columns, sections }: Extract<Tile, { kind: 'table' }>,
  indicators: Registry['indicators'],
): string | null {
  if (by === undefined) {
    const empty = sections.find(({ units, lines }) => units.length + lines.length === 0)
    if (empty) return `the tile ${id} names no units for «${empty.title.vi}»; write units, lines, or by and where.`
    const uneven = sections.flatMap(({ lines }) => lines).find(({ indicators: each }) => each.length !== columns.length)
    return uneven
      ? `the tile ${id} has ${columns.length} columns and ${uneven.indicators.length} indicators for «${uneven.title.vi}».`
      : null
  }
  const needed = [by, ...sections.flatMap(({ where = {} }) => Object.keys(where))]
  const shown = columns.flatMap(({ indicator }) => indicators.find((known) => known.id === indicator) ?? [])
  // What is of the whole is the same in every row.
  const terms = shown.flatMap(({ compiled }) => compiled.terms.filter(({ whole }) => !whole))
  const without = terms.find((term) => !needed.every((dim) => dimsOf(term).includes(dim)))
  return without
    ? `the tile ${id} splits by ${needed.join(', ')}; ${without.measure.id} has ${without.measure.dims.join(', ') || 'no dimension'}.`
    : null
}

/** Whether a province has all that a tile shows. */
export function isTileOn(switches: DomainSwitches, tile: Tile): boolean {
  return isDomainOn(switches, domainOf(tile)) && namedBy(tile).shown.every((id) => isIndicatorOn(switches, id))
}

/** The domains whose news may change what a tile says; its own where it names nothing. A board of plans shows whatever has a target. */
export function domainsOfTile(tile: Tile, { indicator, indicators }: Pick<Registry, 'indicator' | 'indicators'>): string[] {
  const read = indicatorsOfTile(tile, { indicator, indicators })
  const domains = new Set([...read.flatMap((each) => each.domains), ...namedBy(tile).counted.map((id) => domainOf({ id }))])
  return domains.size > 0 ? [...domains] : [domainOf(tile)]
}

/** The indicators a tile reads; of plans, all that a clause is measured by. */
export function indicatorsOfTile(
  tile: Tile,
  { indicator, indicators }: Pick<Registry, 'indicator' | 'indicators'>,
): DefinedIndicator[] {
  return tile.kind === 'plan' ? indicators.filter(({ targets }) => targets.length > 0) : namedBy(tile).shown.map(indicator)
}

/** The indicators and measures a tile names. */
export function namedBy(tile: Tile): { shown: string[]; counted: string[] } {
  switch (tile.kind) {
    case 'stat':
    case 'communes':
      return { shown: [tile.indicator], counted: [] }
    case 'progress':
      return { shown: [tile.actual, tile.plan], counted: [] }
    case 'outlook':
      return { shown: [tile.actual, tile.plan, ...(tile.late ? [tile.late] : [])], counted: [] }
    case 'ageing':
      return { shown: tile.bands.map(({ indicator }) => indicator), counted: [] }
    case 'trend':
      return { shown: tile.indicators, counted: [] }
    case 'comparison':
      return { shown: [...tile.indicators, ...tile.unmeasured.flatMap(({ published }) => published ?? [])], counted: [] }
    case 'table':
      return {
        shown: [
          ...tile.columns.map(({ indicator }) => indicator),
          ...tile.sections.flatMap(({ lines }) => lines.flatMap(({ indicators }) => indicators)),
        ],
        counted: [],
      }
    case 'bars':
      return { shown: [], counted: [tile.measure, tile.stories] }
    case 'breakdown':
      return { shown: [tile.of], counted: [tile.measure, tile.whole ?? tile.measure] }
    case 'scorecard':
      return { shown: [tile.score, tile.rank ?? tile.score, tile.ranked ?? tile.score], counted: [] }
    case 'ranking':
      return { shown: tile.share ? [tile.share] : [], counted: [tile.measure] }
    case 'mentions':
    case 'heat':
    case 'spike':
      return { shown: [], counted: [tile.measure] }
    case 'funnel':
      return { shown: tile.steps.flatMap(({ indicator, amount }) => (amount ? [indicator, amount] : [indicator])), counted: [] }
    case 'alerts':
    case 'directives':
    case 'countdown':
    case 'plan':
    case 'stream':
    case 'feeds':
      return { shown: [], counted: [] }
  }
}
