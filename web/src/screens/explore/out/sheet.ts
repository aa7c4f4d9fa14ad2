import type { TableCell } from '@ioc/server/contract'
import type { Say } from '../../../text/say.ts'
import { dateOf, formatClock } from '../../../text/time.ts'
import { changeOf } from '../../../ui/compare.ts'
import type { Cell, Column, Cube, Row } from '../cube.ts'
import type { Step } from '../view.ts'

// The table on the screen as one to take away: its rows in their order, its numbers unrounded, and of each what the screen says in a mark
// (state, estimate, provisional, simulated) in a column of its own.

export type Kind = 'text' | 'flag' | { decimals: number } | { step: Step }

export interface Sheet {
  /** No two of the same head. */
  columns: { head: string; kind: Kind }[]
  /** What begins at an instant says its day (2026-03-01), of hours with the zone’s distance (2026-03-01T08:00:00+07:00). */
  rows: TableCell[][]
}

interface Of {
  step: Step
  isCompared: boolean
  /** What stands in the rows where they are members. */
  members: string
}

/** Of many members over time the leading indicator alone, as the screen has it: a row for each member at each time. */
export function sheetOf(cube: Cube, { step, isCompared, members }: Of, say: Say): Sheet {
  const { slots, rows } = cube
  const isWide = slots !== null && rows.length > 1
  const columns = isWide ? cube.columns.slice(0, 1) : cube.columns
  const ofCells = columns.flatMap((column) =>
    headsOf(column, { isCompared: isCompared && !isWide, isOne: columns.length === 1 }, say),
  )
  const valuesAt = (row: Row | undefined, place: number) =>
    columns.flatMap((column, index) => valuesOf(row?.cells[index]?.[place] ?? null, column, isCompared && !isWide, say))
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

function headsOf(
  { title, unitOfMeasurement, decimals }: Column,
  { isCompared, isOne }: { isCompared: boolean; isOne: boolean },
  say: Say,
): Sheet['columns'] {
  const name = say.title(title)
  const unit = say.unit(unitOfMeasurement)
  const named = (head: string) => (isOne ? head : `${name}: ${head}`)
  const isOfPoints = unitOfMeasurement.id === 'percent' || unitOfMeasurement.id === 'ratio'
  const change = `${say.t('explore.tableChange')} (${isOfPoints ? say.t('explore.point') : '%'})`
  return [
    { head: unit ? `${name} (${unit})` : name, kind: { decimals } },
    ...(isCompared
      ? [
          { head: named(say.t('explore.tableBefore')), kind: { decimals } },
          { head: named(change), kind: { decimals: 1 } },
        ]
      : []),
    { head: named(say.t('explore.tableState')), kind: 'text' },
    ...(['estimate', 'provisional', 'simulated'] as const).map((mark) => ({
      head: named(say.t(`out.${mark}`)),
      kind: 'flag' as const,
    })),
  ]
}

function valuesOf(cell: Cell | null, { unitOfMeasurement: unit, direction }: Column, isCompared: boolean, say: Say): TableCell[] {
  if (!cell) return Array(isCompared ? 7 : 5).fill(null)
  const { value, before, state, estimate, provisional, simulated } = cell
  const change = changeOf({ value, before, unit, direction })
  const isLess = value !== null && before !== null && value < before
  const compared = isCompared ? [before, change && (isLess ? -change.amount : change.amount)] : []
  return [value, ...compared, say.t(`state.${state}`), estimate, provisional, simulated]
}

const two = (part: number) => String(part).padStart(2, '0')

/** The day an instant lies in; of hours the instant as it is written there. */
function beginning(at: string, step: Step, zone: string): string {
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
