import { onPlane } from '../../../ui/roving.ts'
import { Shape, type Tone } from '../../../ui/Shape.tsx'
import { useRoving } from '../../../ui/use-roving.ts'
import './unit-board.css'

/** What can be pressed: what it says of itself, and whether it is what was chosen. */
interface Pressed {
  isChosen?: boolean
  onPress(): void
}

interface BoardPeriod {
  key: string
  name: string
  /** By when it is due. */
  due: string
  /** What can be done about everybody at once. */
  all?: (Pressed & { says: string }) | null
}

interface BoardCell<State extends string> extends Pressed {
  state: State
  /** Said of it where it is pointed at, and to whoever can’t see it. */
  says: string
  /** Beside its shape. */
  notes: string[]
}

interface BoardRow<State extends string> {
  key: string
  name: string
  /** One for each period; null where the unit has none. */
  cells: (BoardCell<State> | null)[]
}

/** Units by periods: a cell says its state by shape. Hundreds of cells are one stop of the Tab key, with arrows inside. */
export function UnitBoard<State extends string>({
  unit,
  states,
  periods,
  rows,
}: {
  /** What its units are called. */
  unit: string
  states: Record<State, { tone: Tone; name: string }>
  periods: BoardPeriod[]
  rows: BoardRow<State>[]
}) {
  const placeOf = (row: string, period: string) => `${row} ${period}`
  const { onKeyDown, linkOf } = useRoving(
    [
      ...periods.filter(({ all }) => all).map(({ key }) => placeOf('', key)),
      ...rows.flatMap((row) => periods.filter((_, at) => row.cells[at]).map(({ key }) => placeOf(row.key, key))),
    ],
    onPlane,
  )
  return (
    <>
      <ul className="unit-board-key">
        {(Object.keys(states) as State[]).map((state) => (
          <li key={state} data-state={state}>
            <Shape tone={states[state].tone} /> {states[state].name}
          </li>
        ))}
      </ul>
      <div className="unit-board">
        <table onKeyDown={onKeyDown}>
          <thead>
            <tr>
              <th scope="col">{unit}</th>
              {periods.map(({ key, name, due, all }) => (
                <th key={key} scope="col" title={due}>
                  <div>{name}</div>
                  {all && (
                    <button type="button" {...linkOf(placeOf('', key))} aria-pressed={all.isChosen} onClick={all.onPress}>
                      {all.says}
                    </button>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">{row.name}</th>
                {periods.map(({ key, name }, at) => {
                  const cell = row.cells[at]
                  if (!cell) return <td key={key} />
                  return (
                    <td key={key}>
                      <button
                        type="button"
                        {...linkOf(placeOf(row.key, key))}
                        data-state={cell.state}
                        title={cell.says}
                        aria-label={`${row.name}, ${name}: ${cell.says}`}
                        aria-pressed={cell.isChosen}
                        onClick={cell.onPress}
                      >
                        <Shape tone={states[cell.state].tone} />
                        {cell.notes.map((note) => (
                          <small key={note}>{note}</small>
                        ))}
                      </button>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
