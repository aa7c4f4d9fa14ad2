import type { Cell, TileOf } from '@ioc/server/contract'
import { RowLink } from '../../proof/RowLink.tsx'
import { useText } from '../../text/use-text.ts'
import { BarRows, hasTallRows, useRoom } from '../../ui/BarRows.tsx'
import { Doubt } from '../../ui/Doubt.tsx'
import { withParts } from '../../ui/parts.ts'
import { inOrder } from '../../ui/roving.ts'
import { useRoving } from '../../ui/use-roving.ts'
import { defineTile, plainTrust, type TileProps } from '../kind.ts'
import { doubtsOf } from '../mark.ts'
import { Nothing } from '../Nothing.tsx'
import { TileFrame } from '../TileFrame.tsx'
import { useLegend } from '../use-legend.tsx'

type Row = TileOf<'comparison'>['rows'][number]

/** The number a row tells, be it somebody else's; null where nobody measures it. */
const toldBy = (row: Row): Cell | null => (row.published === undefined ? row : row.published)

function Comparison({ tile, trust }: TileProps<'comparison'>) {
  const { t, title, number, whole, unit, period, until } = useText()
  const [list, room] = useRoom()
  const isTall = hasTallRows(
    tile.rows.map((row) => title(row.title)),
    room,
  )
  const rows = withParts(tile.rows, isTall ? Math.floor(room / 2) : room)
  const { onKeyDown, linkOf } = useRoving(
    rows.filter(({ question }) => question).map(({ key }) => key),
    inOrder,
  )
  /** Of a row that has no number: what others publish of it, why there is none, or the state it is in. */
  const wordsFor = ({ published, question, why, state }: Row) => {
    if (why) return title(why)
    if (published?.value != null) return t('comparison.published', { value: number(published.value, tile.decimals) })
    return published === undefined && question ? t(`state.${state}`) : t('comparison.unmeasured')
  }
  const told = rows.flatMap((row) => toldBy(row) ?? [])
  const doubtOf = doubtsOf(told)
  const doubt = (cell: Cell | null) => cell && <Doubt cell={cell} state={doubtOf(cell)} />
  const isMoney = tile.unit.id === 'dong'
  const foot = [
    period(tile.period, tile.clocks),
    rows.length > 0 && rows.length < tile.parts && t('ranking.of', { shown: rows.length, all: tile.parts }),
    until(tile.period, tile.clocks),
    // In place of a number its state is said in words.
    ...useLegend(
      told.filter(({ value }) => value !== null),
      trust.state,
    ),
  ]
  return (
    <TileFrame
      tile={tile.id}
      title={title(tile.title)}
      trust={trust}
      aside={!isMoney && unit(tile.unit)}
      foot={foot}
      beat={tile.rows.map(({ value }) => value).join()}
    >
      {tile.rows.length === 0 ? (
        <Nothing isZero={trust.state === 'ok' || trust.state === 'zero'} />
      ) : (
        <BarRows
          list={list}
          isTall={isTall}
          onKeyDown={onKeyDown}
          rows={rows.map((row) => ({
            ...row,
            doubt: doubt(toldBy(row)),
            // Sums of money differ too much for one scale.
            text: row.value === null ? wordsFor(row) : isMoney ? whole(row.value, tile.unit) : number(row.value, tile.decimals),
            name: row.question ? (
              <RowLink question={row.question} name={title(row.title)} {...linkOf(row.key)} />
            ) : (
              title(row.title)
            ),
          }))}
        />
      )}
    </TileFrame>
  )
}

export default defineTile({ kind: 'comparison', trust: plainTrust, View: Comparison })
