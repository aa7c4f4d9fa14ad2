import { RowLink } from '../../proof/RowLink.tsx'
import { useText } from '../../text/use-text.ts'
import { BarRows, useRoom } from '../../ui/BarRows.tsx'
import { Doubt } from '../../ui/Doubt.tsx'
import { withParts } from '../../ui/parts.ts'
import { inOrder } from '../../ui/roving.ts'
import { useRoving } from '../../ui/use-roving.ts'
import { defineTile, plainTrust, type TileProps } from '../kind.ts'
import { doubtsOf } from '../mark.ts'
import { Nothing } from '../Nothing.tsx'
import { TileFrame } from '../TileFrame.tsx'
import { useLegend } from '../use-legend.tsx'

function Ranking({ tile, trust }: TileProps<'ranking'>) {
  const { t, title, number, unit, period, until } = useText()
  const [list, room] = useRoom()
  const rows = withParts(tile.rows, room)
  const { onKeyDown, linkOf } = useRoving(
    rows.map(({ key }) => key),
    inOrder,
  )
  const doubtOf = doubtsOf(rows)
  const foot = [
    period(tile.period, tile.clocks),
    rows.length > 0 && rows.length < tile.parts && t('ranking.of', { shown: rows.length, all: tile.parts }),
    until(tile.period, tile.clocks),
    ...useLegend(rows, trust.state),
  ]
  return (
    <TileFrame
      tile={tile.id}
      title={title(tile.title)}
      trust={trust}
      aside={unit(tile.unit)}
      foot={foot}
      beat={tile.rows.map(({ value }) => value).join()}
    >
      {tile.rows.length === 0 ? (
        <Nothing isZero={trust.state === 'zero'} />
      ) : (
        <BarRows
          list={list}
          onKeyDown={onKeyDown}
          rows={rows.map((row) => ({
            ...row,
            name: <RowLink question={row.question} name={title(row.title)} {...linkOf(row.key)} />,
            text: number(row.value),
            doubt: <Doubt cell={row} state={doubtOf(row)} />,
          }))}
        />
      )}
    </TileFrame>
  )
}

export default defineTile({ kind: 'ranking', trust: plainTrust, View: Ranking })
