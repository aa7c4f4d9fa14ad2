import type { Database } from '../db.ts'
import { applyFeed } from '../feeds/apply.ts'
import { loadTiles } from '../pack/load.ts'
import { applyUnits } from '../units/apply.ts'
import type { Province } from './load.ts'

/** Makes the database say what a province's files say. Refuses scenes that show what no domain declares. */
export async function applyProvince({ db }: Database, { province, units, successions, feeds, scenes }: Province): Promise<void> {
  const tiles = new Set((await loadTiles()).map((tile) => tile.id))
  for (const scene of scenes) {
    const unknown = [...scene.places.map((place) => place.tile), ...(scene.strip ? [scene.strip] : [])].find(
      (tile) => !tiles.has(tile),
    )
    if (unknown) throw new Error(`Scene «${scene.id}» shows the tile «${unknown}», which no domain declares.`)
  }
  await applyUnits(db, units, successions)
  for (const feed of feeds) await applyFeed(db, feed)
  for (const scene of scenes) {
    const spec = JSON.stringify(scene)
    await db
      .insertInto('scene')
      .values({ key: scene.id, spec })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ spec }))
      .execute()
  }
  const row = { key: province.key, spec: JSON.stringify(province) }
  await db
    .insertInto('province')
    .values(row)
    .onConflict((conflict) => conflict.column('one').doUpdateSet(row))
    .execute()
}
