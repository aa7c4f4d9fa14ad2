import { addDays } from '../time/hanoi.ts'

// Figures keep the unit they were reported for. On a day's map each counts for the units standing that day: its own while it
// stands, its successors' once it has ended, its predecessors' before it began.

/** What the shares of a divided unit are measured in. */
export const BASES = ['people', 'area', 'dossiers'] as const
export type Basis = (typeof BASES)[number]

export interface CrosswalkUnit {
  id: number
  parent_id: number | null
  valid_from: string
  valid_to: string | null
  people: number | null
  area_km2: number | null
}

/** `from` ended, and this share of it went to `to`, which began that day. */
export interface Succession extends Record<Basis, number> {
  from_id: number
  to_id: number
}

export interface Share {
  unit: number
  weight: number
}

/** A unit's figures count for `root` by `weight`; below 1 they are an estimate. */
export interface Member extends Share {
  root: number
}

/** A member's share by the standing unit it comes through, and by whoever has it in the end. */
export interface Lineage extends Member {
  standing: number
  /** Of the newest map: a share goes its way on its own, and what a unit on that way reports replaces it, on every map. */
  heir: number
}

export interface Crosswalk {
  /** The units standing on the day that a unit's figures count for. The weights add up to 1. */
  shares(unitId: number, geoDay: string, basis: Basis): Share[]
  /**
   * The units whose figures count for each root or for anything below it, on the day's map. A root that does not stand that day
   * is read on the nearest day it did.
   */
  members(roots: number[], geoDay: string, basis: Basis): Member[]
  /** The same, a row for each heir of a member's figures: what a successor reports replaces only its own share. */
  lineages(roots: number[], geoDay: string, basis: Basis): Lineage[]
  /** The units that began when one had ended and carry its figures on; none while it stands. */
  laterThan(unitId: number): number[]
  /**
   * The units standing on the day right below a unit. For one that does not stand that day, the highest ones that lie wholly
   * within it, and the lowest that do in part.
   */
  children(unitId: number, geoDay: string): number[]
}

