import type { Db } from '../db.ts'

/** The units standing under others, however many levels there are, held in memory: a few hundred rows that seldom change. */
export interface UnitTree {
  /** A unit with everything below it and itself. */
  within(unitId: number): number[]
  children(unitId: number): TreeUnit[]
}

export interface TreeUnit {
  id: number
  key: string
  name: string
  kind: string
  longitude: number | null
  latitude: number | null
  valid_from: string
  valid_to: string | null
}

export async function loadUnitTree(db: Db): Promise<UnitTree> {
  const units = await db
    .selectFrom('unit')
    .select(['id', 'key', 'name', 'kind', 'parent_id', 'longitude', 'latitude', 'valid_from', 'valid_to'])
    .orderBy('name')
    .execute()
  const below = new Map<number, typeof units>()
  for (const unit of units) if (unit.parent_id !== null) below.set(unit.parent_id, [...(below.get(unit.parent_id) ?? []), unit])
  const within = (id: number): number[] => [id, ...(below.get(id) ?? []).flatMap((child) => within(child.id))]
  return { within, children: (id) => below.get(id) ?? [] }
}
