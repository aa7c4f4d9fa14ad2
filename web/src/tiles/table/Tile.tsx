import type { TileOf } from '@ioc/server/contract'
import { ProofLink } from '../../proof/ProofLink.tsx'
import { useText } from '../../text/use-text.ts'
import { useTheme } from '../../theme/tokens.ts'
import { rowsThatFit } from '../../ui/fit.ts'
import { onPlane } from '../../ui/roving.ts'
import { useRoving } from '../../ui/use-roving.ts'
import { useSize } from '../../ui/use-size.ts'
import { defineTile, plainTrust, type TileProps } from '../kind.ts'
import { TileFrame } from '../TileFrame.tsx'
import { sectionsThatFit } from './option.ts'
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
  const rows: { key: string | null; values: Row['values'] }[] = [
    { key: null, values: tile.total.values },
    ...shown.flatMap((section) => section.rows),
  ]
  const { onKeyDown, linkOf } = useRoving(
    rows.flatMap(({ key, values }) => values.flatMap((value, column) => (value === null ? [] : keyOf(key, column)))),
    onPlane,
  )
  const cells = (key: string | null, name: string, values: Row['values'], asked: Row['asked']) =>
    tile.columns.map(({ indicator, title: column, decimals }, place) => {
      const value = values[place] ?? null
      return (
        <td key={indicator} data-value={value ?? ''}>
          {value === null ? (
            '—'
          ) : (
            <ProofLink
              question={{ indicator, ...asked }}
              {...linkOf(keyOf(key, place))}
              aria-label={t('proof.openUnit', { title: title(column), unit: name })}
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
        hidden > 0 && height > 0 && t(isOfUnits ? 'table.more' : 'ranking.more', { count: hidden }),
      ]}
      beat={tile.total.values.join()}
    >
      <div className={isOfUnits ? 'table-tile' : 'table-tile table-of-values'} ref={ref}>
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
              {cells(null, tile.total.name, tile.total.values, {})}
            </tr>
          </tbody>
          {shown.map(({ title: section, rows: members, hidden: more }) => (
            <tbody key={section.vi}>
              <tr className="table-section">
                <th scope="rowgroup" colSpan={tile.columns.length + 1}>
                  {title(section)} <small>{number(members.length + more)}</small>
                </th>
              </tr>
              {members.map(({ key, title: name, values, asked }) => (
                <tr key={key} data-key={key}>
                  <th scope="row">{title(name)}</th>
                  {cells(key, title(name), values, asked)}
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