/** The units and successions have passed `checkUnits`. */
export function makeCrosswalk(units: CrosswalkUnit[], successions: Succession[]): Crosswalk {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const below = groupBy(units, (unit) => unit.parent_id)
  const successors = groupBy(successions, (succession) => succession.from_id)
  const predecessors = groupBy(successions, (succession) => succession.to_id)
  const changes = [...new Set(units.flatMap((unit) => [unit.valid_from, unit.valid_to ?? '']))].sort()
  const maps = new Map<string, DayMap>()

  /** Between two days of change all maps are the same. */
  function mapOf(day: string, basis: Basis): DayMap {
    const since = changes.findLast((change) => change <= day) ?? ''
    const key = `${since} ${basis}`
    const known = maps.get(key)
    if (known) return known
    const map = drawMap(day, basis)
    maps.set(key, map)
    return map
  }

  function drawMap(day: string, basis: Basis): DayMap {
    const shares = new Map<number, Share[]>()

    function sharesOf(unit: CrosswalkUnit): Share[] {
      const known = shares.get(unit.id)
      if (known) return known
      const found = stands(unit, day) ? [{ unit: unit.id, weight: 1 }] : passOn(unit)
      shares.set(unit.id, found)
      return found
    }

    function passOn(unit: CrosswalkUnit): Share[] {
      const heirs = day < unit.valid_from ? origins(unit) : destinations(unit)
      if (heirs.length > 0) {
        return combine(
          heirs.flatMap((heir) =>
            sharesOf(find(heir.unit)).map((part) => ({ unit: part.unit, weight: part.weight * heir.weight })),
          ),
        )
      }
      // Nothing stood yet, or any more, that it could count for: its figures stay its own.
      return unit.parent_id === null ? [{ unit: unit.id, weight: 1 }] : sharesOf(find(unit.parent_id))
    }

    function destinations(unit: CrosswalkUnit): Share[] {
      return (successors.get(unit.id) ?? []).map((s) => ({ unit: s.to_id, weight: s[basis] }))
    }

    function origins(unit: CrosswalkUnit): Share[] {
      const from = predecessors.get(unit.id) ?? []
      const sizes = from.map((s) => sizeOf(find(s.from_id), basis))
      const known = sizes.every((size) => size !== null)
      return normalise(from.map((s, i) => ({ unit: s.from_id, weight: s[basis] * (known ? (sizes[i] ?? 1) : 1) })))
    }

    const members = new Map<number, Share[]>()
    for (const unit of units) {
      const counted = sharesOf(unit).flatMap((part) => upwards(part.unit).map((root) => ({ unit: root, weight: part.weight })))
      for (const { unit: root, weight } of combine(counted)) {
        const row = { unit: unit.id, weight }
        const rows = members.get(root)
        if (rows) rows.push(row)
        else members.set(root, [row])
      }
    }
    return { shares, members }
  }

  function find(id: number): CrosswalkUnit {
    const unit = byId.get(id)
    if (!unit) throw new Error(`There is no unit ${id}.`)
    return unit
  }

  /** A unit and all above it. */
  function upwards(id: number): number[] {
    const found: number[] = []
    for (let unit: CrosswalkUnit | null = find(id); unit; unit = unit.parent_id === null ? null : find(unit.parent_id)) {
      found.push(unit.id)
    }
    return found
  }

  function standingBelow(id: number | null, day: string): number[] {
    return (below.get(id) ?? []).filter((unit) => stands(unit, day)).map((unit) => unit.id)
  }

  const later = new Map<number, number[]>()

  function laterThan(unitId: number): number[] {
    const known = later.get(unitId)
    if (known) return known
    const { valid_to, parent_id } = find(unitId)
    const next = (successors.get(unitId) ?? []).map(({ to_id }) => to_id)
    // Nobody in particular took over: whoever it lay in did.
    const heirs = valid_to === null ? [] : next.length > 0 || parent_id === null ? next : [parent_id]
    const all = [...new Set(heirs.flatMap((heir) => [heir, ...laterThan(heir)]))]
    const found = all.filter((id) => valid_to !== null && find(id).valid_from >= valid_to)
    later.set(unitId, found)
    return found
  }

  return {
    laterThan,
    shares: (unitId, geoDay, basis) => mapOf(geoDay, basis).shares.get(find(unitId).id) ?? [],

    members: (roots, geoDay, basis) =>
      roots.flatMap((root) => {
        const rows = mapOf(nearestDay(find(root), geoDay), basis).members.get(root) ?? []
        return rows.map((row) => ({ root, ...row }))
      }),

    lineages: (roots, geoDay, basis) =>
      roots.flatMap((root) => {
        const day = nearestDay(find(root), geoDay)
        const newest = mapOf(changes.at(-1) ?? day, basis).shares
        return [...mapOf(day, basis).shares].flatMap(([unit, parts]) =>
          parts
            .filter((part) => upwards(part.unit).includes(root))
            .flatMap((part) =>
              // Of a unit that began later, its own heirs; of any other, those of the unit it counts for.
              (newest.get(day < find(unit).valid_from ? unit : part.unit) ?? []).map((heir) => ({
                root,
                unit,
                standing: part.unit,
                heir: heir.unit,
                weight: part.weight * heir.weight,
              })),
            ),
        )
      }),

    children(unitId, geoDay) {
      const unit = find(unitId)
      if (stands(unit, geoDay)) return standingBelow(unitId, geoDay)
      const within = new Map(
        (mapOf(nearestDay(unit, geoDay), 'people').members.get(unitId) ?? []).map((row) => [row.unit, row.weight]),
      )
      const descend = (id: number): number[] => {
        const part = within.get(id) ?? 0
        if (part === 1) return [id]
        const children = standingBelow(id, geoDay)
        return children.length === 0 && part > 0 ? [id] : children.flatMap(descend)
      }
      return standingBelow(null, geoDay).flatMap(descend)
    },
  }
}

interface DayMap {
  shares: Map<number, Share[]>
  members: Map<number, Share[]>
}

/** Whether a unit is on the map of a day. */
export function stands(unit: Pick<CrosswalkUnit, 'valid_from' | 'valid_to'>, day: string): boolean {
  return unit.valid_from <= day && (unit.valid_to === null || day < unit.valid_to)
}

function nearestDay(unit: CrosswalkUnit, day: string): string {
  if (day < unit.valid_from) return unit.valid_from
  return unit.valid_to !== null && unit.valid_to <= day ? addDays(unit.valid_to, -1) : day
}

function sizeOf(unit: CrosswalkUnit, basis: Basis): number | null {
  if (basis === 'people') return unit.people
  return basis === 'area' ? unit.area_km2 : null
}

/** Weights in proportion, adding up to 1; equal where nothing tells them apart. */
function normalise(shares: Share[]): Share[] {
  const total = shares.reduce((sum, share) => sum + share.weight, 0)
  return shares.map(({ unit, weight }) => ({ unit, weight: total > 0 ? weight / total : 1 / shares.length }))
}

/** One share a unit, without those that come to nothing. */
function combine(shares: Share[]): Share[] {
  const sums = new Map<number, number>()
  for (const { unit, weight } of shares) sums.set(unit, (sums.get(unit) ?? 0) + weight)
  return [...sums].filter(([, weight]) => weight > 0).map(([unit, weight]) => ({ unit, weight: snap(weight) }))
}

/** Parts that re-add to the whole are the whole, and no estimate. */
function snap(weight: number): number {
  return Math.abs(weight - 1) < 1e-9 ? 1 : weight
}

function groupBy<K, T>(items: T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
