import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { NotFound, Unavailable } from '../errors.ts'
import { SceneFile } from '../screens/scene.ts'
import { ProvinceFile } from './load.ts'

export interface CurrentProvince extends ProvinceFile {
  unitId: number
}

/** The province this instance serves. */
export async function currentProvince(db: Db): Promise<CurrentProvince> {
  const row = await db.selectFrom('province').select('spec').executeTakeFirst()
  if (!row) throw new Unavailable('No province is configured yet. Start with `npm start`, which applies one.')
  const province = ProvinceFile.parse(row.spec)
  const unit = await db.selectFrom('unit').select('id').where('key', '=', province.unit).executeTakeFirst()
  if (!unit)
    throw new Unavailable(`The province's unit «${province.unit}» is not in the registry. Apply the configuration again.`)
  return { ...province, unitId: unit.id }
}

/** Whose data this is, before anything is migrated or applied; null where there is none yet. */
export async function storedProvince(db: Db): Promise<string | null> {
  const { rows } = await sql<{ exists: boolean }>`select to_regclass('province') is not null as exists`.execute(db)
  const stored = rows[0]?.exists ? await db.selectFrom('province').select('key').executeTakeFirst() : undefined
  return stored?.key ?? null
}

export async function findScene(db: Db, key: string): Promise<SceneFile> {
  const row = await db.selectFrom('scene').select('spec').where('key', '=', key).where('removed', '=', false).executeTakeFirst()
  if (!row) throw new NotFound(`There is no scene «${key}».`)
  return SceneFile.parse(row.spec)
}

export async function listScenes(db: Db): Promise<SceneFile[]> {
  const rows = await db.selectFrom('scene').select('spec').where('removed', '=', false).orderBy('key').execute()
  return rows.map(({ spec }) => SceneFile.parse(spec))
}
