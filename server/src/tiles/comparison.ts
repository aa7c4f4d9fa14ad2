import {
  type DefinedIndicator,
  isRecordedBy,
  type Moment,
  ownSpan,
  partsOf,
  type RegistryUnit,
  readByUnit,
  registryAsOf,
  termsWithin,
  unitsOfKinds,
  writeWhere,
} from '@ioc/sql'
import type { Tile } from '@ioc/sql/pack'
import type { Cell, TileOf } from '../../contract/index.ts'
import { type Build, domainOf } from './build.ts'
import { cellOf } from './cell.ts'
import type { TileContext } from './context.ts'
import { movementOf } from './movement.ts'
import { readingOf, trustOf } from './reading.ts'
import { wordsOf } from './words.ts'

type ComparisonTile = Extract<Tile, { kind: 'comparison' }>
type Row = TileOf<'comparison'>['rows'][number]

/** Indicators side by side, or one of them over units or over the values of a dimension, the worst first. */
export const comparisonTile: Build<'comparison'> = async (context, tile, moment) => {
  const [first] = tile.indicators.map((id) => context.registry.indicator(id)) as [DefinedIndicator]
  const all = await rowsOf(context, tile, first, moment)
  const span = ownSpan(first, [context.units.get(context.province.unitId)], moment.at)
  const isOfOne = tile.by !== undefined || tile.units !== undefined
  const told = isOfOne ? all.slice(0, tile.rows) : all
  // A unit that has none of what should be few is not worth a row.
  const isWorthIt = ({ value }: Row) => !tile.units || first.direction !== 'down' || value !== 0
  return {
    id: tile.id,
    title: tile.title,
    kind: 'comparison',
    whole: isOfOne ? first.id : null,
    unit: first.unitOfMeasurement,
    decimals: first.decimals,
    period: first.period,
    ...(await trustOf(context, tile, span, moment, told)),
    parts: all.filter(isWorthIt).length + tile.unmeasured.length,
    rows: [
      ...told.filter(isWorthIt),
      ...(await Promise.all(tile.unmeasured.map((each) => unmeasuredRow(context, each, moment)))),
    ],
  }
}

/** Nobody is asked for a number. */
const UNTOLD: Cell = { value: null, state: 'missing', estimate: false }

async function unmeasuredRow(
  context: TileContext,
  { title, published, why }: ComparisonTile['unmeasured'][number],
  moment: Moment,
): Promise<Row> {
  const row = { key: title.vi, title, ...UNTOLD, level: null, moved: null, ...(why && { why }) }
  if (published === undefined) return { ...row, question: null, published: null }
  const { reading } = await readingOf(context, published, moment)
  return { ...row, question: { indicator: published }, published: cellOf(reading) }
}

async function rowsOf(context: TileContext, tile: ComparisonTile, first: DefinedIndicator, moment: Moment): Promise<Row[]> {
  if (tile.by) return byValue(context, tile, tile.by, first, moment)
  if (tile.units) return byUnit(context, tile.units, first, moment)
  const read = await Promise.all(tile.indicators.map((id) => readingOf(context, id, moment)))
  return read.map(({ indicator: { id, title }, reading }, index) => ({
    ...cellOf(reading),
    key: id,
    title: tile.names?.[index] ?? title,
    level: reading.level,
    moved: null,
    question: { indicator: id },
  }))
}

async function byUnit(context: TileContext, kinds: string[], indicator: DefinedIndicator, moment: Moment): Promise<Row[]> {
  const { database, units, province } = context
  const compared = unitsOfKinds(units, province.unitId, kinds, moment.geo)
  const [values, before] = await Promise.all([
    readByUnit(database.db, units, indicator, compared, moment),
    weekBefore(context, indicator, compared, moment),
  ])
  const order = worstFirst(indicator)
  const moved = movementOf(before, numbersOf(values), (a, b) => order({ value: a }, { value: b }))
  return values
    .filter(({ value }) => value !== null)
    .map(({ unit: { key, name }, level, ...told }) => ({
      ...cellOf(told),
      key,
      title: { vi: name, en: name },
      level,
      moved: moved.get(key) ?? null,
      question: { indicator: indicator.id, unit: key },
    }))
    .sort(order)
}

const WEEK_MS = 7 * 86_400_000

/** What the same units were told to have a week before, as known and counted then; nothing where nothing had been recorded yet. */
async function weekBefore(
  { database, units }: TileContext,
  { id }: DefinedIndicator,
  compared: RegistryUnit[],
  { at, geo }: Moment,
): Promise<Map<string, number>> {
  const then = new Date(at.getTime() - WEEK_MS)
  if (!(await isRecordedBy(database.db, then))) return new Map()
  const indicator = (await registryAsOf(database.db, then)).indicators.find((each) => each.id === id)
  return indicator
    ? numbersOf(await readByUnit(database.db, units, indicator, compared, { at: then, geo, asOf: then }))
    : new Map()
}

/** What is told of each unit by its key, where it is a number. */
function numbersOf(told: { unit: RegistryUnit; value: number | null }[]): Map<string, number> {
  return new Map(told.flatMap(({ unit: { key }, value }) => (value === null ? [] : [[key, value]])))
}

async function byValue(
  context: TileContext,
  { least = 0 }: ComparisonTile,
  dim: string,
  indicator: DefinedIndicator,
  moment: Moment,
): Promise<Row[]> {
  const { database, units, province } = context
  const { read } = await readingOf(context, indicator.id, moment)
  const { told } = await partsOf(database.db, units, read, dim, province.unitId, moment)
  const measure = termsWithin(indicator.compiled.terms).find((term) => term.measure.dims.includes(dim))?.measure
  const say = await wordsOf(domainOf(measure ?? indicator), dim)
  return told
    .filter(({ value, whole }) => value !== null && value !== 0 && whole >= least)
    .sort(worstFirst(indicator))
    .map(({ key, ...part }) => ({
      ...cellOf(part),
      key,
      title: say(key),
      level: null,
      moved: null,
      question: { indicator: indicator.id, where: writeWhere({ [dim]: [key] }) },
    }))
}

function worstFirst({ direction }: DefinedIndicator) {
  return (a: { value: number | null }, b: { value: number | null }) =>
    direction === 'up' ? Number(a.value) - Number(b.value) : Number(b.value) - Number(a.value)
}
