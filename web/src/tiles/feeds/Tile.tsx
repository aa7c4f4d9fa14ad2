import { useText } from '../../text/use-text.ts'
import { useTheme } from '../../theme/tokens.ts'
import { rowsThatFit } from '../../ui/fit.ts'
import { Mark } from '../../ui/Mark.tsx'
import { useSize } from '../../ui/use-size.ts'
import { defineTile, type TileProps } from '../kind.ts'
import { TileFrame } from '../TileFrame.tsx'
import { FeedRow } from './FeedRow.tsx'
import './feeds.css'
import { feedRows, isTroubled, restOf } from './option.ts'

const ROW_REM = 4.8
const ROOMY_ROW_REM = 10.3

function Feeds({ tile, trust }: TileProps<'feeds'>) {
  const { t, title } = useText()
  const [ref, { height }] = useSize<HTMLDivElement>()
  const { rem } = useTheme()
  const isRoomy = rowsThatFit(height, ROOMY_ROW_REM * rem) >= tile.feeds.length
  const rows = feedRows(tile.feeds, isRoomy ? tile.feeds.length : roomFor(rowsThatFit(height, ROW_REM * rem), tile.feeds.length))
  const rest = restOf(tile.feeds, rows)
  const troubled = tile.feeds.filter(isTroubled).length
  return (
    <TileFrame
      tile={tile.id}
      title={title(tile.title)}
      trust={trust}
      aside={t('feeds.count', { count: tile.feeds.length })}
      mark={troubled > 0 && <Mark tone="watch">{t('feeds.troubled', { count: troubled })}</Mark>}
    >
      <div className="feeds" ref={ref}>
        {tile.feeds.length === 0 ? (
          <p className="tile-nothing">{t('feeds.none')}</p>
        ) : (
          <ul className="feeds-list" data-roomy={isRoomy || undefined}>
            {!isRoomy && (
              <li className="feeds-row feeds-head">
                <span className="feeds-who">
                  {t('feeds.source')}, {t('feeds.owner')}
                </span>
                <span className="feeds-count">{t('feeds.read')}</span>
                <span className="feeds-count">{t('feeds.held')}</span>
                <span className="feeds-contact">{t('feeds.contact')}</span>
              </li>
            )}
            {rows.map((feed) => (
              <FeedRow key={feed.id} feed={feed} isRoomy={isRoomy} />
            ))}
            {rows.length > 0 && rest.count > 0 && (
              <li className="feeds-row feeds-rest">
                {t(rest.isQuiet ? 'feeds.restQuiet' : 'feeds.rest', { count: rest.count })}
              </li>
            )}
          </ul>
        )}
      </div>
    </TileFrame>
  )
}

/** Of so many lines one is the head's and, where not all feeds fit, one says how many more there are. */
function roomFor(lines: number, feeds: number): number {
  const room = Math.max(0, lines - 1)
  return feeds > room ? Math.max(0, room - 1) : room
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
