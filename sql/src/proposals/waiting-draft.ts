import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { Conflict } from '../errors.ts'
import { waitingOf } from './proposals.ts'

/** Locks a feed’s draft until the transaction ends; throws Conflict where it waits for review: what others are looking at stays as they see it. */
export async function lockDraft(trx: Db, id: number): Promise<void> {
  await trx.selectFrom('feed_draft').select('id').where('id', '=', id).forUpdate().execute()
  const waiting = await waitingOf(trx, { draft: id })
  if (waiting)
    throw new Conflict({
      vi: `Bản nháp này ${waiting.by} đã trình và đang chờ duyệt nên không sửa được. Rút lại đề nghị trước, ở mục «Duyệt thay đổi».`,
      en: `${waiting.by} has proposed this draft, and while it waits for review it stays as it is. Withdraw the proposal first, under “Changes to review”.`,
    })
}

/** The same for whoever changes it, its sample or a secret of it: from now on they have a hand in it. */
export async function takeDraftInHand(trx: Db, id: number): Promise<void> {
  await lockDraft(trx, id)
  await sql`
    update feed_draft set hands = hands || acting_account()::integer
    where id = ${id} and acting_account() is not null and acting_account() <> all(hands)`.execute(trx)
}
