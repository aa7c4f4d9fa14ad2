import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import { dayOf } from '../time/hanoi.ts'
import type { UnitRegistry } from '../units/registry.ts'
import type { Moment } from './moment.ts'
import type { Span } from './period.ts'
import { membersOf } from './term.ts'

/** The indicator itself was given up before the span begins. */
export function isRetired({ withdrawnFrom }: DefinedIndicator, { from }: Span): boolean {
  return withdrawnFrom !== undefined && dayOf(from) >= withdrawnFrom
}

/** Totals that stand at nothing where something was once reported: the source took its figure back. */
export async function wasTakenBack(
  db: Db,
  units: UnitRegistry,
  { compiled }: DefinedIndicator,
  unitId: number,
  { geo, asOf }: Moment,
  span: Span,
): Promise<boolean> {
  for (const term of compiled.terms.filter(({ measure }) => measure.time === 'last')) {
    const members = membersOf(units, term, { roots: [unitId], geo, span })
    const { rows } = await sql`
      select from cell
      join ledger_entry entry on entry.cell_id = cell.id and entry.facts > 0
      join ledger_batch batch on batch.position = entry.position and ${asOf === null ? sql`true` : sql`batch.known_at <= ${asOf}`}
      where cell.measure_id = (select id from measure where code = ${term.measure.id})
        and cell.unit_id = any(${members.map(({ unit }) => unit)}::int[]) and cell.bucket >= ${span.from} and cell.bucket < ${span.to}
      limit 1`.execute(db)
    if (rows.length > 0) return true
  }
  return false
}
