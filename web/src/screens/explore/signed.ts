import type { SigningWithin } from '@ioc/server/contract'
import type { Cell, Cube } from './cube.ts'
import { endOf } from './pictures/slots.ts'
import type { Settled } from './settle.ts'
import { BY_UNIT } from './view.ts'

/** The signing that keeps a cell as it is; `other` is what was signed where it now reads otherwise. */
export interface SignedCell extends Pick<SigningWithin, 'level' | 'period' | 'by' | 'at'> {
  other: SigningWithin['figure']
}

type Span = Pick<SigningWithin, 'from' | 'to'>

/** Whether what is shown is what units sign: not a part of it, nor what was known before, nor a year told up to its points. */
export const isOfSigned = ({ by, asOf, where, running }: Pick<Settled, 'by' | 'asOf' | 'where' | 'running'>): boolean =>
  (by === null || by === BY_UNIT) && asOf === null && where.length === 0 && !running

/** The stretch each of its cells tells, a slot after the other. */
const spansOf = ({ slots, span }: Cube, step: Settled['step']): Span[] =>
  slots?.map((at) => ({ from: at, to: endOf(at, step) })) ?? (span ? [span] : [])

/** From where to where all of them reach; null where there is none. */
export function reachOf(cube: Cube, step: Settled['step']): Span | null {
  const spans = spansOf(cube, step)
  const [first, last] = [spans[0], spans.at(-1)]
  return first && last ? { from: first.from, to: last.to } : null
}

/** The same cells, those that a signing keeps as they are with it. `signings` by column, the province’s first. */
export function withSigned(cube: Cube, step: Settled['step'], signings: readonly (readonly SigningWithin[])[]): Cube {
  if (signings.every((each) => each.length === 0)) return cube
  const spans = spansOf(cube, step)
  const rows = cube.rows.map((row) => ({
    ...row,
    cells: row.cells.map((cells, column) => {
      // What is told of a part of a unit was signed by nobody.
      const own = row.member.part ? [] : (signings[column] ?? []).filter(({ units }) => units.includes(row.member.key))
      if (own.length === 0) return cells
      return cells.map((cell, place) => cell && { ...cell, signed: signedOf(cell, row.member.key, spans[place], own) })
    }),
  }))
  return { ...cube, rows }
}

function signedOf({ value }: Cell, unit: string, span: Span | undefined, signings: SigningWithin[]): SignedCell | null {
  if (!span) return null
  const [from, to] = [Date.parse(span.from), Date.parse(span.to)]
  const signing = signings.find((each) => Date.parse(each.from) <= from && Date.parse(each.to) >= to)
  if (!signing) return null
  const { level, period, by, at, figure } = signing
  const isItsOwn = signing.unit === unit && Date.parse(signing.from) === from && Date.parse(signing.to) === to
  return { level, period, by, at, other: isItsOwn && figure?.value !== value ? figure : null }
}
