import type { TileData } from '@ioc/server/contract'
import { useAnyTile } from '../../realtime/tiles.ts'
import { useText } from '../../text/use-text.ts'

/** Stands in the header while a source is read for the first time, since every figure made of it is still growing. */
export function Loading() {
  const { t } = useText()
  if (!useAnyTile(isLoading)) return null
  return (
    <span className="header-loading" title={t('header.loadingHelp')}>
      {t('header.loading')}
    </span>
  )
}

const isLoading = (tile: TileData): boolean =>
  tile.kind === 'feeds' && tile.feeds.some(({ state, lastContactAt }) => state === 'running' && lastContactAt === null)
