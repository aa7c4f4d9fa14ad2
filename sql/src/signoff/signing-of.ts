import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Span } from '../readings/asked/period.ts'
import { seeingAll } from '../sight/sight.ts'
import type { SignedFigure } from './figures.ts'
import type { Round } from './round.ts'

/** A signing that is in force: of the unit itself or, over it, of the province. */
export interface SigningInForce {
  round: string
  level: 'unit' | 'province'
  /** Who signed, by its key. */
  unit: string
  every: Round['every']
  period: string
  by: string
  at: Date
  /** What it was signed as; null where the signing is of more than the unit and span. */
  figure: Pick<SignedFigure, 'value'> | null
}

const BEGINS = sql`action.period::timestamp at time zone 'Asia/Ho_Chi_Minh'`
const ENDS = sql`((action.period + case every when 'month' then interval '1 month' when 'quarter' then interval '3 months' else interval '1 year' end)
  at time zone 'Asia/Ho_Chi_Minh')`
const IN_FORCE = sql`signoff_lock lock join signoff_action action on action.id = action_id join unit on unit.id = action.unit_id`
const WHAT = sql`action.round, action.level, unit.key as unit, every, action.period, by, at`

const isOf = (indicator: string) => sql`action.figures @> ${JSON.stringify([{ indicator }])}::jsonb`
const holds = (unit: RawBuilder<unknown>) =>
  sql`(action.unit_id = ${unit} or action.level = 'province' and ${unit} = any(action.units))`
const figureOf = (indicator: string) => sql`(
  select jsonb_build_object('value', figure->'value') from jsonb_array_elements(figures) figure where figure->>'indicator' = ${indicator})`

/** The signing that keeps an indicator of a unit as it is over a span, the province's first; null where nothing does. Whoever asks may see the figure. */
export async function signingOf(db: Db, indicator: string, unitId: number, { from, to }: Span): Promise<SigningInForce | null> {
  const { rows } = await seeingAll(() =>
    sql<SigningInForce>`
      select ${WHAT},
        case when action.unit_id = ${unitId} and ${BEGINS} = ${from} and ${ENDS} = ${to} then ${figureOf(indicator)} end as figure
      from ${IN_FORCE}
      where ${isOf(indicator)} and ${holds(sql`${unitId}::int`)} and ${BEGINS} <= ${from} and ${ENDS} >= ${to}
      order by action.level, action.period desc limit 1`.execute(db),
  )
  return rows[0] ?? null
}

/** A signing in force, whose figures it keeps as they are over which span, and what it was signed as by its own unit. */
export interface SigningWithin extends SigningInForce, Span {
  /** Of those asked about, by their keys. */
  units: string[]
}

/** Every signing that keeps an indicator of some of these units as it is over a part of a span, the province's first. Whoever asks may see them. */
export async function signingsWithin(
  db: Db,
  indicator: string,
  units: readonly number[],
  { from, to }: Span,
): Promise<SigningWithin[]> {
  const { rows } = await seeingAll(() =>
    sql<SigningWithin>`
      select ${WHAT}, ${BEGINS} as "from", ${ENDS} as "to", ${figureOf(indicator)} as figure, held.units
      from ${IN_FORCE}, lateral (
        select array_agg(member.key order by member.key) as units from unit member
        where member.id = any(${[...units]}::int[]) and ${holds(sql`member.id`)}) held
      where ${isOf(indicator)} and ${BEGINS} < ${to} and ${ENDS} > ${from} and held.units is not null
      order by action.level, action.period, unit.key`.execute(db),
  )
  return rows
}
