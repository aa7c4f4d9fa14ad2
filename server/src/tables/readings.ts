import { following, inHanoi, writeNarrowed } from '@ioc/sql'
import type {
  PartSeriesAnswer,
  PartsAnswer,
  Point,
  Quartiles,
  ReadingAnswer,
  SeriesAnswer,
  Table,
  UnitSeriesAnswer,
  UnitsAnswer,
} from '../../contract/index.ts'

// The answers about readings as tables: a row a value, which says all that is needed to understand it alone.

/** In the order of a table's columns. Instants are in Vietnamese time; `asOf` is when the value was known, asked for or not. */
export const READING_COLUMNS = [
  'indicator',
  'title',
  'where',
  'unit',
  'unitName',
  'part',
  'from',
  'to',
  'value',
  'unitOfMeasurement',
  'state',
  'level',
  'estimate',
  'provisional',
  'simulated',
  'definitionFrom',
  'basis',
  'seam',
  'geo',
  'asOf',
] as const

/** With what it is set beside and, where that is the middle of its peers, the quarters about it. */
export const COMPARED_COLUMNS = [...READING_COLUMNS, 'before', 'p25', 'p75'] as const

/** Of parts: which value of which dimension. */
export const PART_COLUMNS = [...READING_COLUMNS, 'dimension', 'key', 'partTitle', 'before'] as const

export function partsTable(answer: PartsAnswer): Table {
  const { unit, dimension, parts } = answer
  const span = { from: local(answer.from), to: local(answer.to) }
  return parts.map(({ title, ...part }) => ({
    ...common(answer),
    ...named(unit),
    ...span,
    dimension: dimension.dim,
    partTitle: title.vi,
    ...part,
  }))
}

export function readingTable(answer: ReadingAnswer): Table {
  const { unit, value, state, level, estimate, simulated, clocks } = answer
  // A stale or suppressed reading may be provisional too; its answer does not say.
  const provisional = state === 'stale' || state === 'suppressed' ? null : state === 'provisional'
  const span = { from: local(clocks.from), to: local(clocks.to) }
  return [{ ...common({ ...answer, ...clocks }), ...named(unit), ...span, value, state, level, estimate, provisional, simulated }]
}

export function unitsTable(answer: UnitsAnswer): Table {
  const span = { from: local(answer.from), to: local(answer.to) }
  return answer.units.map(({ key, name, kind, quartiles, ...row }) => ({
    ...{ ...common(answer), ...named({ key, name }), ...span, ...row, ...quartiles },
  }))
}

export function seriesTable(answer: SeriesAnswer): Table {
  const counted = countedBy(answer)
  return answer.points.map((point) => ({
    ...common(answer),
    ...named(answer.unit),
    ...stepped(point, answer.step),
    ...counted(point),
  }))
}

export function unitSeriesTable(answer: UnitSeriesAnswer): Table {
  const counted = countedBy(answer)
  return answer.units.flatMap(({ part, points, ...unit }) =>
    points.map((point) => ({ ...common(answer), ...named(unit), part, ...stepped(point, answer.step), ...counted(point) })),
  )
}

export function partSeriesTable(answer: PartSeriesAnswer): Table {
  const counted = countedBy(answer)
  return answer.parts.flatMap(({ key, title, points }) =>
    points.map((point) => ({
      ...common(answer),
      ...named(answer.unit),
      ...stepped(point, answer.step),
      ...counted(point),
      ...{ dimension: answer.dimension.dim, key, partTitle: title.vi },
    })),
  )
}

/** The definition that counts a point and, in the first point it counts after another, what changed. */
function countedBy({ definition, seams }: Pick<SeriesAnswer, 'definition' | 'seams'>) {
  return ({ at }: Point) => {
    const last = seams.findLast((seam) => Date.parse(seam.at) <= Date.parse(at))
    const { from, basis } = last ?? definition
    return { definitionFrom: from, basis, seam: last && Date.parse(last.at) === Date.parse(at) ? (last.note?.vi ?? basis) : null }
  }
}

type OfAll = Pick<
  UnitsAnswer,
  'indicator' | 'title' | 'where' | 'unitOfMeasurement' | 'geo' | 'asOf' | 'computedAt' | 'definition'
>

const common = ({ indicator, title, where, unitOfMeasurement, geo, asOf, computedAt, definition }: OfAll) => ({
  indicator,
  title: title.vi,
  where: writeNarrowed(where).join('; '),
  unitOfMeasurement: unitOfMeasurement.vi,
  geo,
  asOf: local(asOf ?? computedAt),
  definitionFrom: definition.from,
  basis: definition.basis,
})

const named = ({ key, name }: { key: string; name: string }) => ({ unit: key, unitName: name })

const stepped = (
  { at, quartiles, ...point }: Point & { before?: number | null; quartiles?: Quartiles | null },
  step: SeriesAnswer['step'],
) => ({
  from: local(at),
  to: inHanoi(following(new Date(at), step)),
  ...point,
  ...quartiles,
})

const local = (instant: string) => inHanoi(new Date(instant))
