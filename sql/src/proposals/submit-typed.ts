import { sql } from 'kysely'
import { type Db, inTransaction } from '../db.ts'
import { Conflict, Invalid } from '../errors.ts'
import { isSameSpec } from '../feeds/same-spec.ts'
import { domainOf } from '../indicators/define.ts'
import { loadRegistry } from '../indicators/registry.ts'
import type { Localised } from '../pack/pack.ts'
import type { Doer } from './life.ts'
import { isReviewed, lockProposal, othersThan, setProposal } from './proposals.ts'
import { publishTyped, standingNow } from './publish-typed.ts'
import { readTyped } from './read-typed.ts'
import type { TypedAbout, TypedSpec } from './typed.ts'

/** Hands what was typed to whoever reviews it, or publishes it where the province asks for nobody; throws Invalid where it does not hold together. */
export async function submitTyped(
  db: Db,
  id: number,
  { who, edit, why }: { who: Doer; edit: number; why: string },
): Promise<'waiting' | 'published'> {
  return inTransaction(db, async (trx) => {
    const proposal = await lockProposal(trx, id, { action: 'submit', who, edit, note: why })
    const about = proposal.about as TypedAbout
    const { value: after, faults } = await readTyped(trx, proposal, proposal.draft ?? '')
    const [fault] = faults
    if (fault)
      throw new Invalid({
        vi: `${fault.line ? `Dòng ${fault.line}: ` : ''}${fault.vi}`,
        en: `${fault.line ? `Line ${fault.line}: ` : ''}${fault.en}`,
      })
    const key = after?.id ?? proposal.key
    const before = await standingNow(trx, about, key)
    if (isSameSpec(before, after))
      throw new Invalid({ vi: 'Chưa có gì khác với bản đang dùng.', en: 'Nothing differs from what holds now.' })
    await refuseTwice(trx, id, about, key)
    const title = await titleOf(about, key, after ?? before)
    const madeBy = othersThan(who.by, [...proposal.madeBy, proposal.by])
    const hands = othersThan(who.account, [...proposal.hands, proposal.account])
    await sql`
      update proposal set key = ${key}, title = ${JSON.stringify(title)}::jsonb, domain = ${about === 'indicators' ? domainOf({ id: key }) : null},
        before = ${before && JSON.stringify(before)}::jsonb, after = ${after && JSON.stringify(after)}::jsonb, why = ${why},
        account_id = ${who.account}, by = ${who.by}, made_by = ${madeBy}::text[], hands = ${hands}::integer[]
      where id = ${id}`.execute(trx)
    await setProposal(trx, id, 'waiting', { action: 'submit', ...who, note: why })
    if (await isReviewed(trx, about)) return 'waiting'
    await setProposal(trx, id, 'published', { action: 'publish', ...who, note: null, alone: true })
    await publishTyped(trx, about, key, { before, after, draft: proposal.draft })
    return 'published'
  })
}

async function refuseTwice(trx: Db, id: number, about: TypedAbout, key: string): Promise<void> {
  const { rows } = await sql<{ by: string }>`
    select by from proposal where about = ${about} and key = ${key} and id <> ${id} and state in ('draft', 'waiting', 'returned')`.execute(
    trx,
  )
  const [other] = rows
  if (other)
    throw new Conflict({
      vi: `${other.by} đang có một đề nghị khác về «${key}». Làm tiếp đề nghị ấy, hoặc chờ xong.`,
      en: `${other.by} has another proposal about «${key}». Go on with that one, or wait until it is over.`,
    })
}

async function titleOf(about: TypedAbout, key: string, spec: TypedSpec | null): Promise<Localised> {
  if (spec?.title) return spec.title
  const declared =
    about === 'indicators' && (await loadRegistry()).meanings.flatMap(({ indicators }) => indicators).find(({ id }) => id === key)
  return declared ? declared.title : { vi: key, en: key }
}
