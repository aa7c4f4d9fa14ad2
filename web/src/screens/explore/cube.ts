import type {
  IndicatorAnswer,
  PartSeriesAnswer,
  PartsAnswer,
  Quartiles,
  SeriesAnswer,
  UnitSeriesAnswer,
  UnitsAnswer,
} from '@ioc/server/contract'
import type { SignedCell } from './signed.ts'

// One shape for whatever is asked, so that every picture, the table and what is taken away are made of the same cells.

export interface Cell {
  value: number | null
  state: SeriesAnswer['points'][number]['state']
  provisional: boolean
  estimate: boolean
  simulated: boolean
  /** Which threshold it has passed; null where none is set, and where a series tells it. */
  level: UnitsAnswer['units'][number]['level']
  /** What it is set beside, where it is compared. */
  before: number | null
  /** Beside its peers, how far up a quarter and three quarters of them reach. */
  quartiles: Quartiles | null
  /** What keeps it as it is; nothing where it may still move, or nobody has asked. */
  signed?: SignedCell | null
}

/** What stands beside a value in a word: how far past a threshold it is, else how much it can be trusted. */
export const standingOf = ({ level, state }: Pick<Cell, 'level' | 'state'>) =>
  level === null ? (`state.${state}` as const) : (`level.${level}` as const)

export interface Column
  extends Pick<IndicatorAnswer, 'id' | 'title' | 'unitOfMeasurement' | 'decimals' | 'direction' | 'levels'> {
  /** Where its definition changed, by the instant a slot begins. */
  seams: SeriesAnswer['seams']
  definition: SeriesAnswer['definition']
}

interface Member {
  key: string
  name: string
  /** Only that part of the unit which lies in the one asked about. */
  part: boolean
}

/** `cells` of a row: by column, then by slot; null where nothing was told of it. */
export interface Row {
  member: Member
  cells: (Cell | null)[][]
}

export interface Cube {
  columns: Column[]
  /** The instants its slots begin at; null where all is of one period. */
  slots: string[] | null
  /** Where all is of one period, the instants it begins and ends at. */
  span?: { from: string; to: string }
  rows: Row[]
  computedAt: string | null
  /** What its whole steps reach over, where that is more than was asked. */
  wider?: { from: string; to: string } | null
  /** Where years told up to their points break off, though there is more of them. */
  gaps?: readonly string[]
}

type Of = Pick<Cell, 'value' | 'state' | 'provisional' | 'estimate'> &
  Partial<Pick<Cell, 'simulated' | 'before' | 'quartiles' | 'level'>>

const cellOf = ({
  value,
  state,
  provisional,
  estimate,
  simulated = false,
  before = null,
  quartiles = null,
  level = null,
}: Of): Cell => ({
  value,
  state,
  provisional,
  estimate,
  simulated,
  before,
  quartiles,
  level,
})

export const columnOf = (
  { id, title, unitOfMeasurement, decimals, direction, levels }: IndicatorAnswer,
  answer: { seams?: SeriesAnswer['seams']; definition: SeriesAnswer['definition'] },
): Column => ({
  id,
  title,
  unitOfMeasurement,
  decimals,
  direction,
  levels,
  seams: answer.seams ?? [],
  definition: answer.definition,
})

/** Of one unit over time: a single row. Series of other lengths share the slots of all. */
export function cubeOfSeries(indicators: readonly IndicatorAnswer[], answers: readonly SeriesAnswer[]): Cube {
  const slots = [...new Set(answers.flatMap(({ points }) => points.map(({ at }) => at)))].sort()
  const [first] = answers
  return {
    columns: indicators.map((indicator, index) => columnOf(indicator, answers[index] as SeriesAnswer)),
    slots,
    rows: first ? [{ member: { ...first.unit, part: false }, cells: answers.map(({ points }) => onSlots(points, slots)) }] : [],
    computedAt: first?.computedAt ?? null,
    wider: widest(answers),
    gaps: [...new Set(answers.flatMap(({ gaps }) => gaps))].sort(),
  }
}

/** Of several series the stretch that all of them lie in; nothing where none is wider than was asked. */
function widest(answers: readonly Pick<SeriesAnswer, 'wider'>[]): SeriesAnswer['wider'] {
  const each = answers.flatMap(({ wider }) => wider ?? [])
  const [first, last] = [
    each.map(({ from }) => from).sort()[0],
    each
      .map(({ to }) => to)
      .sort()
      .at(-1),
  ]
  return first && last ? { from: first, to: last } : null
}

