import { type Dimension, dimensionOf } from '../pack/dimension.ts'
import { type Domain, loadDomains } from '../pack/load.ts'
import type { DrillPath, Localised } from '../pack/pack.ts'
import { nearest } from '../units/nearest.ts'
import { type DefinedIndicator, domainOf } from './define.ts'
import type { Registry } from './registry.ts'
import { splitDims, splitTrouble } from './split.ts'

/** A level of a path: units, the values of a dimension or, at the end, the records. */
interface PathLevel {
  by: string
  kind: string | null
  title: Localised
}

interface OfferedPath {
  id: string
  title: Localised
  levels: PathLevel[]
}

const UNIT = 'unit'
const RECORDS = 'records'
const UNITS: Localised = { vi: 'Đơn vị', en: 'Unit' }
const ALL_RECORDS: Localised = { vi: 'Bản ghi', en: 'Records' }
/** The way down that every indicator has, whatever the units of the province are. */
const BY_UNIT: DrillPath = { id: 'units.below', title: { vi: 'Theo đơn vị', en: 'By unit' }, levels: [{ by: UNIT }] }

/** How an indicator can be drilled: the dimensions that split it, and the paths that its domain's author laid through them. */
export async function drillOf(indicator: DefinedIndicator): Promise<{ dimensions: Dimension[]; paths: OfferedPath[] }> {
  const domains = await loadDomains()
  const own = domains.filter(({ pack }) => indicator.domains.includes(pack.id))
  const dims = splitDims(indicator.compiled)
  const dimensions = await Promise.all(dims.map((dim) => dimensionOf(indicator.domains, dim)))
  const declared = domains.find(({ pack }) => pack.id === indicator.domain)?.pack.paths ?? []
  const offered = [BY_UNIT, ...declared.filter((path) => isOffered(path, indicator.id, dims))]
  const titleOf = (by: string) => (by === UNIT ? UNITS : (dimensions.find(({ dim }) => dim === by)?.title ?? { vi: by, en: by }))
  return {
    dimensions,
    paths: offered.map(({ id, title, levels }) => ({
      id,
      title,
      levels: [
        ...levels.map(({ by, kind = null, title: own = titleOf(by) }) => ({ by, kind, title: own })),
        { by: RECORDS, kind: null, title: recordsOf(own) },
      ],
    })),
  }
}

const isOffered = ({ indicators, levels }: DrillPath, id: string, dims: string[]): boolean =>
  (indicators?.includes(id) ?? true) && levels.every(({ by }) => by === UNIT || dims.includes(by))

/** What its records are called, where they are all of one kind. */
function recordsOf(domains: Domain[]): Localised {
  const [kind, ...others] = domains.flatMap(({ kinds }) => kinds)
  return kind && others.length === 0 ? kind.title : ALL_RECORDS
}

/** Why a path leads nowhere; null where it leads to records. */
export function pathTrouble(
  { id, indicators, levels }: DrillPath,
  domain: string,
  known: Pick<Registry, 'measures' | 'indicators'>,
): string | null {
  const measured = known.measures.filter((measure) => domainOf(measure) === domain).flatMap((measure) => measure.dims)
  const shown = known.indicators.filter((indicator) => indicator.domain === domain)
  const dims = [...new Set([...measured, ...shown.flatMap(({ compiled }) => splitDims(compiled))])]
  const places = levels.filter(({ by }) => by !== UNIT)
  const unknown = places.find(({ by }) => !dims.includes(by))
  if (unknown) {
    const near = nearest(unknown.by, dims, (dim) => [dim])
    const others = near.length > 0 ? `Near it: ${near.join(', ')}.` : `There are: ${[UNIT, ...dims].join(', ')}.`
    return `the path ${id} goes by «${unknown.by}», which is no dimension of ${domain}. ${others}`
  }
  const twice = places.find(({ by }, place) => places.findIndex((other) => other.by === by) < place)
  if (twice) return `the path ${id} goes by «${twice.by}» twice; below one value of it there is no other.`
  const kinded = places.find(({ kind }) => kind !== undefined)
  if (kinded) return `the path ${id} names a kind of «${kinded.by}»; only units have kinds.`
  for (const each of indicators ?? []) {
    const indicator = known.indicators.find((one) => one.id === each)
    if (!indicator) return `the path ${id} is of «${each}», which is no indicator.`
    for (const { by } of places) {
      const trouble = splitTrouble(indicator.compiled, by)
      if (trouble) return `the path ${id} is of ${each} and goes by «${by}»: ${trouble}`
    }
  }
  const fits = shown.some(({ compiled }) => places.every(({ by }) => splitDims(compiled).includes(by)))
  if (indicators || fits) return null
  return `the path ${id} fits no indicator of ${domain}: none can be split by ${places.map(({ by }) => by).join(' and ')} together.`
}
