import { sql } from 'kysely'
import { type Db, inTransaction } from '../db.ts'
import { Conflict, NotFound } from '../errors.ts'
import type { Span } from '../readings/asked/period.ts'
import { clockOf } from '../time/hanoi.ts'

// What a person notes at one point of an indicator. A note is never changed: it is withdrawn and written anew.

export interface Annotation {
  id: number
  indicator: string
  unit: { key: string; name: string }
  /** The point's own stretch of time. */
  span: Span
  /** What the indicator is narrowed to, `dimension:value` each, in order. */
  where: string[]
  text: string
  by: string
  at: Date
  withdrawn: { at: Date; by: string; why: string } | null
}

export async function annotate(
  db: Db,
  { indicator, unitId, span, where, text, by }: Omit<Annotation, 'id' | 'unit' | 'at' | 'withdrawn'> & { unitId: number },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into annotation (indicator, unit_id, begins, ends, narrowed, text, by)
    values (${indicator}, ${unitId}, ${span.from}, ${span.to}, ${inOrder(where)}, ${text}, ${by}) returning id`.execute(db)
  return (rows[0] as { id: number }).id
}

/** Throws NotFound where there is none of the id, and Conflict, naming who and when, where it is withdrawn already. */
export async function withdrawAnnotation(db: Db, id: number, { by, why }: { by: string; why: string }): Promise<void> {
  await inTransaction(db, async (trx) => {
    const { rows } = await sql<{ at: Date | null; by: string | null }>`
      select withdrawn_at as at, withdrawn_by as by from annotation where id = ${id} for update`.execute(trx)
    const [now] = rows
    if (!now)
      throw new NotFound({ vi: 'Không có ghi chú này. Tải lại danh sách.', en: 'There is no such note. Load the list again.' })
    if (now.at) {
      const at = clockOf(now.at)
      throw new Conflict({ vi: `${now.by} đã rút ghi chú này lúc ${at.vi}.`, en: `${now.by} withdrew this note at ${at.en}.` })
    }
    await sql`
      update annotation set withdrawn_at = clock_timestamp(), withdrawn_by = ${by}, withdrawn_why = ${why} where id = ${id}`.execute(
      trx,
    )
  })
}

export interface AnnotationsAsked {
  /** Of any indicator and narrowing where left out. */
  indicator?: { id: string; where: string[] } | undefined
  unit?: string | undefined
  from?: Date | undefined
  to?: Date | undefined
  /** As known then; those withdrawn by then only where asked for. */
  asOf: Date | null
  withdrawn: boolean
  most: number
}

interface Row extends Omit<Annotation, 'unit' | 'span' | 'withdrawn'> {
  key: string
  name: string
  begins: Date
  ends: Date
  withdrawnAt: Date | null
  withdrawnBy: string | null
  withdrawnWhy: string | null
}

/** The notes that were written by an instant and lie within a span, those of the latest points first. */
export async function findAnnotations(db: Db, asked: AnnotationsAsked): Promise<Annotation[]> {
  const { indicator, unit, from, to, asOf, withdrawn, most } = asked
  const { rows } = await sql<Row>`
    select annotation.id, indicator, unit.key, unit.name, begins, ends, narrowed as "where", text, by, at,
           case when gone then withdrawn_at end as "withdrawnAt", withdrawn_by as "withdrawnBy", withdrawn_why as "withdrawnWhy"
    from annotation join unit on unit.id = unit_id,
         lateral (select withdrawn_at is not null
           and (${asOf}::timestamptz is null or date_trunc('milliseconds', withdrawn_at) <= ${asOf}) as gone) as withdrawal
    where (${asOf}::timestamptz is null or date_trunc('milliseconds', at) <= ${asOf}) and (${withdrawn} or not gone)
      and (${indicator?.id ?? null}::text is null or indicator = ${indicator?.id ?? null})
      and (${indicator?.id ?? null}::text is null or narrowed = ${inOrder(indicator?.where ?? [])}::text[])
      and (${unit ?? null}::text is null or unit.key = ${unit ?? null})
      and (${from ?? null}::timestamptz is null or ends > ${from ?? null})
      and (${to ?? null}::timestamptz is null or begins < ${to ?? null})
    order by begins desc, annotation.id desc limit ${most}`.execute(db)
  return rows.map(({ key, name, begins, ends, withdrawnAt, withdrawnBy, withdrawnWhy, ...rest }) => ({
    ...rest,
    unit: { key, name },
    span: { from: begins, to: ends },
    withdrawn: withdrawnAt && { at: withdrawnAt, by: withdrawnBy ?? '', why: withdrawnWhy ?? '' },
  }))
}

const inOrder = (where: string[]) => [...where].sort()
