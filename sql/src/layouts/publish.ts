import { type Db, inTransaction } from '../db.ts'
import { Conflict, Invalid } from '../errors.ts'
import { isSameSpec } from '../feeds/same-spec.ts'
import { registryAsOf } from '../indicators/versions.ts'
import { loadTiles } from '../pack/load.ts'
import type { Localised } from '../pack/pack.ts'
import { listScenes } from '../province/find.ts'
import { Playlist, playlistTrouble } from '../screens/playlist.ts'
import { SceneFile, sceneTrouble } from '../screens/scene.ts'
import { clockOf } from '../time/hanoi.ts'
import { layoutInUse } from './in-use.ts'
import { type LayoutKind, type LayoutVersion, lockLayouts, versionsOfLayout, writeLayout } from './versions.ts'

const NAMED: Record<LayoutKind, Localised> = {
  scene: { vi: 'bố cục', en: 'layout' },
  playlist: { vi: 'vòng chiếu', en: 'playlist' },
}

/**
 * Publishes a scene or playlist, or (`spec` null) takes it away, with who and why; answers its new version. `seen` is the version whoever
 * changes it began from, null where there was none. Throws Conflict, naming who and when, where there is a newer one; Invalid where it can't
 * be shown, says nothing new, or would be missed.
 */
export async function publishLayout(
  db: Db,
  kind: LayoutKind,
  key: string,
  { by, why, seen, spec }: { by: string; why: string; seen: number | null; spec: SceneFile | Playlist | null },
): Promise<number> {
  return inTransaction(db, async (trx) => {
    await lockLayouts(trx)
    const [now] = await versionsOfLayout(trx, kind, key, 1)
    if ((now?.version ?? null) !== seen) refuseLate(kind, now)
    if (isSameSpec(now?.spec ?? null, spec))
      throw new Invalid({ vi: 'Chưa có gì khác với bản đang dùng.', en: 'Nothing differs from the version in use.' })
    if (spec === null) await refuseMissed(trx, kind, key)
    else {
      const trouble = await troubleOf(trx, kind, spec)
      if (trouble) throw new Invalid(trouble)
    }
    return writeLayout(trx, { kind, key, spec, madeIn: 'console', by, why })
  })
}

async function troubleOf(trx: Db, kind: LayoutKind, spec: SceneFile | Playlist): Promise<Localised | null> {
  if (kind === 'playlist') {
    const scenes = new Set((await listScenes(trx)).map(({ id }) => id))
    return playlistTrouble(Playlist.parse(spec), (scene) => scenes.has(scene))
  }
  const { indicators } = await registryAsOf(trx, null)
  const named = new Map<string, string>(indicators.map(({ id, title }) => [id, title.vi]))
  for (const tile of await loadTiles()) named.set(tile.id, tile.title?.vi ?? named.get(tile.id) ?? tile.id)
  return sceneTrouble(
    SceneFile.parse(spec),
    (tile) => named.has(tile),
    (tile) => named.get(tile) ?? tile,
  )
}

function refuseLate(kind: LayoutKind, now: LayoutVersion | undefined): never {
  const { vi, en } = NAMED[kind]
  if (!now)
    throw new Conflict({
      vi: `Không còn ${vi} này. Tải lại danh sách.`,
      en: `This ${en} is not there any more. Load the list again.`,
    })
  const at = clockOf(now.at)
  const who = now.by === null ? { vi: 'Tệp cấu hình', en: 'The configuration’s file' } : { vi: now.by, en: now.by }
  throw new Conflict({
    vi: `${who.vi} đã ${now.spec === null ? 'gỡ' : 'đổi'} ${vi} này lúc ${at.vi}. Xem bản ấy, rồi công bố nếu vẫn cần.`,
    en: `${who.en} ${now.spec === null ? 'took away' : 'changed'} this ${en} at ${at.en}. Look at that version, then publish if you still want to.`,
  })
}

async function refuseMissed(trx: Db, kind: LayoutKind, key: string): Promise<void> {
  const { playlists, screens, isNeeded } = await layoutInUse(trx, kind, key)
  if (isNeeded)
    throw new Invalid(
      kind === 'scene'
        ? {
            vi: 'Cảnh toàn cảnh phải luôn có, nên không gỡ được.',
            en: 'The overview has to be there always, so it can’t be taken away.',
          }
        : { vi: 'Đây là vòng chiếu duy nhất, nên không gỡ được.', en: 'This is the only playlist, so it can’t be taken away.' },
    )
  if (playlists.length + screens.length === 0) return
  const list = (names: string[]) => names.map((name) => `«${name}»`).join(', ')
  const users = (language: 'vi' | 'en', [inPlaylist, onScreen]: [string, string]) =>
    [
      playlists.length > 0 && `${inPlaylist} ${list(playlists.map((each) => each[language]))}`,
      screens.length > 0 && `${onScreen} ${list(screens)}`,
    ]
      .filter(Boolean)
      .join('; ')
  throw new Invalid({
    vi: `Đang dùng ở ${users('vi', ['vòng chiếu', 'màn hình'])}. Bỏ ở đó trước, rồi gỡ.`,
    en: `In use in ${users('en', ['the playlist', 'the screen'])}. Take it out there first, then take it away.`,
  })
}
