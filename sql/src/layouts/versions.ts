import { sql } from 'kysely'
import type { Db } from '../db.ts'

export type LayoutKind = 'scene' | 'playlist'

/** One version of a scene or playlist. */
export interface LayoutVersion {
  version: number
  at: Date
  /** From its file, given by `ioc config apply`, or published in the console: then with who and why. */
  madeIn: 'file' | 'command' | 'console'
  by: string | null
  why: string | null
  /** Null where it was taken away. */
  spec: unknown
}

const COLUMNS = sql`version, at, made_in as "madeIn", by, why, spec`

/** Of one scene or playlist, the newest first. */
export async function versionsOfLayout(db: Db, kind: LayoutKind, key: string, limit = 200): Promise<LayoutVersion[]> {
  const { rows } = await sql<LayoutVersion>`
    select ${COLUMNS} from layout_version where kind = ${kind} and key = ${key} order by version desc limit ${limit}`.execute(db)
  return rows
}

/** The newest of each there is or was. */
export async function newestLayouts(db: Db, kind: LayoutKind): Promise<(LayoutVersion & { key: string })[]> {
  const { rows } = await sql<LayoutVersion & { key: string }>`
    select distinct on (key) key, ${COLUMNS} from layout_version where kind = ${kind} order by key, version desc`.execute(db)
  return rows
}

/** How far the versions of all scenes and playlists have got: above what it was as soon as any is another. */
export async function layoutPosition(db: Db): Promise<number> {
  const { rows } = await sql<{ position: number }>`select coalesce(max(id), 0) as position from layout_version`.execute(db)
  return rows[0]?.position ?? 0
}

/** Whoever writes a version waits for whoever does so already. */
export async function lockLayouts(trx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('layouts'))`.execute(trx)
}

/** Makes a scene or playlist what is said (null: it is taken away), and keeps that as its next version. */
export async function writeLayout(
  trx: Db,
  {
    kind,
    key,
    spec,
    madeIn,
    by = null,
    why = null,
  }: {
    kind: LayoutKind
    key: string
    spec: object | null
    madeIn: LayoutVersion['madeIn']
    by?: string | null
    why?: string | null
  },
): Promise<number> {
  const written = spec && JSON.stringify(spec)
  const keptIn = madeIn === 'console' ? 'console' : 'file'
  if (written)
    await sql`
      insert into ${sql.table(kind)} (key, spec, kept_in) values (${key}, ${written}::jsonb, ${keptIn})
      on conflict (key) do update set spec = excluded.spec, kept_in = excluded.kept_in, removed = false`.execute(trx)
  else await sql`update ${sql.table(kind)} set removed = true, kept_in = ${keptIn} where key = ${key}`.execute(trx)
  const { rows } = await sql<{ version: number }>`
    insert into layout_version (kind, key, version, made_in, by, why, spec)
    select ${kind}, ${key}, coalesce(max(version), 0) + 1, ${madeIn}, ${by}, ${why}, ${written}::jsonb
    from layout_version where kind = ${kind} and key = ${key}
    returning version`.execute(trx)
  return rows[0]?.version as number
}
