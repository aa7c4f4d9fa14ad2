import type { Cell, TileOf } from '@ioc/server/contract'
import { ProofLink } from '../../proof/ProofLink.tsx'
import { useText } from '../../text/use-text.ts'
import { useTheme } from '../../theme/tokens.ts'
import { Doubt } from '../../ui/Doubt.tsx'
import { rowsThatFit } from '../../ui/fit.ts'
import { onPlane } from '../../ui/roving.ts'
import { useRoving } from '../../ui/use-roving.ts'
import { useSize } from '../../ui/use-size.ts'
import { defineTile, plainTrust, type TileProps } from '../kind.ts'
import { doubtsOf } from '../mark.ts'
import { TileFrame } from '../TileFrame.tsx'
import { useLegend } from '../use-legend.tsx'
import { hasHeadings, sectionsThatFit } from './option.ts'
import './table.css'

const ROW_REM = 5

type Row = TileOf<'table'>['sections'][number]['rows'][number]

/** The province has no key of its own here: asked without a unit, a number is the province's. */
const keyOf = (key: string | null, column: number) => `${key ?? ''} ${column}`

function Table({ tile, trust }: TileProps<'table'>) {
  const { t, title, number, period, until } = useText()
  const [ref, { height }] = useSize<HTMLDivElement>()
  const [head, { height: headHeight }] = useSize<HTMLTableSectionElement>()
  const room = rowsThatFit(height - headHeight, ROW_REM * useTheme().rem) - 1
  const { shown, hidden } = sectionsThatFit(tile.sections, room)
  const isOfUnits = tile.by === null
  const isOfLines = tile.sections.some((section) => section.rows.some((row) => row.indicators))
  const rows: { key: string | null; cells: Row['cells'] }[] = [
    { key: null, cells: tile.total.cells },
    ...shown.flatMap((section) => section.rows),
  ]
  const { onKeyDown, linkOf } = useRoving(
    rows.flatMap(({ key, cells }) => cells.flatMap(({ value }, column) => (value === null ? [] : keyOf(key, column)))),
    onPlane,
  )
  const visible = [tile.total.cells, ...shown.flatMap((section) => section.rows.map((row) => row.cells))].flat()
  const doubtOf = doubtsOf(visible)
  const numbers = (key: string | null, name: string, { cells, asked, indicators }: Pick<Row, 'cells' | 'asked' | 'indicators'>) =>
    tile.columns.map(({ indicator, title: column, decimals }, place) => {
      const cell = cells[place] as Cell
      const { value } = cell
      return (
        <td key={indicator} data-value={value ?? ''} data-state={cell.state}>
          <Doubt cell={cell} state={doubtOf(cell)} />
          {value !== null && (
            <ProofLink
              question={{ indicator: indicators?.[place] ?? indicator, ...asked }}
              {...linkOf(keyOf(key, place))}
              aria-label={`${number(value, decimals)}. ${t('proof.openUnit', { title: title(column), unit: name })}`}
            >
              {number(value, decimals)}
            </ProofLink>
          )}
        </td>
      )
    })
  return (
    <TileFrame
      tile={tile.id}
      title={title(tile.title)}
      trust={trust}
      foot={[
        period(tile.period, tile.clocks),
        until(tile.period, tile.clocks),
        ...useLegend(visible, trust.state),
        hidden > 0 && height > 0 && t(isOfUnits ? 'table.more' : 'ranking.more', { count: hidden }),
      ]}
      beat={tile.total.cells.map(({ value }) => value).join()}
    >
      <div className={`table-tile ${isOfUnits ? '' : isOfLines ? 'table-of-lines' : 'table-of-values'}`} ref={ref}>
        <table onKeyDown={onKeyDown}>
          <thead ref={head}>
            <tr>
              <th scope="col">{tile.by ? title(tile.by) : t('table.unit')}</th>
              {tile.columns.map(({ indicator, title: column }) => (
                <th key={indicator} scope="col">
                  {title(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr className="table-total">
              <th scope="row">{tile.total.name}</th>
              {numbers(null, tile.total.name, { cells: tile.total.cells, asked: {} })}
            </tr>
          </tbody>
          {shown.map(({ title: section, rows: members, hidden: more }) => (
            <tbody key={section.vi}>
              {hasHeadings(tile.sections) && (
                <tr className="table-section">
                  <th scope="rowgroup" colSpan={tile.columns.length + 1}>
                    {title(section)} <small>{number(members.length + more)}</small>
                  </th>
                </tr>
              )}
              {members.map((row) => (
                <tr key={row.key} data-key={row.key}>
                  <th scope="row">{title(row.title)}</th>
                  {numbers(row.key, title(row.title), row)}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </TileFrame>
  )
}

export default defineTile({ kind: 'table', trust: plainTrust, View: Table })
