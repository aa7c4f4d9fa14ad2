import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { Conflict, Unavailable } from '../errors.ts'

export interface DeliveryKey {
  feedId: number
  key: string
}

/** Whoever claimed a delivery and then died holds it no longer than this. */
const CLAIM_SECONDS = 60

/** Makes a delivery ours to take in, whoever else brings it at the same moment; or answers what became of it. */
export async function claimDelivery(
  db: Db,
  { feedId, key, sha256 }: DeliveryKey & { sha256: Buffer },
): Promise<'ours' | { run: number; page: number }> {
  const { rows } = await sql`
    insert into delivery (feed_id, key, sha256) values (${feedId}, ${key}, ${sha256})
    on conflict (feed_id, key) do update set received_at = clock_timestamp(), sha256 = excluded.sha256
      where delivery.run_id is null and delivery.received_at < clock_timestamp() - make_interval(secs => ${CLAIM_SECONDS})
    returning key`.execute(db)
  if (rows.length > 0) return 'ours'
  const known = await db
    .selectFrom('delivery')
    .selectAll()
    .where('feed_id', '=', feedId)
    .where('key', '=', key)
    .executeTakeFirst()
  if (known && !known.sha256.equals(sha256))
    throw new Conflict({
      vi: 'Khóa này đã dùng cho một nội dung khác. Mỗi lần gửi một nội dung mới thì dùng một Idempotency-Key mới.',
      en: 'This key was used for another content. Send each new content with a new Idempotency-Key.',
    })
  if (!known?.run_id || !known.page_id)
    throw new Unavailable({
      vi: 'Lần gửi này đang được nhận. Gửi lại sau vài giây.',
      en: 'This delivery is being taken in. Send again in a few seconds.',
    })
  return { run: known.run_id, page: known.page_id }
}

/** Lets go of a delivery that could not be kept, so that its sender may bring it again at once. */
export async function releaseDelivery(db: Db, { feedId, key }: DeliveryKey): Promise<void> {
  await db.deleteFrom('delivery').where('feed_id', '=', feedId).where('key', '=', key).where('run_id', 'is', null).execute()
}

export async function keepDelivery(
  db: Db,
  { feedId, key }: DeliveryKey,
  { run, page }: { run: number; page: number },
): Promise<void> {
  await db
    .updateTable('delivery')
    .set({ run_id: run, page_id: page })
    .where('feed_id', '=', feedId)
    .where('key', '=', key)
    .execute()
}
