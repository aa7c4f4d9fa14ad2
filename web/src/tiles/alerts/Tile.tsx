import { useText } from '../../text/use-text.ts'
import { useTheme } from '../../theme/tokens.ts'
import { rowsShown, rowsThatFit } from '../../ui/fit.ts'
import { Mark } from '../../ui/Mark.tsx'
import { useSize } from '../../ui/use-size.ts'
import { defineTile, type TileProps } from '../kind.ts'
import { TileFrame } from '../TileFrame.tsx'
import { AlertRow } from './AlertRow.tsx'
import './alerts.css'
import { isEngineLate } from './option.ts'

const ROW_REM = 4.8
/** With whose it is below what it is. */
const ROOMY_ROW_REM = 11

function Alerts({ tile, trust }: TileProps<'alerts'>) {
  const { t, title, span } = useText()
  const [ref, { height }] = useSize<HTMLUListElement>()
  const { rem } = useTheme()
  const isRoomy = tile.rows.length <= rowsThatFit(height, ROOMY_ROW_REM * rem)
  const { rows, rest } = rowsShown(tile.rows, rowsThatFit(height, ROW_REM * rem))
  const { open, waiting, engine } = tile
  const all = open.critical + open.warn + open.watch
  const worst = open.critical > 0 ? 'critical' : open.warn > 0 ? 'warn' : 'watch'
  return (
    <TileFrame
      tile={tile.id}
      title={title(tile.title)}
      trust={trust}
      aside={tile.rows.length > 0 && (waiting > 0 ? t('alerts.waiting', { count: waiting }) : t('alerts.seen'))}
      mark={
        tile.rows.length > 0 && (
          <Mark tone={worst}>
            {t('alerts.worst', { count: open[worst], level: t(`alerts.level.${worst}`).toLocaleLowerCase() })}
          </Mark>
        )
      }
      beat={`${open.critical} ${waiting}`}
    >
      <div className="alerts-tile">
        {isEngineLate(engine) && (
          <p className="alerts-late" role="alert">
            <Mark tone="stale">
              {engine.askedAt === null ? t('alerts.neverAsked') : t('alerts.late', { span: span(engine.lateBy) })}
            </Mark>
          </p>
        )}
        {tile.rows.length === 0 && !isEngineLate(engine) && (
          <p className="tile-nothing">{t(tile.unknown ? 'alerts.unknownThen' : 'alerts.none')}</p>
        )}
        <ul className="alerts-list" ref={ref} data-roomy={isRoomy || undefined}>
          {rows.map((row) => (
            <AlertRow key={row.subject.key} row={row} isRoomy={isRoomy} />
          ))}
          {rest > 0 && (
            <li className="alerts-rest">{t('alerts.more', { count: all - rows.reduce((sum, row) => sum + row.of, 0) })}</li>
          )}
        </ul>
      </div>
    </TileFrame>
  )
}

export default defineTile({
  kind: 'alerts',
  trust: ({ engine, unknown, simulated }) => ({
    state: unknown ? 'missing' : isEngineLate(engine) ? 'stale' : 'ok',
    level: null,
    lateBy: isEngineLate(engine) ? engine.lateBy : 0,
    simulated,
    receivedAt: engine?.askedAt ?? null,
  }),
  View: Alerts,
})
