import type { Db } from '../db.ts'

/** A stored page's name and the moment its bytes were first received. */
export async function findPage(db: Db, id: number): Promise<{ id: number; name: string; receivedAt: Date }> {
  return db.selectFrom('page').select(['id', 'name', 'received_at as receivedAt']).where('id', '=', id).executeTakeFirstOrThrow()
}
