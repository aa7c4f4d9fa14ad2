import type { Db } from '../db.ts'
import { actor } from './actor.ts'

/** Tells of something that changes no row: a refusal, a look at what is hidden, an export. Everything else is told by the change itself. */
export async function tellAudit(
  db: Db,
  { action, entity, id, detail = {} }: { action: string; entity: string; id: string | null; detail?: Record<string, unknown> },
): Promise<void> {
  const told = actor() ?? { kind: 'process', name: 'ioc' }
  await db
    .insertInto('audit_entry')
    .values({ actor: JSON.stringify(told), action, entity, entity_id: id, detail: JSON.stringify(detail) })
    .execute()
}
