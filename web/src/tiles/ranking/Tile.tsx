import type { CSSProperties } from 'react'
import { useText } from '../../text/use-text.ts'
import { useTheme } from '../../theme/tokens.ts'
import { Digits } from '../../ui/Digits.tsx'
import { rowsThatFit } from '../../ui/fit.ts'
import { useSize } from '../../ui/use-size.ts'
import { defineTile, plainTrust, type TileProps } from '../kind.ts'
import { TileFrame } from '../TileFrame.tsx'
import { rankingRows } from './option.ts'
import './ranking.css'

const ROW_REM = 4.6

function Ranking({ tile, trust }: TileProps<'ranking'>) {
  const { t, title, number, unit, days } = useText()
  const [ref, size] = useSize<HTMLOListElement>()
  const rows = rankingRows(tile.rows, rowsThatFit(size.height, ROW_REM * useTheme().rem))
  const hidden = tile.rows.length - rows.length
  const foot = [days(tile.clocks.from, tile.clocks.to), rows.length > 0 && hidden > 0 && t('ranking.more', { count: hidden })]
  return (
    <TileFrame
      tile={tile.id}
      title={title(tile.title)}
      trust={trust}
      aside={unit(tile.unit)}
      foot={foot}
      beat={tile.rows.map(({ value }) => value).join()}
    >
      {tile.rows.length === 0 && <p className="tile-nothing">{t('tile.nothing')}</p>}
      <ol className="ranking" ref={ref} hidden={tile.rows.length === 0}>
        {rows.map((row) => (
          <li key={row.key} className="ranking-row" data-key={row.key}>
            <span className="ranking-name">{title(row.title)}</span>
            <span className="ranking-track">
              <i className="ranking-bar" style={{ '--part': row.part } as CSSProperties} />
            </span>
            <span className="ranking-value" data-value={row.value}>
              <Digits text={number(row.value)} />
            </span>
          </li>
        ))}
      </ol>
    </TileFrame>
  )
}

export default defineTile({ kind: 'ranking', trust: plainTrust, View: Ranking })
