import type { Db } from '../db.ts'
import { Conflict } from '../errors.ts'
import { waitingOf } from './proposals.ts'

/** Throws Conflict where a feed’s draft waits for review: what others are looking at stays as they see it. */
export async function refuseWaiting(db: Db, draft: number): Promise<void> {
  const waiting = await waitingOf(db, { draft })
  if (waiting)
    throw new Conflict({
      vi: `Bản nháp này ${waiting.by} đã trình và đang chờ duyệt nên không sửa được. Rút lại đề nghị trước, ở mục «Duyệt thay đổi».`,
      en: `${waiting.by} has proposed this draft, and while it waits for review it stays as it is. Withdraw the proposal first, under “Changes to review”.`,
    })
}
