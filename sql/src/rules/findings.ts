import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { storable } from '../ingest/keep-held.ts'

/** A row that breaks a rule of a page that is kept out. */
export interface BlockedRow {
  place: number
  at: string | undefined
  record: string | null
  rule: string
  message: string
  en?: string | undefined
}

/** Writes down for which rows a page was kept out; the run counts each row once, however many rules it breaks. */
export async function noteBlocked(
  db: Db,
  { feedId, runId, pageId }: { feedId: number; runId: number; pageId: number },
  rows: BlockedRow[],
) {
  await sql`
    with noted as (
      insert into rule_finding (feed_id, run_id, page_id, place, at, record, rule, severity, message)
      select ${feedId}, ${runId}, ${pageId}, place, at, record, rule, 'block', message
      from jsonb_to_recordset(${storable(rows)}::jsonb) as told (place integer, at text, record text, rule text, message text)
      returning place
    )
    update run set blocked = blocked + (select count(distinct place) from noted) where id = ${runId}`.execute(db)
}
