import { boundariesOf, mappedUnits, type RegistryUnit, readByUnit, type Span, type UnitRegistry, type UnitValue } from '@ioc/sql'
import type { Build } from './build.ts'
import { cellOf } from './cell.ts'
import { type HexPlace, layHexagons } from './hexagons.ts'
import { readingOf, trustOf } from './reading.ts'

/** An indicator in every commune of the day's map. */
export const communesTile: Build<'communes'> = async (context, tile, moment) => {
  const indicator = context.registry.indicator(tile.indicator)
  const { db } = context.database
  const communes = mappedUnits(context.units, context.province.unitId, moment.geo)
  const values = await readByUnit(db, context.units, indicator, communes, moment)
  const places = placesOf(context.units, communes)
  const { read } = await readingOf(context, tile.indicator, moment)
  const { clocks, ...trust } = await trustOf(context, tile, { from: moment.at, to: moment.at }, moment, values)
  return {
    id: tile.id,
    title: tile.title,
    kind: 'communes',
    indicator: indicator.id,
    period: indicator.period,
    unit: indicator.unitOfMeasurement,
    ...trust,
    clocks: { ...clocks, ...spokenOf(values, read.span) },
    levels: indicator.levels,
    direction: indicator.direction,
    geography: moment.geo,
    total: cellOf({ value: read.value, state: read.state, estimate: read.estimate }),
    boundaries: await boundariesOf(db, communes, moment),
    cells: values.map(({ unit, level, ...told }) => {
      const { column, row } = places.get(unit.id) ?? { column: 0, row: 0 }
      return { unit: unit.key, name: unit.name, column, row, level, ...cellOf(told) }
    }),
  }
}

/** What the newest of the figures speaks of; where there is none, what was asked. */
function spokenOf(values: readonly UnitValue[], asked: Span): { from: string; to: string } {
  const told = values.flatMap(({ value, span }) => (value === null ? [] : [span]))
  const { from, to } = told.reduce((newest, span) => (span.to > newest.to ? span : newest), told[0] ?? asked)
  return { from: from.toISOString(), to: to.toISOString() }
}

/** Where each stands on the schematic map. */
export const placesOf = (units: UnitRegistry, shown: readonly RegistryUnit[]): Map<number, HexPlace> =>
  layHexagons(shown.map((unit) => centred(units, unit)))

const DEGREES_APART = 0.018

/** Former communes whose centres nobody recorded lie around the middle of their successor, in a spiral so that none covers another. */
function centred(
  units: UnitRegistry,
  { id, longitude, latitude }: RegistryUnit,
): Pick<RegistryUnit, 'id' | 'longitude' | 'latitude'> {
  const heir = longitude === null ? units.successorsOf(id)[0]?.unit : undefined
  if (!heir || heir.longitude === null || heir.latitude === null) return { id, longitude, latitude }
  const turn = units.predecessorsOf(heir.id).findIndex(({ unit }) => unit.id === id)
  const away = DEGREES_APART * Math.sqrt(turn)
  return { id, longitude: heir.longitude + away * Math.cos(2.4 * turn), latitude: heir.latitude + away * Math.sin(2.4 * turn) }
}
