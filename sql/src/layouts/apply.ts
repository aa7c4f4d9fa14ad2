import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { isSameSpec } from '../feeds/same-spec.ts'
import { Playlist } from '../screens/playlist.ts'
import type { SceneFile } from '../screens/scene.ts'
import { type LayoutKind, lockLayouts, writeLayout } from './versions.ts'

interface Known {
  key: string
  spec: unknown
  keptIn: 'file' | 'console'
  removed: boolean
}

/**
 * Makes scenes and playlists what the files say, within a transaction; those made, changed or taken away in the console stay so, unless
 * all is to be as given. What a playlist shows is never missing: a scene that is named by one that stays is there, whoever took it away.
 */
export async function applyLayouts(
  trx: Db,
  { scenes, playlists }: { scenes: SceneFile[]; playlists: Playlist[] },
  { overConsole }: { overConsole: boolean },
): Promise<void> {
  await lockLayouts(trx)
  const isOurs = ({ keptIn }: Known) => keptIn === 'console' && !overConsole
  const kept = (await known(trx, 'playlist')).filter((each) => isOurs(each))
  const shown = [
    ...kept.filter(({ removed }) => !removed).map(({ spec }) => Playlist.parse(spec)),
    ...playlists.filter(({ id }) => !kept.some(({ key }) => key === id)),
  ]
  const named = new Set(
    shown.flatMap((each) => [...each.scenes.map(({ scene }) => scene), ...(each.alarm ? [each.alarm.scene] : [])]),
  )

  await apply('scene', scenes, named)
  await apply('playlist', playlists, new Set())

  async function apply(kind: LayoutKind, files: { id: string }[], needed: ReadonlySet<string>): Promise<void> {
    const madeIn = overConsole ? 'command' : 'file'
    const rows = await known(trx, kind)
    for (const file of files) {
      const row = rows.find(({ key }) => key === file.id)
      if (row && isOurs(row) && !(row.removed && needed.has(row.key))) continue
      if (!row || row.removed || !isSameSpec(row.spec, file)) await writeLayout(trx, { kind, key: file.id, spec: file, madeIn })
      // Said in its file again, by whoever gives it now.
      else await sql`update ${sql.table(kind)} set kept_in = 'file' where key = ${file.id} and kept_in <> 'file'`.execute(trx)
    }
    const gone = rows.filter(({ key, removed }) => !removed && !files.some(({ id }) => id === key))
    for (const row of gone)
      if (!isOurs(row) && !needed.has(row.key)) await writeLayout(trx, { kind, key: row.key, spec: null, madeIn })
  }
}

async function known(trx: Db, kind: LayoutKind): Promise<Known[]> {
  const { rows } = await sql<Known>`select key, spec, kept_in as "keptIn", removed from ${sql.table(kind)}`.execute(trx)
  return rows
}
