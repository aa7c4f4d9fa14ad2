import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Span } from '../readings/period.ts'
import { seeingAll } from '../sight/sight.ts'
import type { SignedFigure } from './figures.ts'
import type { Round } from './round.ts'

/** A signing that is in force: of the unit itself or, over it, of the province. */
export interface SigningInForce {
  round: string
  level: 'unit' | 'province'
  unit: string
  every: Round['every']
  period: string
  by: string
  at: Date
  /** What it was signed as; null where the signing is of more than the unit and span. */
  figure: Pick<SignedFigure, 'value'> | null
}

/** The signing that keeps an indicator of a unit as it is over a span, the province's first; null where nothing does. Whoever asks may see the figure. */
export async function signingOf(db: Db, indicator: string, unitId: number, { from, to }: Span): Promise<SigningInForce | null> {
  const begins = sql`action.period::timestamp at time zone 'Asia/Ho_Chi_Minh'`
  const ends = sql`((action.period + case every when 'month' then interval '1 month' when 'quarter' then interval '3 months' else interval '1 year' end)
    at time zone 'Asia/Ho_Chi_Minh')`
  const { rows } = await seeingAll(() =>
    sql<SigningInForce>`
      select action.round, action.level, unit.key as unit, every, action.period, by, at,
        case when action.unit_id = ${unitId} and ${begins} = ${from} and ${ends} = ${to} then (
          select jsonb_build_object('value', figure->'value') from jsonb_array_elements(figures) figure where figure->>'indicator' = ${indicator}
        ) end as figure
      from signoff_lock lock join signoff_action action on action.id = action_id join unit on unit.id = action.unit_id
      where action.figures @> ${JSON.stringify([{ indicator }])}::jsonb
        and (action.unit_id = ${unitId} or action.level = 'province' and ${unitId} = any(action.units))
        and ${begins} <= ${from} and ${ends} >= ${to}
      order by action.level, action.period desc limit 1`.execute(db),
  )
  return rows[0] ?? null
}
