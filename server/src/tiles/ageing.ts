import { readByUnit, unitsOfKinds } from '@ioc/sql'
import type { Cell, TileOf } from '../../contract/index.ts'
import type { Build } from './build.ts'
import { cellOf } from './cell.ts'
import { readingOf, trustOf } from './reading.ts'

type Row = TileOf<'ageing'>['rows'][number]

/** What is late at each unit in bands of how late it is, first the unit that has most of the latest. */
export const ageingTile: Build<'ageing'> = async (context, tile, moment) => {
  const { database, units, province } = context
  const bands = await Promise.all(
    tile.bands.map(async ({ indicator, title }) => ({ title, ...(await readingOf(context, indicator, moment)) })),
  )
  const [first] = bands as [(typeof bands)[number]]
  const compared = unitsOfKinds(units, province.unitId, tile.units, moment.geo)
  const columns = await Promise.all(
    bands.map(({ indicator }) =>
      readByUnit(database.db, units, indicator, compared, moment).then((values) => values.map(cellOf)),
    ),
  )
  const rows = compared
    .map(({ key, name }, place) =>
      rowOf(
        key,
        name,
        columns.map((cells) => cells[place] as Cell),
      ),
    )
    .filter((row) => row !== null)
    .sort(latestFirst)
  const totals = bands.map(({ reading }) => cellOf(reading))
  return {
    id: tile.id,
    title: tile.title,
    kind: 'ageing',
    unit: first.indicator.unitOfMeasurement,
    period: first.reading.period,
    ...(await trustOf(context, tile, first.read.span, moment, totals)),
    bands: bands.map(({ indicator, title, reading }) => ({ indicator: indicator.id, title, total: cellOf(reading) })),
    parts: rows.length,
    rows: rows.slice(0, tile.rows),
  }
}

/** Null where nothing is late, or a band of it may not be told: a bar without it would look like all there is. */
function rowOf(key: string, name: string, cells: Cell[]): Row | null {
  const values = cells.map(({ value }) => value)
  if (values.some((value) => value === null)) return null
  const total = values.reduce<number>((sum, value) => sum + (value ?? 0), 0)
  return total > 0 ? { key, title: { vi: name, en: name }, total, cells } : null
}

/** By the latest band, and where that is the same by the one before it. */
function latestFirst(a: Row, b: Row): number {
  const band = a.cells.findLastIndex(({ value }, place) => value !== b.cells[place]?.value)
  return (b.cells[band]?.value ?? 0) - (a.cells[band]?.value ?? 0)
}
