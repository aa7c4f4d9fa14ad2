import type { TableCell } from '@ioc/server/contract'
import type { Sheet } from '@ioc/server/workbook'
import type { Say } from '../../../text/say.ts'
import { dateOf, formatClock } from '../../../text/time.ts'
import { besideIn, besideOf, differenceOf, growthOf, isOfPoints } from '../changes.ts'
import { type Cell, type Column, type Cube, type Row, standingOf } from '../cube.ts'
import type { Step, View } from '../view.ts'

// The table on the screen as one to take away: its rows in their order, its numbers unrounded, and of each what the screen says in a mark
// (level or state, estimate, provisional, simulated, signed) in a column of its own.

interface Of {
  step: Step
  compare: View['compare']
  /** What stands in the rows where they are members. */
  members: string
}

/** Of many members over time the leading indicator alone, as the screen has it: a row for each member at each time. */
export function sheetOf(cube: Cube, { step, compare, members }: Of, say: Say): Sheet {
  const { slots, rows } = cube
  const isWide = slots !== null && rows.length > 1
  const columns = isWide ? cube.columns.slice(0, 1) : cube.columns
  const isSigned = rows.some(({ cells }) => cells.some((of) => of.some((cell) => cell?.signed)))
  const marks: readonly Flag[] = isSigned ? [...MARKS, 'signed'] : MARKS
  const ofCells = columns.flatMap((column) => headsOf(column, { compare, marks, isOne: columns.length === 1 }, say))
  const valuesAt = (row: Row | undefined, place: number) =>
    columns.flatMap((column, index) => valuesOf(row?.cells[index]?.[place] ?? null, column, { compare, marks }, say))
  const time = { head: say.t('explore.tableTime'), kind: { step } }
  const hasParts = rows.some(({ member }) => member.part)
  const ofMember: Sheet['columns'] = [
    { head: say.t('out.key'), kind: 'text' },
    { head: members, kind: 'text' },
    ...(hasParts ? [{ head: say.t('out.part'), kind: 'flag' as const }] : []),
  ]
  const memberOf = ({ member: { key, name, part } }: Row) => (hasParts ? [key, name, part] : [key, name])
  if (slots === null)
    return { columns: [...ofMember, ...ofCells], rows: rows.map((row) => [...memberOf(row), ...valuesAt(row, 0)]) }
  const begins = slots.map((at) => beginning(at, step, say.zone))
  if (!isWide) {
    const places = slots.map((_, place) => place).toReversed()
    return {
      columns: [time, ...ofCells],
      rows: places.map((place) => [begins[place] as string, ...valuesAt(rows[0], place)]),
    }
  }
  return {
    columns: [...ofMember, time, ...ofCells],
    rows: rows.flatMap((row) => slots.map((_, place) => [...memberOf(row), begins[place] as string, ...valuesAt(row, place)])),
  }
}

/** What is said of a value in columns of their own; that it stands as it was signed where anything does. */
const MARKS = ['estimate', 'provisional', 'simulated'] as const
type Flag = (typeof MARKS)[number] | 'signed'
type Told = Pick<Of, 'compare'> & { marks: readonly Flag[] }

function headsOf(column: Column, { compare, marks, isOne }: Told & { isOne: boolean }, say: Say): Sheet['columns'] {
  const { title, unitOfMeasurement, decimals } = column
  const name = say.title(title)
  const unit = say.unit(unitOfMeasurement)
  const named = (head: string) => (isOne ? head : `${name}: ${head}`)
  const isPoints = isOfPoints(column)
  const changeIn = isPoints ? say.t('explore.point') : unit
  const change = compare && say.t(`explore.tableChange.${compare}`)
  return [
    { head: unit ? `${name} (${unit})` : name, kind: { decimals } },
    ...(compare
      ? [
          ...besideOf(compare).map((beside) => ({
            head: named(say.t(beside === 'before' ? `explore.tableBefore.${compare}` : `explore.tableQuartiles.${beside}`)),
            kind: { decimals },
          })),
          { head: named(changeIn ? `${change} (${changeIn})` : `${change}`), kind: { decimals: isPoints ? 1 : decimals } },
          ...(isPoints ? [] : [{ head: named(say.t(`explore.tableGrowth.${compare}`)), kind: { decimals: 1 } }]),
        ]
      : []),
    { head: named(say.t('explore.tableState')), kind: 'text' },
    ...marks.map((mark) => ({
      head: named(say.t(`out.${mark}`)),
      kind: 'flag' as const,
    })),
  ]
}

function valuesOf(cell: Cell | null, column: Column, { compare, marks }: Told, say: Say): TableCell[] {
  const changes = compare ? [differenceOf(cell, column), ...(isOfPoints(column) ? [] : [growthOf(cell, column)])] : []
  const beside = [...besideOf(compare).map((each) => besideIn(cell, each)), ...changes]
  if (!cell) return [null, ...beside, null, ...marks.map(() => null)]
  const flagOf = (mark: Flag) => (mark === 'signed' ? Boolean(cell.signed && !cell.signed.other) : cell[mark])
  return [cell.value, ...beside, say.t(standingOf(cell)), ...marks.map(flagOf)]
}

const two = (part: number) => String(part).padStart(2, '0')

/** The day an instant lies in; of hours the instant as it is written there. */
export function beginning(at: string, step: Step, zone: string): string {
  const { day, month, year } = dateOf(at, zone)
  const date = `${year}-${two(month)}-${two(day)}`
  return step === 'hour' ? `${date}T${formatClock(at, zone)}${distance(at, `${date}T${formatClock(at, zone)}`)}` : date
}

/** Of the zone from UTC, as in +07:00. */
function distance(at: string, local: string): string {
  const minutes = Math.round((Date.parse(`${local}Z`) - Date.parse(at)) / 60_000)
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}
