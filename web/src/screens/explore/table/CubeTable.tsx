import { toneOf } from '../../../proof/option.ts'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { besideIn, besideOf, isOfPoints, sayDifference } from '../changes.ts'
import { type Cell, type Column, type Cube, standingOf } from '../cube.ts'
import { sayOfStep } from '../pictures/slots.ts'
import type { Settled } from '../settle.ts'
import { BY_NAME, byChange, byGrowth, bySlot } from '../sort.ts'
import type { View } from '../view.ts'
import { Changes } from './Changes.tsx'
import { SignedIn } from './SignedIn.tsx'
import './table.css'

interface Props {
  cube: Cube
  view: Settled
  /** What stands in the rows where they are no units. */
  members: string
  change(changes: Partial<View>): void
  /** Nothing of it opens where left out. */
  onOpen?: ((at: { member?: string; slot?: string; column: string }) => void) | undefined
}

/** Every number of the picture, and what a picture cannot say: states, what it is set beside, how much it changed. */
export function CubeTable(props: Props) {
  const { cube } = props
  if (cube.slots === null) return <ByMember {...props} />
  return cube.rows.length === 1 ? <BySlot {...props} slots={cube.slots} /> : <Both {...props} slots={cube.slots} />
}

function ByMember({ cube, view, members, change, onOpen }: Props) {
  const { t, title } = useText()
  const sorting = sortingOf(view, change)
  return (
    <table className="cube-table">
      <thead>
        <tr>
          <Head by={BY_NAME} name={members} sorting={sorting} />
          {cube.columns.map((column) => (
            <Heads key={column.id} column={column} compare={view.compare} sorting={sorting} />
          ))}
        </tr>
      </thead>
      <tbody>
        {cube.rows.map(({ member, cells }) => {
          const isPicked = view.picked.includes(member.key)
          return (
            <tr key={`${member.key} ${member.part}`} aria-selected={isPicked}>
              <th scope="row">
                <label>
                  <input
                    type="checkbox"
                    checked={isPicked}
                    aria-label={t(isPicked ? 'explore.unpick' : 'explore.pick', { name: member.name })}
                    onChange={() =>
                      change({
                        picked: isPicked ? view.picked.filter((key) => key !== member.key) : [...view.picked, member.key],
                      })
                    }
                  />
                </label>
                <Opens onOpen={onOpen && (() => onOpen({ member: member.key, column: cube.columns[0]?.id ?? '' }))}>
                  {member.name}
                </Opens>
                {member.part && <small>{t('explore.part')}</small>}
              </th>
              {cube.columns.map((column, place) => (
                <Cells
                  key={column.id}
                  cell={cells[place]?.[0] ?? null}
                  column={column}
                  compare={view.compare}
                  name={title(column.title)}
                />
              ))}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function BySlot({ cube, view, slots, onOpen }: Props & { slots: readonly string[] }) {
  const say = useText()
  const [row] = cube.rows
  return (
    <table className="cube-table">
      <thead>
        <tr>
          <th scope="col">{say.t('explore.tableTime')}</th>
          {cube.columns.map((column) => (
            <Heads key={column.id} column={column} compare={view.compare} />
          ))}
        </tr>
      </thead>
      <tbody>
        {slots
          .map((at, place) => ({ at, place }))
          .toReversed()
          .map(({ at, place }) => (
            <tr key={at} aria-selected={view.at === at}>
              <th scope="row">
                <Opens onOpen={onOpen && (() => onOpen({ slot: at, column: cube.columns[0]?.id ?? '' }))}>
                  {sayOfStep(at, view.step, say)}
                </Opens>
              </th>
              {cube.columns.map((column, index) => (
                <Cells
                  key={column.id}
                  cell={row?.cells[index]?.[place] ?? null}
                  column={column}
                  compare={view.compare}
                  name={say.title(column.title)}
                />
              ))}
            </tr>
          ))}
      </tbody>
    </table>
  )
}

/** Members down, time across, of the leading indicator. */
function Both({ cube, view, members, slots, change, onOpen }: Props & { slots: readonly string[] }) {
  const say = useText()
  const sorting = sortingOf(view, change)
  const [column] = cube.columns
  if (!column) return null
  return (
    <table className="cube-table" data-wide>
      <thead>
        <tr>
          <Head by={BY_NAME} name={members} sorting={sorting} />
          {slots.map((at) => (
            <Head key={at} by={bySlot(at)} name={sayOfStep(at, view.step, say)} sorting={sorting} />
          ))}
        </tr>
      </thead>
      <tbody>
        {cube.rows.map(({ member, cells }) => (
          <tr key={`${member.key} ${member.part}`} aria-selected={view.picked.includes(member.key)}>
            <th scope="row">
              <Opens onOpen={onOpen && (() => onOpen({ member: member.key, column: column.id }))}>{member.name}</Opens>
            </th>
            {slots.map((at, place) => {
              const cell = cells[0]?.[place]
              return (
                <td key={at} data-state={cell?.state} title={cell ? say.t(`state.${cell.state}`) : undefined}>
                  {cell?.value == null ? '—' : say.amount(cell.value, column.unitOfMeasurement, column.decimals).text}
                  <SignedIn cell={cell ?? null} column={column} />
                  {view.compare && cell && (
                    <small data-before={cell.before ?? ''}>{sayDifference(cell, column, say) ?? '—'}</small>
                  )}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Opens({ onOpen, children }: { onOpen: (() => void) | undefined; children: string }) {
  if (!onOpen) return <span>{children}</span>
  return (
    <button type="button" className="cube-open" onClick={onOpen}>
      {children}
    </button>
  )
}

interface Sorting {
  of(by: string): 'ascending' | 'descending' | 'none'
  turn(by: string): void
}

/** By what rows come, and what does so when a head is pressed: the largest first, then the other way round. */
const sortingOf = ({ sort }: Pick<View, 'sort'>, change: Props['change']): Sorting => ({
  of: (by) => (sort === `-${by}` ? 'ascending' : sort === by ? 'descending' : 'none'),
  turn: (by) => change({ sort: sort === by ? `-${by}` : by }),
})

interface HeadProps {
  /** What rows come by when it is pressed. */
  by: string
  name: string
  unit?: string
  isNumber?: boolean
  /** Nothing is sorted where left out. */
  sorting?: Sorting | undefined
}

function Head({ by, name, unit, isNumber, sorting }: HeadProps) {
  const { t } = useText()
  const said = (
    <>
      {name} {unit && <small>{unit}</small>}
    </>
  )
  return (
    <th scope="col" className={isNumber ? 'cube-number' : undefined} aria-sort={sorting?.of(by)}>
      {sorting ? (
        <button type="button" title={t('explore.sortBy', { column: name })} onClick={() => sorting.turn(by)}>
          {said}
        </button>
      ) : (
        said
      )}
    </th>
  )
}

interface HeadsProps {
  column: Column
  compare: View['compare']
  sorting?: Sorting
}

function Heads({ column, compare, sorting }: HeadsProps) {
  const { t, title, unit } = useText()
  const of = unit(column.unitOfMeasurement)
  return (
    <>
      <Head by={column.id} name={title(column.title)} unit={of} isNumber sorting={sorting} />
      {compare && (
        <>
          {besideOf(compare).map((beside) => (
            <th key={beside} scope="col" className="cube-number">
              {t(beside === 'before' ? `explore.tableBefore.${compare}` : `explore.tableQuartiles.${beside}`)}
            </th>
          ))}
          <Head by={byChange(column.id)} name={t(`explore.tableChange.${compare}`)} isNumber sorting={sorting} />
          {!isOfPoints(column) && (
            <Head by={byGrowth(column.id)} name={t(`explore.tableGrowth.${compare}`)} isNumber sorting={sorting} />
          )}
        </>
      )}
      <th scope="col">{t('explore.tableState')}</th>
    </>
  )
}

interface CellsProps {
  cell: Cell | null
  column: Column
  compare: View['compare']
  name: string
}

function Cells({ cell, column, compare, name }: CellsProps) {
  const { t, amount } = useText()
  const said = (value: number | null) => (value === null ? '—' : amount(value, column.unitOfMeasurement, column.decimals))
  const shown = (value: number | null) => {
    const of = said(value)
    if (typeof of === 'string') return of
    return typeof of.unit === 'string' ? `${of.text} ${t(`unit.${of.unit}`)}` : of.text
  }
  const marks = cell ? (['estimate', 'simulated'] as const).filter((mark) => cell[mark]) : []
  return (
    <>
      <td className="cube-number" data-value={cell?.value ?? ''} data-label={name}>
        {shown(cell?.value ?? null)}
      </td>
      {compare && (
        <>
          {besideOf(compare).map((beside) => (
            <td key={beside} className="cube-number" {...{ [`data-${beside}`]: besideIn(cell, beside) ?? '' }}>
              {shown(besideIn(cell, beside))}
            </td>
          ))}
          <Changes cell={cell} column={column} />
        </>
      )}
      <td className="cube-state">
        {cell && <Mark tone={cell.level ?? toneOf(cell.state)}>{t(standingOf(cell))}</Mark>}
        {marks.map((mark) => (
          <small key={mark}>{t(`proof.${mark}`)}</small>
        ))}
        <SignedIn cell={cell} column={column} />
      </td>
    </>
  )
}
