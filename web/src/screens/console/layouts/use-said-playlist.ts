import type { Playlist, SceneFile } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { isSame, playlistDifferences } from './differences.ts'

type Entry = Playlist['scenes'][number]

/** What scenes are called, when each takes its turn, and what a playlist has otherwise than another, in words. */
export function useSaidPlaylist(scenes: readonly SceneFile[]) {
  const { t, title, number } = useText()
  const sceneOf = (id: string) => {
    const found = scenes.find((each) => each.id === id)
    return found ? title(found.title) : id
  }
  const hoursOf = ([from, to]: [string, string]) => t('layouts.round.entryHours', { from, to })
  const entryOf = (entry: Entry) =>
    [
      t('layouts.round.entry', { seconds: number(entry.for) }),
      entry.hours && hoursOf(entry.hours),
      entry.whileOpen && t('layouts.round.entryWhile', { level: t(`level.${entry.whileOpen.level}`) }),
    ]
      .filter(Boolean)
      .join(', ')
  const none = t('layouts.differs.none')
  const alarmOf = (alarm: Playlist['alarm']) =>
    alarm ? `«${sceneOf(alarm.scene)}», ${t('layouts.round.entry', { seconds: number(alarm.for) })}` : none
  const nightOf = (night: Playlist['night']) => (night ? `${hoursOf(night.hours)}, ${number(night.dim * 100)} %` : none)
  const said = (before: Playlist, after: Playlist): string[] => {
    const lines = playlistDifferences(before, after).map((each) => {
      if (each.is === 'title') return t('layouts.differs.title', { from: each.from, to: each.to })
      if (each.is === 'order') return t('layouts.differs.order')
      if (each.is === 'entry')
        return t('layouts.differs.entry', { tile: sceneOf(each.scene), from: entryOf(each.from), to: entryOf(each.to) })
      if (each.is === 'alarm') return t('layouts.differs.alarm', { from: alarmOf(each.from), to: alarmOf(each.to) })
      if (each.is === 'night') return t('layouts.differs.night', { from: nightOf(each.from), to: nightOf(each.to) })
      return t(`layouts.differs.${each.is}`, { tile: sceneOf(each.scene) })
    })
    // Two turns of one scene may have changed places with what else they say.
    return lines.length === 0 && !isSame(before, after) ? [t('layouts.differs.order')] : lines
  }
  return { sceneOf, said }
}
