import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { Conflict } from '../errors.ts'
import { isSameSpec } from '../feeds/same-spec.ts'
import type { OwnIndicator } from '../indicators/own.ts'
import { recordOwnIndicators } from '../indicators/own-versions.ts'
import type { Plan } from '../plans/plan.ts'
import { recordPlans } from '../plans/versions.ts'
import { readTyped } from './read-typed.ts'
import { inForce, type TypedAbout, type TypedSpec } from './typed.ts'

/** What it would take the place of, by what holds now. */
export async function standingNow(db: Db, about: TypedAbout, key: string): Promise<TypedSpec | null> {
  return (await inForce(db, about)).find(({ id }) => id === key) ?? null
}

/** Makes the province say so from now on; throws Conflict where it says something else by now than `before`. */
export async function publishTyped(
  trx: Db,
  about: TypedAbout,
  key: string,
  { before, after, draft }: { before: TypedSpec | null; after: TypedSpec | null; draft: string | null },
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('typed configuration'))`.execute(trx)
  if (!isSameSpec(await standingNow(trx, about, key), before))
    throw new Conflict({
      vi: 'Mục này đã đổi từ khi đề nghị được trình. Trả lại để người đề nghị xem bản đang dùng rồi trình lại.',
      en: 'This has changed since it was proposed. Hand it back, for whoever made it to look at what holds now.',
    })
  // Something it rests on may have been taken away since it was proposed.
  const [fault] = (await readTyped(trx, { about, key }, draft ?? '')).faults
  if (fault)
    throw new Conflict({
      vi: `Đề nghị không còn khớp với cấu hình đang dùng: ${fault.vi} Trả lại để người đề nghị sửa.`,
      en: `The proposal no longer fits what holds now: ${fault.en} Hand it back to be mended.`,
    })
  const spec = after && JSON.stringify(after)
  await sql`
    insert into console_meaning (about, key, spec) values (${about}, ${key}, ${spec}::jsonb)
    on conflict (about, key) do update set spec = excluded.spec`.execute(trx)
  const others = (await inForce(trx, about)).filter(({ id }) => id !== key)
  const all = after ? [...others, after] : others
  if (about === 'plans') await recordPlans(trx, all as Plan[])
  else await recordOwnIndicators(trx, all as OwnIndicator[])
}
