import { useText } from '../../text/use-text.ts'
import { useTheme } from '../../theme/tokens.ts'
import { rowsThatFit } from '../../ui/fit.ts'
import { Mark } from '../../ui/Mark.tsx'
import { useSize } from '../../ui/use-size.ts'
import { defineTile, type TileProps } from '../kind.ts'
import { TileFrame } from '../TileFrame.tsx'
import { FeedRow } from './FeedRow.tsx'
import './feeds.css'
import { feedRows, isTroubled } from './option.ts'

const ROW_REM = 4.7

function Feeds({ tile, trust }: TileProps<'feeds'>) {
  const { t, title } = useText()
  const [ref, size] = useSize<HTMLDivElement>()
  const room = Math.max(0, rowsThatFit(size.height, ROW_REM * useTheme().rem) - 1)
  const rows = feedRows(tile.feeds, room)
  const hidden = tile.feeds.length - rows.length
  const troubled = tile.feeds.filter(isTroubled).length
  return (
    <TileFrame
      tile={tile.id}
      title={title(tile.title)}
      trust={trust}
      aside={
        rows.length > 0 && hidden > 0
          ? t('feeds.shown', { count: tile.feeds.length, shown: rows.length })
          : t('feeds.count', { count: tile.feeds.length })
      }
      mark={troubled > 0 && <Mark tone="watch">{t('feeds.troubled', { count: troubled })}</Mark>}
    >
      <div className="feeds" ref={ref}>
        {tile.feeds.length === 0 ? (
          <p className="tile-nothing">{t('feeds.none')}</p>
        ) : (
          <table className="feeds-table">
            <thead>
              <tr>
                <th>{t('feeds.source')}</th>
                <th className="feeds-owner">{t('feeds.owner')}</th>
                <th className="feeds-number">{t('feeds.read')}</th>
                <th className="feeds-number">{t('feeds.held')}</th>
                <th className="feeds-contact">{t('feeds.contact')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((feed) => (
                <FeedRow key={feed.id} feed={feed} />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </TileFrame>
  )
}

export default defineTile({
  kind: 'feeds',
  trust: ({ feeds }) => ({
    state: feeds.length === 0 ? 'missing' : 'ok',
    level: null,
    lateBy: 0,
    simulated: feeds.some(({ simulated }) => simulated),
    receivedAt: null,
  }),
  View: Feeds,
})
