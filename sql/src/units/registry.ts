import { createHash } from 'node:crypto'
import type { Db } from '../db.ts'
import { NotFound } from '../errors.ts'
import { type Basis, type Lineage, type Member, makeCrosswalk, type Share, type Succession, stands } from './crosswalk.ts'
import { nearest } from './nearest.ts'

export interface RegistryUnit {
  id: number
  key: string
  code: string | null
  kind: string
  name: string
  parent_id: number | null
  valid_from: string
  valid_to: string | null
  legal_act: string | null
  end_act: string | null
  people: number | null
  area_km2: number | null
  longitude: number | null
  latitude: number | null
}

/** One step from a unit to its successor, as the act says it. */
export interface SuccessionStep extends Record<Basis, number> {
  unit: RegistryUnit
  on_date: string
  legal_act: string | null
  source: string | null
}

/** The registry's tables, whole. */
export interface UnitTables {
  units: RegistryUnit[]
  successions: (Succession & Omit<SuccessionStep, 'unit'>)[]
}

/** Every unit that ever was, held in memory: some hundred rows that seldom change. */
export interface UnitRegistry {
  /** Of the tables: two registries of one fingerprint draw the same maps. */
  sha256: string
  /** Every unit that ever was, by name. */
  all: readonly RegistryUnit[]
  find(key: string): RegistryUnit
  get(id: number): RegistryUnit
  standing(geoDay: string): RegistryUnit[]
  children(unitId: number, geoDay: string): RegistryUnit[]
  shares(unitId: number, geoDay: string, basis: Basis): Share[]
  members(roots: number[], geoDay: string, basis: Basis): Member[]
  lineages(roots: number[], geoDay: string, basis: Basis): Lineage[]
  laterThan(unitId: number): number[]
  /** What it went to, and the share of it that each took. */
  successorsOf(unitId: number): SuccessionStep[]
  /** What it was made of, and the share of each that came to it. */
  predecessorsOf(unitId: number): SuccessionStep[]
}

export async function loadUnitRegistry(db: Db): Promise<UnitRegistry> {
  return makeUnitRegistry(await readUnitTables(db))
}

export async function readUnitTables(db: Db): Promise<UnitTables> {
  return {
    units: await db.selectFrom('unit').selectAll().orderBy('name').orderBy('key').execute(),
    successions: await db.selectFrom('succession').selectAll().orderBy('from_id').orderBy('to_id').execute(),
  }
}

export function makeUnitRegistry({ units, successions }: UnitTables): UnitRegistry {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const byKey = new Map(units.map((unit) => [unit.key, unit]))
  const crosswalk = makeCrosswalk(units, successions)

  function get(id: number): RegistryUnit {
    const unit = byId.get(id)
    if (!unit) throw new NotFound(`There is no unit with the id ${id}.`)
    return unit
  }

  return {
    sha256: createHash('sha256')
      .update(JSON.stringify([units, successions]))
      .digest('hex'),
    all: units,
    get,
    find(key) {
      const unit = byKey.get(key)
      if (unit) return unit
      const near = nearest(key, units, (other) => [other.key, other.name]).map((other) => `«${other.key}» (${other.name})`)
      throw new NotFound(`There is no unit «${key}».${near.length > 0 ? ` Near it: ${near.join(', ')}.` : ''}`)
    },
    standing: (geoDay) => units.filter((unit) => stands(unit, geoDay)),
    children(unitId, geoDay) {
      const found = new Set(crosswalk.children(get(unitId).id, geoDay))
      return units.filter((unit) => found.has(unit.id))
    },
    shares: (unitId, geoDay, basis) => crosswalk.shares(get(unitId).id, geoDay, basis),
    members: (roots, geoDay, basis) =>
      crosswalk.members(
        roots.map((root) => get(root).id),
        geoDay,
        basis,
      ),
    lineages: (roots, geoDay, basis) => crosswalk.lineages(roots, geoDay, basis),
    laterThan: (unitId) => crosswalk.laterThan(unitId),
    successorsOf: (unitId) =>
      successions.filter((s) => s.from_id === unitId).map(({ from_id, to_id, ...step }) => ({ unit: get(to_id), ...step })),
    predecessorsOf: (unitId) =>
      successions.filter((s) => s.to_id === unitId).map(({ from_id, to_id, ...step }) => ({ unit: get(from_id), ...step })),
  }
}
