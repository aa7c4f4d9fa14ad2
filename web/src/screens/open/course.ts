import type { OpenDatasetAnswer, OpenRow } from '@ioc/server/contract'
import type { Cube } from '../explore/cube.ts'

/** The whole over time, as the explorer draws it; null of what stands at one moment. */
export function courseOf({ id, title, now, rows, step }: OpenDatasetAnswer): Cube | null {
  if (step === null) return null
  const own = rows.filter(({ unit }) => unit === now.unit.key)
  const { unitOfMeasurement, decimals, direction, definition, clocks } = now
  return {
    columns: [{ id, title, unitOfMeasurement, decimals, direction, levels: {}, seams: [], definition }],
    slots: own.map(({ from }) => from),
    rows: [
      {
        member: { ...now.unit, part: false },
        cells: [own.map((row) => ({ ...row, level: null, before: null, quartiles: null }))],
      },
    ],
    computedAt: clocks.computedAt,
  }
}

/** The stretches of time that are told of, the latest first, by the instant each begins. */
export const slotsOf = (rows: readonly OpenRow[]): string[] => [...new Set(rows.map(({ from }) => from))].sort().reverse()

/** The newest of its periods that anything is told of, the newest first: on the first of a month that month has nothing yet. */
export const newestTold = (slots: readonly string[], rows: OpenDatasetAnswer['rows']): string =>
  slots.find((at) => rows.some(({ from, value }) => from === at && value !== null)) ?? slots[0] ?? ''

/** What the whole was told of last; nothing where it never was. */
export function wholeLastTold({ now, rows }: Pick<OpenDatasetAnswer, 'rows'> & { now: { unit: { key: string } } }) {
  const told = rows.flatMap(({ unit, from, value }) => (unit === now.unit.key && value !== null ? [{ from, value }] : []))
  return told.sort((a, b) => b.from.localeCompare(a.from))[0]
}
