import type pg from 'pg'
import { Conflict } from '../errors.ts'
import type { Kind } from '../pack/load-kind.ts'

/** A fact as somebody saw it: so many versions it had by then. */
export interface SeenFact {
  externalId: string
  versions: number
}

export function changedSince(): Conflict {
  return new Conflict({
    vi: 'Bản ghi đã đổi từ khi mở ra xem: có người vừa chấm, hoặc nguồn vừa gửi lại. Xem bản mới, nếu lời chấm vẫn đúng thì ghi lại lần nữa.',
    en: 'The record has changed since it was opened: somebody judged it, or its source told it anew. Look at it again; if the judgement still holds, write it once more.',
  })
}

/** Goes on only where a fact is as it was seen, and lets nobody else write it until this transaction ends. */
export async function refuseChanged(
  client: pg.PoolClient,
  { table }: Kind,
  feedId: number,
  { externalId, versions }: SeenFact,
): Promise<void> {
  const fact = [feedId, externalId]
  const { rowCount } = await client.query(`select from ${table} where feed_id = $1 and external_id = $2 for update`, fact)
  // Only what is asked once the row is locked sees what the one before left.
  const { rows } = await client.query(
    'select count(*) as former from former_fact where fact_table = $3 and feed_id = $1 and external_id = $2',
    [...fact, table],
  )
  if (rowCount !== 1 || rows[0].former + 1 !== versions) throw changedSince()
}