/** Of every unit below one: a row each, in the order of the first answer that has it. */
export function cubeOfUnits(indicators: readonly IndicatorAnswer[], answers: readonly UnitsAnswer[]): Cube {
  const [first] = answers
  return {
    columns: indicators.map((indicator, index) => columnOf(indicator, answers[index] as UnitsAnswer)),
    slots: null,
    ...(first ? { span: { from: first.from, to: first.to } } : {}),
    rows: rowsOf(
      answers.map(({ units }) => units),
      (unit) => [cellOf(unit)],
    ),
    computedAt: first?.computedAt ?? null,
  }
}

/** By the values of a dimension: a row each; the blank one is named `blank`. */
export function cubeOfParts(
  indicators: readonly IndicatorAnswer[],
  answers: readonly PartsAnswer[],
  { language, blank }: Naming,
): Cube {
  return {
    columns: indicators.map((indicator, index) => columnOf(indicator, answers[index] as PartsAnswer)),
    slots: null,
    rows: rowsOf(
      answers.map(({ parts }) => parts.map((part) => ({ ...part, name: part.title[language] || blank, part: false }))),
      (part) => [cellOf(part)],
    ),
    computedAt: answers[0]?.computedAt ?? null,
  }
}

export interface Naming {
  language: 'vi' | 'en'
  blank: string
}

/** Of every unit below one, over time. */
export function cubeOfUnitSeries(indicators: readonly IndicatorAnswer[], answers: readonly UnitSeriesAnswer[]): Cube {
  return overTime(
    indicators,
    answers,
    answers.map(({ units }) => units),
  )
}

/** By the values of a dimension, over time. */
export function cubeOfPartSeries(
  indicators: readonly IndicatorAnswer[],
  answers: readonly PartSeriesAnswer[],
  { language, blank }: Naming,
): Cube {
  return overTime(
    indicators,
    answers,
    answers.map(({ parts }) => parts.map((part) => ({ ...part, name: part.title[language] || blank, part: false }))),
  )
}

type Told = Member & { points: readonly (Of & { at: string })[] }

function overTime(
  indicators: readonly IndicatorAnswer[],
  answers: readonly Pick<UnitSeriesAnswer, 'seams' | 'definition' | 'computedAt' | 'wider'>[],
  members: readonly Told[][],
): Cube {
  const slots = [...new Set(members.flat().flatMap(({ points }) => points.map(({ at }) => at)))].sort()
  return {
    columns: indicators.map((indicator, index) => columnOf(indicator, answers[index] as (typeof answers)[number])),
    slots,
    rows: rowsOf(members, ({ points }) => onSlots(points, slots)),
    computedAt: answers[0]?.computedAt ?? null,
    wider: widest(answers),
  }
}

function rowsOf<U extends Member>(answers: readonly U[][], cells: (unit: U) => (Cell | null)[]): Row[] {
  const rows = new Map<string, Row>()
  for (const [column, units] of answers.entries()) {
    for (const unit of units) {
      const id = `${unit.key} ${unit.part}`
      const { key, name, part } = unit
      const row = rows.get(id) ?? { member: { key, name, part }, cells: answers.map(() => []) }
      rows.set(id, row)
      row.cells[column] = cells(unit)
    }
  }
  return [...rows.values()]
}

function onSlots(points: readonly (Of & { at: string })[], slots: readonly string[]): (Cell | null)[] {
  const byInstant = new Map(points.map((point) => [point.at, point]))
  return slots.map((at) => {
    const point = byInstant.get(at)
    return point ? cellOf(point) : null
  })
}

/** Only some of its members. */
export const ofMembers = (cube: Cube, keys: readonly string[]): Cube => ({
  ...cube,
  rows: cube.rows.filter(({ member }) => keys.includes(member.key)),
})

/** Only the slots that begin within a stretch of time. */
export function within(cube: Cube, zoom: { from: string; to: string } | null): Cube {
  if (cube.slots === null || zoom === null) return cube
  const kept = cube.slots.flatMap((at, place) => (at >= zoom.from && at <= zoom.to ? [place] : []))
  return {
    ...cube,
    slots: kept.map((place) => cube.slots?.[place] as string),
    rows: cube.rows.map(({ member, cells }) => ({ member, cells: cells.map((of) => kept.map((place) => of[place] ?? null)) })),
  }
}
