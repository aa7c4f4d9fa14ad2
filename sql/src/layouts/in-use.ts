import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { listPlaylists } from '../screens/playlists.ts'
import type { LayoutKind } from './versions.ts'

/** What a wall shows that is asked for nothing else, and a screen whose playlist is gone. */
const ALWAYS_THERE = 'overview'

/** Who would miss a scene or playlist, by name. */
export interface InUse {
  playlists: { vi: string; en: string }[]
  screens: string[]
  /** The product itself needs it: the overview, or the only playlist. */
  isNeeded: boolean
}

export async function layoutInUse(db: Db, kind: LayoutKind, key: string): Promise<InUse> {
  const playlists = await listPlaylists(db)
  const order = kind === 'scene' ? 'pinned' : 'playlist'
  const screens = await sql<{ name: string }>`
    select name from screen where removed_at is null and name is not null and orders->>${order} = ${key} order by name collate "C"`.execute(
    db,
  )
  const showing =
    kind === 'scene'
      ? playlists.filter(({ scenes, alarm }) => alarm?.scene === key || scenes.some(({ scene }) => scene === key))
      : []
  return {
    playlists: showing.map(({ title }) => title),
    screens: screens.rows.map(({ name }) => name),
    isNeeded: kind === 'scene' ? key === ALWAYS_THERE : playlists.every(({ id }) => id === key),
  }
}
