import fc from 'fast-check'
import { expect, test } from 'vitest'
import { startOfDay } from '../time/hanoi.ts'
import { type Course, momentsOf } from './course.ts'
import { type Cell, coverTable } from './cover.ts'

// Whoever adds up and takes away all that is told of a cube (units, values of a dimension, time) never comes to a count that is too small.

const SMALLEST = 5
const MONTHS = 14
const edges = Array.from({ length: MONTHS + 1 }, (_, n) =>
  startOfDay(`${2025 + Math.floor((10 + n) / 12)}-${String(((10 + n) % 12) + 1).padStart(2, '0')}-01`),
)

/** Counts by unit, value and month. */
const cubes = fc
  .record({ units: fc.integer({ min: 1, max: 4 }), values: fc.integer({ min: 1, max: 3 }) })
  .chain(({ units, values }) => {
    const count = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 40 }))
    const of = (length: number) => ({ minLength: length, maxLength: length })
    return fc.array(fc.array(fc.array(count, of(MONTHS)), of(values)), of(units))
  })

const courseOf = (counts: readonly number[]): Course => {
  const told = counts.flatMap((value, month) => (value === 0 ? [] : [{ at: edges[month] as Date, value }]))
  return { at: told.map(({ at }) => at), values: told.map(({ value }) => value) }
}
const plus = (rows: readonly number[][]) => rows.reduce((sum, row) => sum.map((value, month) => value + (row[month] ?? 0)))

interface Row {
  counts: number[]
  /** By moment. */
  hidden: boolean[]
}

/** A cube with its margins, each with the moments that are hidden of it, and all that adds up in it. */
function protect(cube: number[][][]): { rows: Row[]; lines: { parts: number[]; whole: number }[] } {
  const [units, values] = [cube.length, cube[0]?.length ?? 0]
  const whole = Array.from({ length: values }, (_, value) => plus(cube.map((of) => of[value] as number[])))
  const table = [...cube, whole].map((of) => [...of, plus(of)])
  const moments = table.map((of) => of.map((counts) => momentsOf(courseOf(counts), SMALLEST)))
  const hidden = edges.map((at) => {
    const cells = table.map((of, unit) =>
      of.map((counts, value): Cell => {
        return { isHidden: !moments[unit]?.[value]?.isOpen(at), size: counts.reduce((sum, count) => sum + count, 0) }
      }),
    )
    coverTable(cells, SMALLEST)
    return cells.map((of) => of.map(({ isHidden }) => isHidden))
  })
  const rows = table.flatMap((of, unit) =>
    of.map((counts, value): Row => ({ counts, hidden: hidden.map((at) => at[unit]?.[value] as boolean) })),
  )
  const place = (unit: number, value: number) => unit * (values + 1) + value
  const upTo = (length: number) => Array.from({ length }, (_, n) => n)
  const down = upTo(values + 1).map((value) => ({
    parts: upTo(units).map((unit) => place(unit, value)),
    whole: place(units, value),
  }))
  const across = upTo(units + 1).map((unit) => ({
    parts: upTo(values).map((value) => place(unit, value)),
    whole: place(unit, values),
  }))
  return { rows, lines: [...down, ...across] }
}

const isTold = ({ hidden }: Row, from: number, to: number) => !hidden[from] && !hidden[to]

/** Taking away what is known, line by line and span by span, until nothing new is known. */
function known({ rows, lines }: ReturnType<typeof protect>): (row: number, from: number, to: number) => boolean {
  // Of each row moments whose distance is known stand together; a line tells the distance of its last row.
  const groups = rows.map((row) => {
    const group = edges.map((_, at) => at)
    const join = (a: number, b: number) => {
      const [from, to] = [group[a] as number, group[b] as number]
      if (from === to) return false
      for (const [at, of] of group.entries()) if (of === from) group[at] = to
      return true
    }
    for (let from = 0; from < edges.length; from++)
      for (let to = from + 1; to < edges.length; to++) if (isTold(row, from, to)) join(from, to)
    return { group, join }
  })
  for (let isNew = true; isNew; ) {
    isNew = false
    for (const { parts, whole } of lines)
      for (let from = 0; from < edges.length; from++)
        for (let to = from + 1; to < edges.length; to++) {
          const lacking = [...parts, whole].filter((row) => groups[row]?.group[from] !== groups[row]?.group[to])
          if (lacking.length === 1 && groups[lacking[0] as number]?.join(from, to)) isNew = true
        }
  }
  return (row, from, to) => groups[row]?.group[from] === groups[row]?.group[to]
}

test('of 5,000 cubes no count that is too small comes back by subtraction, whatever spans are asked for', () => {
  fc.assert(
    fc.property(cubes, (cube) => {
      const guarded = protect(cube)
      const isKnown = known(guarded)
      for (const [place, { counts }] of guarded.rows.entries())
        for (let from = 0; from < edges.length; from++)
          for (let to = from + 1; to < edges.length; to++) {
            const sum = counts.slice(from, to).reduce((all, value) => all + value, 0)
            if (sum > 0 && sum < SMALLEST) expect(isKnown(place, from, to), `row ${place}, ${from} to ${to}`).toBe(false)
          }
    }),
    { numRuns: 5_000 },
  )
}, 300_000)

test('what is left of a whole without the parts that are told is never so little that it tells each of them', () => {
  const counts = fc.array(fc.oneof(fc.integer({ min: 0, max: 4 }), fc.nat(30)), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(counts, (parts) => {
      const cells = [...parts, parts.reduce((all, size) => all + size, 0)].map((size): Cell => {
        return { size, isHidden: size > 0 && size < SMALLEST }
      })
      coverTable(
        cells.map((cell) => [cell]),
        SMALLEST,
      )
      const [whole, lacking] = [cells.at(-1), cells.slice(0, -1).filter(({ isHidden }) => isHidden)]
      const left = lacking.reduce((all, { size }) => all + size, 0)
      if (!whole?.isHidden) expect([lacking.length === 1, left > 0 && left < SMALLEST]).toEqual([false, false])
    }),
  )
})
