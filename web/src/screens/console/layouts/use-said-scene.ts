import type { PaletteAnswer, SceneFile } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { sceneDifferences } from './differences.ts'

/** What tiles are called, and what a scene has otherwise than another, in words. */
export function useSaidScene(palette: PaletteAnswer) {
  const { t, title } = useText()
  const nameOf = (tile: string) => {
    const found = palette.find(({ id }) => id === tile)
    return found ? title(found.title) : tile
  }
  const strip = (tile: string | null) => (tile === null ? t('layouts.differs.none') : `«${nameOf(tile)}»`)
  const said = (before: SceneFile, after: SceneFile): string[] =>
    sceneDifferences(before, after).map((each) => {
      if (each.is === 'title' || each.is === 'grid') return t(`layouts.differs.${each.is}`, { from: each.from, to: each.to })
      if (each.is === 'strip') return t('layouts.differs.strip', { from: strip(each.from), to: strip(each.to) })
      const tile = nameOf(each.tile)
      if (each.is === 'swapped') return t('layouts.differs.swapped', { tile, other: nameOf(each.other) })
      if (each.is === 'moved') {
        const { column, row } = each.to
        return t('layouts.differs.moved', { tile, column, row, fromColumn: each.from.column, fromRow: each.from.row })
      }
      if (each.is === 'resized') {
        const { width, height } = each.to
        return t('layouts.differs.resized', { tile, width, height, fromWidth: each.from.width, fromHeight: each.from.height })
      }
      return t(`layouts.differs.${each.is}`, { tile })
    })
  return { nameOf, said }
}
