import { sql } from 'kysely'
import type { Db } from '../../db.ts'
import type { DefinedIndicator } from '../../indicators/registry.ts'
import { dayOf, startOfDay } from '../../time/hanoi.ts'
import type { UnitRegistry } from '../../units/registry.ts'
import type { Moment } from '../asked/moment.ts'
import type { Span } from '../asked/period.ts'
import { knownAt } from './known.ts'
import { membersOf, pairsOf } from './members.ts'
import { everToldOf, valuesOf } from './term.ts'

/** The indicator itself was given up before the span begins. */
export function isRetired({ withdrawnFrom }: DefinedIndicator, { from }: Span): boolean {
  return withdrawnFrom !== undefined && dayOf(from) >= withdrawnFrom
}

/** Of a span that goes on after an indicator was given up, what lies before. */
export function upToWithdrawal({ withdrawnFrom }: Pick<DefinedIndicator, 'withdrawnFrom'>, { from, to }: Span): Span {
  const end = withdrawnFrom === undefined ? to : startOfDay(withdrawnFrom)
  return from < end && end < to ? { from, to: end } : { from, to }
}

/**
 * Whether a figure was once reported for a unit within a span and does not stand: of a term that has no value, where the values of
 * all are given.
 */
export type OnceTold = (unitId: number, span: Span, values?: (number | null)[]) => boolean

/** What was once reported of some units and no longer stands, for figures that replace the ones before them. What is counted is never taken back to nothing. */
export async function onceTold(
  db: Db,
  units: UnitRegistry,
  indicator: DefinedIndicator,
  roots: number[],
  moment: Moment,
  span: Span,
): Promise<OnceTold> {
  const { compiled } = indicator.definitionOn(dayOf(span.from))
  const told: { root: number; bucket: Date; index: number }[] = []
  for (const [index, term] of compiled.terms.entries()) {
    if (roots.length === 0 || term.measure.time !== 'last' || term.yearBefore) continue
    const query = { roots, span, ...moment }
    const { rows } = await sql<{ root: number; bucket: Date }>`
      select w.root, total.bucket
      from ${pairsOf(units, membersOf(units, term, query))} ${knownAt(term, query)}
      cross join lateral ${everToldOf(term, query)} total
      join dims on dims.id = total.dims_id
      where ${valuesOf(term)}
      group by w.root, w.unit, total.bucket, dims.dims - 'final'
      -- A figure called final has left its place among the others, and stands.
      having bool_and(total.facts = 0)`.execute(db)
    told.push(...rows.map((row) => ({ ...row, index })))
  }
  return (unitId, { from, to }, values = []) =>
    told.some(({ root, bucket, index }) => root === unitId && from <= bucket && bucket < to && values[index] == null)
}
