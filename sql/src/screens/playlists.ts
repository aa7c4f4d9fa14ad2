import type { Db } from '../db.ts'
import { Playlist } from './playlist.ts'

export async function listPlaylists(db: Db): Promise<Playlist[]> {
  const rows = await db.selectFrom('playlist').select('spec').where('removed', '=', false).orderBy('key').execute()
  return rows.map(({ spec }) => Playlist.parse(spec))
}
