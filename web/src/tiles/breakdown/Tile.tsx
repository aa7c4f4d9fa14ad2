import type { CSSProperties } from 'react'
import { RowLink } from '../../proof/RowLink.tsx'
import { useText } from '../../text/use-text.ts'
import { useTheme } from '../../theme/tokens.ts'
import { Digits } from '../../ui/Digits.tsx'
import { Doubt } from '../../ui/Doubt.tsx'
import { rowsThatFit } from '../../ui/fit.ts'
import { inOrder } from '../../ui/roving.ts'
import { useRoving } from '../../ui/use-roving.ts'
import { useSize } from '../../ui/use-size.ts'
import { defineTile, plainTrust, type TileProps } from '../kind.ts'
import { doubtsOf } from '../mark.ts'
import { Nothing } from '../Nothing.tsx'
import { TileFrame } from '../TileFrame.tsx'
import { useLegend } from '../use-legend.tsx'
import { breakdownRows } from './option.ts'
import './breakdown.css'

const ROW_REM = 4.6

function Breakdown({ tile, trust }: TileProps<'breakdown'>) {
  const { t, title, amount, whole, percent, period, dayMonth, unit: say } = useText()
  const [ref, size] = useSize<HTMLOListElement>()
  const { of, elapsed, newest, unit } = tile
  const rows = breakdownRows(tile.rows, rowsThatFit(size.height, ROW_REM * useTheme().rem))
  const { onKeyDown, linkOf } = useRoving(
    rows.map(({ key }) => key),
    inOrder,
  )
  // A part is as doubtful as the whole it is of, which the tile says.
  const doubtOf = doubtsOf([of, ...rows])
  const hasShares = tile.rows.some(({ share }) => share !== null)
  // Parts of a share may be what was counted for it, in whole numbers.
  const isCounted = say(of.unit) !== say(unit) && tile.rows.every(({ value }) => Number.isInteger(value))
  const decimals = isCounted ? 0 : of.decimals
  // One unit for all is said once, beside the name; small sums of money among large ones say their own.
  const amounts = rows.map((row) => amount(row.value, unit, decimals))
  const [first] = amounts
  const isOneUnit = amounts.every(({ unit: word }) => say(word) === say(first?.unit ?? unit))
  const foot = [
    period(of.period, of.clocks),
    rows.length > 0 && rows.length < tile.parts && t('ranking.of', { shown: rows.length, all: tile.parts }),
    newest !== null && t('breakdown.asOf', { day: dayMonth(newest) }),
    ...useLegend(rows, trust.state),
    hasShares && elapsed !== null && t('breakdown.elapsed', { elapsed: percent(elapsed, 0) }),
  ]
  return (
    <TileFrame
      tile={tile.id}
      title={title(tile.title)}
      trust={trust}
      aside={first && isOneUnit && say(first.unit)}
      owner={of.owner}
      foot={foot}
      beat={tile.rows.map(({ value }) => value).join()}
    >
      {tile.rows.length === 0 && <Nothing isZero={trust.state === 'zero'} />}
      <ol className="breakdown" ref={ref} hidden={tile.rows.length === 0} onKeyDown={onKeyDown}>
        {rows.map((row, index) => (
          <li key={row.key} className="breakdown-row" data-key={row.key}>
            <span className="breakdown-name">
              <RowLink question={row.question} name={title(row.title)} {...linkOf(row.key)} />
            </span>
            <span
              className="breakdown-track"
              data-whole={hasShares || undefined}
              style={{ '--part': row.part, '--tick': elapsed ?? 0 } as CSSProperties}
            >
              <i className="breakdown-bar" />
              {hasShares && elapsed !== null && <i className="breakdown-tick" />}
            </span>
            <span className="breakdown-value" data-value={row.value}>
              <Doubt cell={row} state={doubtOf(row)} />
              <Digits text={isOneUnit ? (amounts[index]?.text ?? '') : whole(row.value, unit, decimals)} />
            </span>
            <span className="breakdown-share">{hasShares && (row.share === null ? '—' : percent(row.share, 1))}</span>
          </li>
        ))}
      </ol>
    </TileFrame>
  )
}

export default defineTile({
  kind: 'breakdown',
  trust: ({ of }) => ({ ...plainTrust(of), level: null }),
  View: Breakdown,
})
