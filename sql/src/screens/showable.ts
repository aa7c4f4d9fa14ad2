import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { Invalid } from '../errors.ts'
import { listScenes } from '../province/find.ts'
import type { OrdersChange } from './orders.ts'
import { listPlaylists } from './playlists.ts'

/** Refuses what no display could follow. Throws Invalid. */
export async function assertShowable(db: Db, { playlist, pinned, turn, tile, replay }: OrdersChange): Promise<void> {
  if (playlist !== undefined && !(await listPlaylists(db)).some(({ id }) => id === playlist))
    throw new Invalid({ vi: `Không có vòng chiếu «${playlist}».`, en: `There is no playlist «${playlist}».` })
  if (replay) await assertPast(db, new Date(replay.at))
  if (pinned == null && turn == null && tile == null) return
  const scenes = await listScenes(db)
  for (const scene of [pinned, turn?.scene])
    if (scene != null && !scenes.some(({ id }) => id === scene))
      throw new Invalid({ vi: `Không có cảnh «${scene}».`, en: `There is no scene «${scene}».` })
  if (tile != null && !scenes.some(({ places }) => places.some((place) => place.tile === tile)))
    throw new Invalid({ vi: `Không cảnh nào có ô «${tile}».`, en: `No scene has the tile «${tile}».` })
}

async function assertPast(db: Db, at: Date): Promise<void> {
  const { rows } = await sql<{ isToCome: boolean }>`select ${at}::timestamptz > clock_timestamp() as "isToCome"`.execute(db)
  if (rows[0]?.isToCome)
    throw new Invalid({
      vi: 'Lúc này chưa tới. Chọn một lúc đã qua để xem lại.',
      en: 'That moment is yet to come. Choose one that has passed.',
    })
}
