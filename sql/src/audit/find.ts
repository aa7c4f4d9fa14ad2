import { sql } from 'kysely'
import type { Db } from '../db.ts'

export interface AuditFound {
  id: number
  at: Date
  actor: { kind: string; name: string; address?: string }
  action: string
  entity: string
  entityId: string | null
  detail: Record<string, unknown>
}

/** What is asked about the audit: by whom, of what, within which time, and words anywhere in it. */
export interface AuditQuery {
  by?: string | undefined
  entity?: string | undefined
  id?: string | undefined
  action?: string | undefined
  words?: string | undefined
  from?: Date | undefined
  to?: Date | undefined
  /** Only what was told before that entry. */
  before?: number | undefined
  limit: number
}

/** The newest first. */
export async function findAudit(db: Db, query: AuditQuery): Promise<AuditFound[]> {
  const { by = null, entity = null, id = null, action = null, words = null, from = null, to = null, before = null, limit } = query
  const like = words === null ? null : `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<AuditFound>`
    select id, at, actor, action, entity, entity_id as "entityId", detail from audit_entry
    where (${by}::text is null or actor ->> 'name' = ${by})
      and (${entity}::text is null or entity = ${entity})
      and (${id}::text is null or entity_id = ${id})
      and (${action}::text is null or action = ${action})
      and (${like}::text is null or actor::text ilike ${like} or detail::text ilike ${like} or entity_id ilike ${like} or entity ilike ${like})
      and (${from}::timestamptz is null or at >= ${from})
      and (${to}::timestamptz is null or at < ${to})
      and (${before}::bigint is null or id < ${before})
    order by id desc limit ${limit}`.execute(db)
  return rows
}

/** Of what it tells, to choose from. */
export async function auditedEntities(db: Db): Promise<string[]> {
  const { rows } = await sql<{ entity: string }>`select distinct entity from audit_entry order by entity`.execute(db)
  return rows.map(({ entity }) => entity)
}
