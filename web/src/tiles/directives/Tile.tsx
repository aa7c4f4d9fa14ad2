import { useText } from '../../text/use-text.ts'
import { useTheme } from '../../theme/tokens.ts'
import { rowsShown, rowsThatFit } from '../../ui/fit.ts'
import { Mark } from '../../ui/Mark.tsx'
import { useSize } from '../../ui/use-size.ts'
import { defineTile, type TileProps } from '../kind.ts'
import { TileFrame } from '../TileFrame.tsx'
import { DirectiveRow } from './DirectiveRow.tsx'
import './directives.css'

const ROW_REM = 11

function Directives({ tile, trust }: TileProps<'directives'>) {
  const { t, title } = useText()
  const [ref, { height }] = useSize<HTMLDivElement>()
  const { rows, rest } = rowsShown(tile.rows, rowsThatFit(height, ROW_REM * useTheme().rem))
  const { open, overdue, unaccepted } = tile
  return (
    <TileFrame
      tile={tile.id}
      title={title(tile.title)}
      trust={trust}
      aside={open > 0 && t('directives.tile.open', { count: open })}
      mark={overdue > 0 && <Mark tone="critical">{t('directives.tile.overdue', { count: overdue })}</Mark>}
      foot={[unaccepted > 0 && t('directives.tile.unaccepted', { count: unaccepted })]}
      beat={`${open} ${overdue} ${unaccepted}`}
    >
      <div className="directives-tile" ref={ref}>
        {rows.length + rest === 0 && <p className="tile-nothing">{t('directives.none.open')}</p>}
        <ul className="directives-list">
          {rows.map((row) => (
            <DirectiveRow key={row.id} row={row} />
          ))}
          {rest > 0 && (
            <li className="directives-rest">{t('directives.tile.more', { count: rest + tile.open - tile.rows.length })}</li>
          )}
        </ul>
      </div>
    </TileFrame>
  )
}

export default defineTile({
  kind: 'directives',
  trust: () => ({ state: 'ok', level: null, lateBy: 0, simulated: false, receivedAt: null }),
  View: Directives,
})
